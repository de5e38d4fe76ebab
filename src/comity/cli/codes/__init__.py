"""`comity code`: reading codes, writing and translating them, judging words, binding."""

import typer

from comity.cli.codes import (
    binding,
    comparing,
    drafting,
    judging,
    opinions,
    policies,
    reviewers,
    talking,
    terms,
    translating,
    translations,
)

app = typer.Typer(no_args_is_help=True, help="Codes of conduct and the floor.")
for area in (
    comparing,
    drafting,
    binding,
    translations,
    translating,
    terms,
    reviewers,
    judging,
    opinions,
    talking,
    policies,
):
    area.add_to(app)
