"""The command line as a whole: its areas, and one line for every refusal."""

import sys

import typer

from comity.cli import (
    api,
    backup,
    catalogues,
    charter,
    check,
    codes,
    consultation,
    keys,
    movement,
    person,
    providers,
    record,
    restore,
    sandbox,
    search,
    serve,
    structure,
    wikis,
)
from comity.kernel.errors import DomainError, SeveralProblems
from comity.messages import words

REFUSED = 1

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.add_typer(api.app, name="api")
app.add_typer(catalogues.app, name="catalogues")
app.add_typer(charter.app, name="charter")
app.add_typer(codes.app, name="code")
app.add_typer(consultation.app, name="consultation")
app.add_typer(person.app, name="person")
app.add_typer(providers.app, name="provider")
app.add_typer(keys.app, name="keys")
app.add_typer(record.app, name="record")
app.add_typer(search.app, name="search")
app.add_typer(wikis.app, name="wiki")
for area in (backup, check, movement, restore, sandbox, serve, structure):
    area.add_to(app)


def run() -> None:
    """Run the command line; a refusal is one line and exit status 1."""
    try:
        app()
    except SeveralProblems as error:
        for problem in error.problems:
            sys.stderr.write(_line(problem))
        raise SystemExit(REFUSED) from None
    except DomainError as error:
        sys.stderr.write(_line(error))
        raise SystemExit(REFUSED) from None


def _line(error: DomainError) -> str:
    where = f"{error.detail['field']}: " if "field" in error.detail else ""
    return f"{where}{words(error.code, **error.detail)}\n"
