"""`comity code`: reading codes, holding them against the floor, putting them in force."""

import typer

from comity.cli.codes import binding, comparing, drafting, reviewers, translations

app = typer.Typer(no_args_is_help=True, help="Codes of conduct and the floor.")
for area in (comparing, drafting, translations, reviewers, binding):
    area.add_to(app)
