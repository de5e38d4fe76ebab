"""How tests run `comity code` in somebody's name."""

import json

from typer.testing import CliRunner

from comity.access.rules import Permission
from comity.cli.app import app
from comity.people.rules import Scope
from tests.factories.people import PersonFactory, somebody
from tests.factories.tokens import token_file


def comity(*words, typed=None):
    """Run a command about codes."""
    said = [getattr(one, "id", str(one)) for one in words]
    return CliRunner().invoke(app, ["code", *said], input=typed)


def told(*words):
    """Run a command that prints JSON, and read it."""
    done = comity(*words, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


class People:
    """People who show tokens, as options of commands."""

    def __init__(self, folder, place):
        self.folder, self.place = folder, place

    def may(self, permission, *, on=None):
        """Invent somebody who may do something there."""
        return self.shown(somebody(permission, on=on or self.place))

    def shown(self, person, *scopes):
        """Let somebody show a token, for codes unless said otherwise."""
        return token_file(self.folder, person, *(scopes or [Scope.CODES_WRITE]))

    @property
    def editor(self):
        """Invent somebody who writes the code."""
        return self.may(Permission.CODE_EDIT)

    @property
    def stranger(self):
        """Invent somebody with an account and nothing else."""
        return self.shown(PersonFactory())


def written(path, what):
    """Write a file with words, or with a table as JSON."""
    path.write_text(what if isinstance(what, str) else json.dumps(what), "utf-8")
    return path
