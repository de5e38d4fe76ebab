"""`comity consultation`: asking people, answering them, and checking what was published."""

import typer

from comity.cli.consultation import (
    answering,
    asking,
    checking,
    gathering,
    groups,
    offline,
    panels,
    statements,
    telling,
)

app = typer.Typer(
    no_args_is_help=True,
    help="Consultations: ask people, answer them, and check the results.",
)
for area in (asking, answering, gathering, telling, checking, offline, statements, groups, panels):
    area.add_to(app)
