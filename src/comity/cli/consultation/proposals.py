"""`comity consultation proposal`: seeking agreement, saying how one stands, and what follows."""

from typing import Annotated

import typer
from django.utils import timezone

from comity.bodies.queries import body_by_slug
from comity.cli.consultation.asking import Consultation, Description, Round
from comity.cli.files import Json, Reason, by_language, day, description, wanted
from comity.cli.printing import show_json, tell
from comity.cli.stopping import stop
from comity.cli.tokens import By, person
from comity.consultation.actions import decisions as actions
from comity.consultation.queries import decisions as queries
from comity.consultation.queries import rounds
from comity.consultation.queries.decisions import DecisionRow, PositionRow
from comity.consultation.rules.consensus import Choice
from comity.kernel.errors import NotFound

Proposal = Annotated[str, typer.Argument(help="Its id, as `list` prints it.")]

app = typer.Typer(no_args_is_help=True, help="Proposals, and how far people agree with them.")


def add_to(above: typer.Typer) -> None:
    """Put these commands under the others about consultations."""
    above.add_typer(app, name="proposal")


@app.command("list")
def list_them(consultation: Consultation, *, as_json: Json = False) -> None:
    """List proposals, and how far people agree with each. It is no vote."""
    found = queries.decisions(rounds.consultation(consultation).id)
    if as_json:
        show_json([_told(one) for one in found])
        return
    for one in found:
        tell(f"{one.id}  {one.state}  {one.question[one.language]}")
        counts = ", ".join(f"{choice} {count}" for choice, count in one.standing.counts.items())
        tell(f"  {counts}; to be heard first: {one.standing.unheard}")
        if one.body_slug:
            tell(f"  asked: the members of {one.body_slug}")
        for words in one.outcome.values():
            tell(f"  {words}")


@app.command()
def positions(proposal: Proposal, *, as_json: Json = False) -> None:
    """List what was said to a proposal, whoever waits to be heard first: id, turn, choice, why."""
    found = queries.positions(queries.decision(proposal).id)
    if as_json:
        show_json([_position(one) for one in found])
        return
    for one in found:
        _show(one)


@app.command()
def mine(proposal: Proposal, *, by: By = None, as_json: Json = False) -> None:
    """Show what you said to a proposal, and how you were heard."""
    me = person(by)
    found = queries.own_position(queries.decision(proposal).id, me)
    if found is None:
        stop("You have not said how you stand to it.")
    if as_json:
        show_json(_position(found))
        return
    _show(found)


@app.command()
def ask(round_id: Round, file: Description, *, by: By = None) -> None:
    """Seek agreement on a proposal in an open round. Prints its id.

    The file has the question by language, the language in which it was written first, and the
    short name of a body, where only its members are asked.
    """
    organiser, said = person(by), description(file)
    made = actions.ask(
        round_id=round_id,
        question=by_language(said, "question", file),
        language=wanted(said, "language", str, file),
        body_id=_body(wanted({"body": "", **said}, "body", str, file)),
        by=organiser,
        now=timezone.now(),
    )
    tell(made)


@app.command()
def say(proposal: Proposal, file: Description, *, by: By = None) -> None:
    """Say how you stand to a proposal, or say something else than before.

    The file has choice (support, stand_aside, concern or block), reason and language; a concern
    and a block need a reason. Everybody can read it, without your name.
    """
    me, said = person(by), description(file)
    choice = wanted(said, "choice", str, file)
    if choice not in set(Choice):
        stop(f"{file}: there is no choice {choice}. Choices: {', '.join(Choice)}.")
    optional = {"reason": "", "language": "en", **said}
    actions.take_position(
        decision_id=proposal,
        choice=Choice(choice),
        reason=wanted(optional, "reason", str, file),
        language=wanted(optional, "language", str, file),
        by=me,
        now=timezone.now(),
    )
    tell("What you said stands with the proposal.")


@app.command()
def hear(
    position: Annotated[str, typer.Argument(help="Its id, as `positions` prints it.")],
    file: Description,
    *,
    turn: Annotated[int, typer.Option(help="Of what was heard, as `positions` prints it.", min=1)],
    by: By = None,
) -> None:
    """Write down how somebody who blocks or is concerned was heard, and what came of it.

    The file has a text by language. Name nobody in it who did not agree to that.
    """
    organiser, said = person(by), description(file)
    actions.hear(
        position_id=position,
        turn=turn,
        text=by_language(said, "text", file),
        by=organiser,
        now=timezone.now(),
    )
    tell("What came of the hearing can be read by everybody.")


@app.command()
def record(proposal: Proposal, file: Description, *, by: By = None) -> None:
    """Record how far people agree, what follows, and when somebody looks at it again.

    The file has the outcome by language and, as review_on, the day. Nothing passes without
    support, or against a block.
    """
    organiser, said = person(by), description(file)
    state = actions.record_outcome(
        decision_id=proposal,
        outcome=by_language(said, "outcome", file),
        review_on=day(said.get("review_on"), file),
        by=organiser,
        now=timezone.now(),
    )
    tell(f"It is recorded: {state.replace('_', ' ')}.")


@app.command("take-back")
def take_back(proposal: Proposal, *, by: By = None, reason: Reason) -> None:
    """Take a proposal back before anything is recorded."""
    actions.withdraw_decision(
        decision_id=proposal, reason=reason, by=person(by), now=timezone.now()
    )
    tell("The proposal is taken back.")


def _body(slug: str) -> str:
    if not slug:
        return ""
    try:
        return body_by_slug(slug).id
    except NotFound:
        stop(f"There is no body with the short name {slug}.")


def _show(one: PositionRow) -> None:
    waits = "  waits to be heard" if one.waits else ""
    why = f"  {one.reason}" if one.reason else ""
    tell(f"{one.id}  {one.turn}  {one.choice}{waits}  {one.language}{why}")
    for heard in one.hearings:
        for words in heard.values():
            tell(f"  {words}")


def _told(one: DecisionRow) -> dict[str, object]:
    return {
        "id": one.id,
        "round": one.round_id,
        "question": dict(one.question),
        "language": one.language,
        "body": one.body_slug,
        "state": one.state,
        "counts": {str(choice): count for choice, count in one.standing.counts.items()},
        "unheard": one.standing.unheard,
        "outcome": dict(one.outcome),
        "review_on": one.review_on and one.review_on.isoformat(),
        "asked_on": one.asked_on.isoformat(),
        "ended_on": one.ended_on and one.ended_on.isoformat(),
    }


def _position(one: PositionRow) -> dict[str, object]:
    return {
        "id": one.id,
        "choice": one.choice,
        "reason": one.reason,
        "language": one.language,
        "turn": one.turn,
        "given_on": one.given_on.isoformat(),
        "waits": one.waits,
        "hearings": [dict(text) for text in one.hearings],
    }
