"""`comity consultation`: asking people, taking part, answering, and checking results."""

import typer

from comity.cli.consultation import (
    answering,
    asking,
    checking,
    contributions,
    gathering,
    groups,
    offline,
    oneself,
    panels,
    proposals,
    reacting,
    statements,
    telling,
)

app = typer.Typer(
    no_args_is_help=True,
    help="Consultations: ask people, take part, answer them, and check the results.",
)
for area in (asking, answering, gathering, telling, checking):
    area.add_to(app)
for group in (contributions, oneself, statements, proposals, panels, offline, groups):
    group.add_to(app)
reacting.add_to(statements.app)
