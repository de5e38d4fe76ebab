"""Which charter is in force, and what this database is for. Charters are public."""

from functools import lru_cache
from importlib import resources

from comity.charter import rules
from comity.charter.errors import NoCharter
from comity.charter.models import CharterVersion, Installation
from comity.kernel.errors import NotFound

SANDBOX = Installation.Use.SANDBOX
SHIPPED = ("small", "wikimedia")
"""The charters that come with Comity."""
PRODUCTION = Installation.Use.PRODUCTION


def charter_in_force() -> rules.Charter:
    """Read the charter in force.

    Raises:
        NoCharter: none has been adopted yet.
    """
    newest = CharterVersion.objects.order_by("-number").values_list("id", flat=True).first()
    if newest is None:
        raise NoCharter
    return _read(newest)


def charter(version_id: str) -> rules.Charter:
    """Read the charter that a case is pinned to.

    Raises:
        NotFound: there is no such version.
    """
    return _read(version_id)


def versions() -> list[CharterVersion]:
    """List every adopted version, newest first."""
    return list(CharterVersion.objects.order_by("-number"))


def shipped(name: str) -> str:
    """Give the text of a charter that comes with Comity.

    Raises:
        NotFound: none of this name does.
    """
    if name not in SHIPPED:
        raise NotFound
    return (resources.files("comity.charter") / "shipped" / f"{name}.toml").read_text("utf-8")


def installation() -> Installation | None:
    """Say what this database is for; None for one that nobody has used yet."""
    return Installation.objects.first()


def is_sandbox() -> bool:
    """Tell whether this database holds the people of the sandbox."""
    return Installation.objects.filter(use=SANDBOX).exists()


@lru_cache(maxsize=64)
def _read(version_id: str) -> rules.Charter:
    """Read an adopted text. It never changes, so it is read once."""
    try:
        version = CharterVersion.objects.get(id=version_id)
    except CharterVersion.DoesNotExist:
        raise NotFound from None
    return rules.read(version.text, version_id=version.id)
