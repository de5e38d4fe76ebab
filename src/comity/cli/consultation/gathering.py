"""`comity consultation`: what stands together, and whom results are shown without too."""

from typing import Annotated

import typer
from django.utils import timezone

from comity.cli.consultation.asking import Consultation
from comity.cli.files import in_languages
from comity.cli.printing import tell
from comity.cli.tokens import By, person
from comity.consultation.actions import conversation
from comity.consultation.queries import contributions, rounds
from comity.consultation.queries import conversation as queries

Contribution = Annotated[str, typer.Argument(help="Its id.")]
Reasons = Annotated[
    list[str],
    typer.Option("--reason", help="By language, as in en=Because. Everybody can read it."),
]


def add_to(app: typer.Typer) -> None:
    """Put these commands beside the others about consultations."""
    app.command()(together)
    app.command()(apart)
    app.command("set-aside")(set_aside)
    app.command("take-back-in")(take_back_in)
    app.command("aside")(aside)


def together(
    lead: Annotated[str, typer.Argument(help="The id of the one that the others stand with.")],
    others: Annotated[list[str], typer.Argument(help="Ids of those that say the same.")],
    *,
    by: By = None,
) -> None:
    """Bring together contributions that say the same. Each keeps its words and its answer."""
    count = conversation.merge(
        lead_id=lead, contribution_ids=others, by=person(by), now=timezone.now()
    )
    tell(f"Standing with it: {count}.")


def apart(contribution: Contribution, *, by: By = None) -> None:
    """Let a contribution stand for itself again."""
    conversation.part(contribution_id=contribution, by=person(by), now=timezone.now())
    tell("It stands for itself.")


def set_aside(contribution: Contribution, *, reason: Reasons, by: By = None) -> None:
    """Show results also without whoever made this contribution. They are answered all the same."""
    found = contributions.contribution(contribution)
    decision = conversation.set_aside(
        participant_id=found.participant.id,
        reason=in_languages(reason),
        by=person(by),
        now=timezone.now(),
    )
    tell(decision)


def take_back_in(
    decision: Annotated[str, typer.Argument(help="Its id, as `aside` prints it.")],
    *,
    reason: Reasons,
    by: By = None,
) -> None:
    """Take back that somebody was set aside. Both reasons stay public."""
    conversation.take_back_in(
        decision_id=decision, reason=in_languages(reason), by=person(by), now=timezone.now()
    )
    tell("It is taken back.")


def aside(consultation: Consultation) -> None:
    """List every decision to show results also without somebody: id, day, whom, and why."""
    found = rounds.consultation(consultation)
    for one in queries.set_aside_log(found.id):
        lifted = f"  taken back {one.lifted_on}" if one.lifted_on else ""
        why = next(iter(one.reason.values()))
        tell(f"{one.id}  {one.decided_on}  {one.participant_id}{lifted}  {why}")
