"""What was said before and is like what somebody is about to publish: it is read first.

It is never in the way: whoever has seen it goes on.
"""

import textwrap
from typing import Annotated

import typer

from comity.cli.printing import tell
from comity.cli.stopping import stop
from comity.consultation.queries import contributions, conversation, opinions, rounds
from comity.consultation.rules.statements import same
from comity.consultation.rules.texts import clean_tag

Anyway = Annotated[
    bool,
    typer.Option("--anyway", help="Publish it, although you saw that something like it was said."),
]


def show_contributions(round_id: str, language: str, text: str) -> None:
    """Show contributions that are like what somebody is about to say, and stop if there are any.

    Raises:
        Exit: there is something to read first.
        RoundNotOpen: the round takes nothing now, so there is nothing to decide.
        ContributionLanguageWrong: the language is none.
    """
    here, tag = rounds.open_round(round_id), clean_tag(language)
    found = conversation.similar(here.consultation_id, {tag: text})
    places = {one.id: one.place for one in rounds.consultation(here.consultation_id).rounds}
    for one in contributions.several(one.id for one in found):
        said = {each.language: each.text for each in one.translations} | {one.language: one.text}
        spoken = tag if tag in said else one.language
        _show(one.id, f"{places[one.round_id]}.{one.place}", spoken, said[spoken])
    if found:
        _stop()


def show_statements(round_id: str, language: str, text: str) -> None:
    """Show statements that are like what somebody is about to propose, and stop if there are any.

    Of one with the very same words nothing is shown: it is refused, with the number that it has.

    Raises:
        Exit: there is something to read first.
        RoundNotOpen: the round takes nothing now.
        ContributionLanguageWrong: the language is none.
    """
    tag = clean_tag(language)
    found = opinions.similar(rounds.open_round(round_id).id, {tag: text})
    if any(same(one.text) == same(text) for one in found):
        return
    for one in found:
        words, spoken = one.said(tag)
        _show(one.id, str(one.number), spoken, words)
    if found:
        _stop()


def _show(name: str, number: str, language: str, text: str) -> None:
    tell(f"{name}  {number}  {language}", err=True)
    tell(textwrap.indent(text, "  > ", lambda _line: True), err=True)


def _stop() -> None:
    stop("This was said before and is like it. Yours is not published yet: add --anyway to do so.")
