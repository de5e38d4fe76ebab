"""Reading the environment, once, failing loudly with help."""

import os
import re
from contextlib import suppress
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from comity.kernel.keys import ServiceKeys
from comity.kernel.sealing import PrivateKeys

MAIL_PORTS = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}
"""Where a mail server listens for each way, unless the address says otherwise."""

CONTACT = re.compile(r"mailto:[^\s@]+@[^\s@]+|https://[^\s/]+\S*|tel:\+[0-9-]+")
ONION = re.compile(r"https?://[a-z2-7]{56}\.onion")


def text(name: str, default: str) -> str:
    """Read a setting from the environment."""
    return os.environ.get(name, default)


def truth(name: str, *, default: bool) -> bool:
    """Read a setting that is 1 or 0.

    Raises:
        ImproperlyConfigured: it is something else.
    """
    value = os.environ.get(name, "1" if default else "0")
    if value not in {"0", "1"}:
        message = f"{name} is {value!r}; set it to 1 or 0"
        raise ImproperlyConfigured(message)
    return value == "1"


def choice(name: str, default: str, *, among: tuple[str, ...]) -> str:
    """Read a setting that is one of a few words.

    Raises:
        ImproperlyConfigured: it is something else.
    """
    value = os.environ.get(name, default)
    if value not in among:
        message = f"{name} is {value!r}; set it to {' or '.join(among)}"
        raise ImproperlyConfigured(message)
    return value


def words(name: str, default: str) -> list[str]:
    """Read a setting that is a list, separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def addresses(name: str, value: str) -> tuple[str, ...]:
    """Understand a setting that is a list of addresses at which people can be reached.

    Returns:
        addresses as RFC 9116 wants them: a web page, a number to call, or letters.

    Raises:
        ImproperlyConfigured: one is something else.
    """
    found = []
    for word in filter(None, map(str.strip, value.split(","))):
        address = f"mailto:{word}" if ":" not in word and "@" in word else word
        if not CONTACT.fullmatch(address):
            message = f"{name} holds {word!r}; write letters@example.org, https://… or tel:+…"
            raise ImproperlyConfigured(message)
        found.append(address)
    return tuple(found)


def onion(name: str, value: str) -> str:
    """Understand a setting that is the address of an onion service, version 3; may be empty.

    Raises:
        ImproperlyConfigured: it is something else.
    """
    address = value.rstrip("/")
    if address and not ONION.fullmatch(address):
        message = f"{name} is {address!r}; write http://, the 56 letters of the name, and .onion"
        raise ImproperlyConfigured(message)
    return address


class KeyFile(ServiceKeys):
    """The keys as they lie in the file at this moment.

    A rotation reaches every process that runs on this machine without a restart: whoever went on
    sealing under the key of yesterday would keep it from being retired.
    """

    def __init__(self, path: Path) -> None:
        """Read the file.

        Raises:
            ImproperlyConfigured: others can read it, or it is no key file.
        """
        stamp, keys = _stamp(path), _keys_in(path)
        for name, value in (("_path", path), ("_stamp", stamp), ("_read", keys)):
            object.__setattr__(self, name, value)

    @property
    def _now(self) -> ServiceKeys:
        path, before = self.__dict__["_path"], self.__dict__["_stamp"]
        with suppress(OSError, ImproperlyConfigured):
            # What was read last serves on while somebody puts another file in its place.
            if (stamp := _stamp(path)) != before:
                object.__setattr__(self, "_read", _keys_in(path))
                object.__setattr__(self, "_stamp", stamp)
        read: ServiceKeys = self.__dict__["_read"]
        return read

    @property
    def field_keys(self) -> tuple[bytes, ...]:
        """The field keys, newest first."""
        return self._now.field_keys

    @property
    def index_key(self) -> bytes:
        """The key of keyed hashes."""
        return self._now.index_key

    @property
    def signing(self) -> PrivateKeys:
        """The keys that sign."""
        return self._now.signing

    @property
    def older_signing(self) -> tuple[PrivateKeys, ...]:
        """The keys that signed before."""
        return self._now.older_signing

    @property
    def past_signing(self) -> tuple[bytes, ...]:
        """Public halves of retired keys."""
        return self._now.past_signing

    @property
    def changed_on(self) -> date | None:
        """The day of the last rotation."""
        return self._now.changed_on


def service_keys(path: Path) -> ServiceKeys:
    """Read the keys of the service, or make keys for this process alone where there are none.

    Keys that are not kept can open nothing tomorrow, so every command that writes to a database
    that stays asks for a key file first (``comity.cli``).
    """
    return KeyFile(path) if path.exists() else ServiceKeys.new()


def _stamp(path: Path) -> tuple[int, int, int]:
    found = path.stat()
    return found.st_mtime_ns, found.st_ino, found.st_size


def _keys_in(path: Path) -> ServiceKeys:
    if path.stat().st_mode & 0o077:
        message = f"{path} can be read by others; run: chmod 600 {path}"
        raise ImproperlyConfigured(message)
    try:
        return ServiceKeys.from_text(path.read_text())
    except ValueError as problem:
        message = f"{path} is not a key file of Comity ({problem}); restore it from your backup"
        raise ImproperlyConfigured(message) from problem


def database(url: str) -> dict[str, object]:
    """Turn a database address into what Django wants.

    Args:
        url: ``sqlite:///path/to/file`` or ``postgresql://user:password@host:port/name``.

    Raises:
        ImproperlyConfigured: it is neither.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "comity.config.sqlite",
            "NAME": parts.path.removeprefix("/") or ":memory:",
            "CONN_MAX_AGE": 60,
            "OPTIONS": {
                # SQLite has no row locks: a transaction that will write takes the file at once.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
                "PRAGMA secure_delete=ON;PRAGMA recursive_triggers=ON;PRAGMA temp_store=MEMORY;",
            },
        }
    if parts.scheme == "postgresql":
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.removeprefix("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    message = "COMITY_DATABASE_URL starts with sqlite:/// or postgresql://"
    raise ImproperlyConfigured(message)


def mail(url: str) -> dict[str, object]:
    """Turn a mail address into Django's settings.

    Args:
        url: ``smtp://user:password@host:port``, ``smtps://…`` for TLS from the start,
            ``smtp+starttls://…`` for TLS that is asked for, or ``console:`` to print.

    Raises:
        ImproperlyConfigured: it is none of these.
    """
    parts = urlsplit(url)
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if parts.scheme not in MAIL_PORTS:
        message = "COMITY_MAIL_URL starts with smtp://, smtps://, smtp+starttls:// or console:"
        raise ImproperlyConfigured(message)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or MAIL_PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp+starttls",
        "EMAIL_TIMEOUT": 20,
    }
