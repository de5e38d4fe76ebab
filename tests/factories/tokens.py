"""Tokens to show at a terminal, each in a file that only its owner reads."""

from comity.people.actions import make_token
from comity.people.rules import Scope
from tests.factories.people import NOW, TODAY, as_actor


def shown(person, *scopes, ends_on=TODAY):
    """Make a token of somebody; without scopes, for consultations."""
    return make_token(
        name="Terminal",
        scopes=scopes or [Scope.CONSULTATIONS_WRITE],
        ends_on=ends_on,
        by=as_actor(person),
        now=NOW,
    )


def token_file(folder, person, *scopes, ends_on=TODAY):
    """Write down a token of somebody; the option that shows it."""
    file = folder / f"token-of-{person.id}"
    file.write_text(f"{shown(person, *scopes, ends_on=ends_on)}\n", "utf-8")
    file.chmod(0o600)
    return f"--token-file={file}"
