"""`comity consultation`: who is asked what and when; rounds open, go on, close, are cancelled."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from django.db import transaction
from django.utils import timezone

from comity.cli.files import Json, Reason, Table, by_language, description, moment, wanted
from comity.cli.printing import show_json, tell
from comity.cli.stopping import community_called, stop
from comity.cli.tokens import By, person
from comity.codes import queries as codes
from comity.communities import queries as communities
from comity.consultation.actions import consultations, rounds
from comity.consultation.queries import rounds as queries
from comity.consultation.queries.rounds import ConsultationView, RoundView
from comity.consultation.rules.kinds import RoundKind
from comity.consultation.rules.rounds import CONTINGENT, COVERAGE
from comity.kernel.actors import Actor

Round = Annotated[str, typer.Argument(help="Its id, as `list` prints it.")]
Consultation = Annotated[str, typer.Argument(help="Its id, as `list` prints it.")]
Description = Annotated[
    Path, typer.Argument(help="A file in TOML or JSON; see OPERATIONS. - for the standard input.")
]


def add_to(app: typer.Typer) -> None:
    """Put these commands beside the others about consultations."""
    app.command("list")(list_them)
    app.command()(prepare)
    app.command()(reword)
    app.command()(plan)
    app.command()(replan)
    app.command("open")(open_round)
    app.command()(extend)
    app.command()(close)
    app.command()(explain)
    app.command()(answered)
    app.command()(cancel)
    app.command("cancel-all")(cancel_all)


def list_them(
    community: Annotated[
        str, typer.Argument(help="Its short name; leave out for the whole movement.")
    ] = "",
    *,
    as_json: Json = False,
) -> None:
    """List consultations with their rounds; what people can take part in stands first."""
    place = community_called(community).id if community else ""
    found = queries.consultations(community_id=place)
    slugs = {one.community.id: one.community.slug for one in communities.tree()}
    if as_json:
        show_json([_told(one, slugs.get(one.community_id, "")) for one in found])
        return
    for one in found:
        title = one.title[one.source_language]
        tell(f"{one.id}  {one.stage}  {slugs.get(one.community_id, '')}  {title}")
        for each in one.rounds:
            tell(f"  {each.id}  {_line(each)}")


def prepare(file: Description, *, by: By = None) -> None:
    """Prepare a consultation, and plan the rounds that its description names."""
    organiser, said, now = person(by), description(file), timezone.now()
    place = community_called(wanted(said, "community", str, file)).id
    numbers = {"coverage_target": COVERAGE, "contingent": CONTINGENT, **said}
    with transaction.atomic():
        made = consultations.prepare(
            community_id=place,
            title=by_language(said, "title", file),
            question=by_language(said, "question", file),
            source_language=wanted(said, "source_language", str, file),
            code_id=codes.code_of(place) if said.get("about") == "code" else "",
            coverage_target=wanted(
                {"coverage_target": COVERAGE, **said}, "coverage_target", int, file
            ),
            contingent=wanted(numbers, "contingent", int, file),
            by=organiser,
            now=now,
        )
        planned = [_plan(made, part, file, organiser) for part in said.get("rounds", ())]
    tell(made.id)
    for one in planned:
        tell(f"  {one.id}  {_line(one)}")


def reword(consultation: Consultation, file: Description, *, by: By = None) -> None:
    """Say what is asked in other words or in more languages, while it goes on.

    The file has a title and a question, each in all languages that there are to be.
    """
    organiser, said = person(by), description(file)
    consultations.change(
        consultation_id=consultation,
        title=by_language(said, "title", file),
        question=by_language(said, "question", file),
        by=organiser,
        now=timezone.now(),
    )
    tell("What is asked reads so now.")


def plan(consultation: Consultation, file: Description, *, by: By = None) -> None:
    """Plan the rounds that a description names. Each opens at its time by itself."""
    organiser, said = person(by), description(file)
    found = queries.consultation(consultation)
    with transaction.atomic():
        planned = [
            _plan(found, part, file, organiser) for part in wanted(said, "rounds", list, file)
        ]
    for one in planned:
        tell(f"{one.id}  {_line(one)}")


def replan(round_id: Round, file: Description, *, by: By = None) -> None:
    """Change the plan of a round that has not opened. What the file does not name stays as it is.

    It has the names of a round in a description: opens, closes, languages, target_groups, edition.
    """
    organiser, said, here = person(by), description(file), queries.round_(round_id)
    if said.get("kind", here.kind) != here.kind:
        stop(f"{file}: what a round is for does not change; this one is for {here.kind}.")
    planned = {
        "opens": here.opens,
        "closes": here.closes,
        "languages": list(here.languages),
        "target_groups": list(here.target_groups),
        "edition": here.edition_id,
        **said,
    }
    changed = rounds.replan(
        round_id=here.id,
        opens=moment(planned["opens"], f"{file}: opens"),
        closes=moment(planned["closes"], f"{file}: closes"),
        languages=_list(planned, "languages", file),
        target_groups=_list(planned, "target_groups", file),
        edition_id=_edition(queries.consultation(here.consultation_id), planned),
        by=organiser,
        now=timezone.now(),
    )
    tell(_line(changed))


def open_round(round_id: Round, *, by: By = None, reason: Reason = "") -> None:
    """Open a round that is planned; before its time only for a reason."""
    opened = rounds.open_now(round_id=round_id, reason=reason, by=person(by), now=timezone.now())
    tell(_line(opened))


def extend(
    round_id: Round,
    until: Annotated[str, typer.Argument(help="The moment, as in 2027-03-01T09:00Z.")],
    *,
    by: By = None,
    reason: Reason,
    language: Annotated[str, typer.Option(help="Of the reason.")] = "en",
) -> None:
    """Let a round go on for longer, also one that has closed already."""
    extended = rounds.extend(
        round_id=round_id,
        closes=moment(until, until),
        reason=reason,
        language=language,
        by=person(by),
        now=timezone.now(),
    )
    tell(_line(extended))


def close(
    round_id: Round,
    *,
    by: By = None,
    reason: Reason = "",
    unmeasured: Annotated[
        str, typer.Option(help="Why nobody measured who takes part, where nobody did.")
    ] = "",
    language: Annotated[str, typer.Option(help="Of that.")] = "",
) -> None:
    """Close a round; before its time only for a reason."""
    closed = rounds.close(
        round_id=round_id,
        reason=reason,
        unmeasured=unmeasured,
        language=language,
        by=person(by),
        now=timezone.now(),
    )
    tell(_line(closed))


def explain(
    round_id: Round,
    *,
    by: By = None,
    reason: Reason,
    language: Annotated[str, typer.Option(help="Of the reason.")] = "",
) -> None:
    """Say why nobody measured who took part in a round that closed at its time."""
    explained = rounds.explain(
        round_id=round_id, reason=reason, language=language, by=person(by), now=timezone.now()
    )
    tell(_line(explained))


def answered(round_id: Round, *, by: By = None) -> None:
    """Say that a round that has closed is answered, which it stays."""
    done = rounds.answer(round_id=round_id, by=person(by), now=timezone.now())
    tell(_line(done))


def cancel(round_id: Round, *, by: By = None, reason: Reason) -> None:
    """Cancel one round. What was said in it stays where it is."""
    gone = rounds.cancel(round_id=round_id, reason=reason, by=person(by), now=timezone.now())
    tell(_line(gone))


def cancel_all(consultation: Consultation, *, by: By = None, reason: Reason) -> None:
    """Cancel a consultation with every round that is not answered."""
    consultations.cancel(
        consultation_id=consultation, reason=reason, by=person(by), now=timezone.now()
    )
    tell("It is cancelled.")


def _plan(found: ConsultationView, part: object, file: Path, organiser: Actor) -> RoundView:
    if not isinstance(part, dict):
        stop(f"{file}: rounds is a list of tables.")
    kind = wanted(part, "kind", str, file)
    if kind not in set(RoundKind):
        stop(f"{file}: there is no kind {kind}. Kinds: {', '.join(RoundKind)}.")
    return rounds.plan(
        consultation_id=found.id,
        kind=RoundKind(kind),
        opens=moment(part.get("opens"), f"{file}: opens"),
        closes=moment(part.get("closes"), f"{file}: closes"),
        languages=_list(part, "languages", file),
        target_groups=_list({"target_groups": [], **part}, "target_groups", file),
        edition_id=_edition(found, part),
        by=organiser,
        now=timezone.now(),
    )


def _list(part: Table, name: str, file: Path) -> list[str]:
    return [str(one) for one in wanted(part, name, list, file)]


def _edition(found: ConsultationView, part: Table) -> str:
    """Name the published draft that a round is about; ``newest`` where its id is not known."""
    named = str(part.get("edition", ""))
    if named != "newest":
        return named
    published = codes.editions_of(found.community_id)
    if not published:
        stop("No draft of this code was published yet.")
    return max(published, key=lambda one: (one.version_number, one.number)).id


def _line(one: RoundView) -> str:
    opens, closes = (when.strftime("%Y-%m-%dT%H:%MZ") for when in (one.opens, one.closes))
    asked = ",".join(one.languages)
    return f"round {one.place}  {one.kind}  {one.state}  {opens} to {closes}  {asked}"


def _told(one: ConsultationView, slug: str) -> dict[str, object]:
    return {
        "id": one.id,
        "community": slug,
        "subject": one.subject,
        "stage": one.stage,
        "title": one.title,
        "source_language": one.source_language,
        "rounds": [
            {
                "id": each.id,
                "place": each.place,
                "kind": each.kind,
                "state": each.state,
                "opens": each.opens.isoformat(),
                "closes": each.closes.isoformat(),
                "languages": each.languages,
                "target_groups": each.target_groups,
                "edition": each.edition_id,
                "unmeasured": each.unmeasured and asdict(each.unmeasured),
            }
            for each in one.rounds
        ],
    }
