"""Typing `comity consultation` as somebody with a token of their own."""

from typer.testing import CliRunner

from comity.cli.app import app
from tests.factories.people import PersonFactory, as_actor
from tests.factories.tokens import token_file


def comity(*words, typed=None):
    """Run a command; what has an id is named by it."""
    words = ["consultation", *(getattr(one, "id", str(one)) for one in words)]
    return CliRunner().invoke(app, words, input=typed)


def written(path, text):
    """Write a file in UTF-8."""
    path.write_text(text, "utf-8")
    return path


def somebody(folder):
    """Make somebody with a token: who they are, and the option that shows it."""
    person = PersonFactory()
    return as_actor(person), token_file(folder, person)
