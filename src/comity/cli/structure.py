"""`comity community` and `comity body`: who belongs where, who may decide what, who sits there."""

from datetime import date, datetime
from typing import Annotated

import typer
from django.utils import timezone

from comity.bodies import actions as bodies
from comity.bodies import queries
from comity.bodies.rules import BodyKind, Scope, Stage
from comity.communities import actions as communities
from comity.communities import queries as places
from comity.communities.rules import Kind
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotFound
from comity.people.queries import by_username

OPERATOR = Actor(ActorKind.OPERATOR, "terminal")

community_app = typer.Typer(no_args_is_help=True, help="The tree of communities.")
body_app = typer.Typer(no_args_is_help=True, help="Bodies, their mandates and their seats.")

Names = Annotated[list[str], typer.Option("--name", help="A name by language, as in en=Harbour.")]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])]


def add_to(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    app.add_typer(community_app, name="community")
    app.add_typer(body_app, name="body")


@community_app.command("list")
def list_communities() -> None:
    """Print the tree."""
    for node in places.tree():
        typer.echo(f"{'  ' * node.depth}{node.community.slug}  {node.community.name}")


@community_app.command("add")
def add_community(
    slug: str,
    *,
    parent: Annotated[str, typer.Option(help="The short name of the community above.")],
    name: Names,
    kind: Kind = Kind.PROJECT,
    language: Annotated[
        list[str] | None, typer.Option(help="It works in; the main one first.")
    ] = None,
    starts: Day = None,
    ends: Day = None,
) -> None:
    """Add a community to the tree."""
    communities.create_community(
        slug=slug,
        kind=kind,
        names=_names(name),
        languages=language or ["en"],
        parent_id=places.by_slug(parent).id,
        starts_on=_day(starts),
        ends_on=_day(ends),
        by=OPERATOR,
        now=timezone.now(),
    )


@community_app.command("move")
def move_community(slug: str, parent: Annotated[str, typer.Option()]) -> None:
    """Put a community under another one."""
    communities.move_community(
        community_id=places.by_slug(slug).id,
        parent_id=places.by_slug(parent).id,
        by=OPERATOR,
        now=timezone.now(),
    )


@body_app.command("add")
def add_body(
    slug: str,
    *,
    community: Annotated[str, typer.Option(help="The short name of its community.")],
    name: Names,
    contact: Annotated[str, typer.Option(help="How to reach it without Comity.")],
    kind: BodyKind = BodyKind.LOCAL_PANEL,
    days: Annotated[int, typer.Option(help="Within how many days somebody answers.")] = 3,
) -> None:
    """Set up a body. It decides nothing until it has a mandate."""
    bodies.create_body(
        slug=slug,
        kind=kind,
        community_id=places.by_slug(community).id,
        names=_names(name),
        contact=contact,
        response_days=days,
        by=OPERATOR,
        now=timezone.now(),
    )


@body_app.command("mandate")
def give_mandate(
    body: str,
    *,
    stage: Stage = Stage.FIRST,
    subject: Annotated[list[str] | None, typer.Option(help="Leave out for all.")] = None,
    severity_from: int = 1,
    severity_to: int = 5,
    measure_to: Annotated[int, typer.Option(help="The gravest level, 0 to 8.")] = 8,
    until: Day = None,
) -> None:
    """Tell a body what it may decide, from today on."""
    now = timezone.now()
    scope = Scope(
        stage=stage,
        subjects=tuple(subject or ()),
        severity_from=severity_from,
        severity_to=severity_to,
        measure_to=measure_to,
    )
    bodies.give_mandate(
        body_id=queries.body_by_slug(body).id,
        scope=scope,
        since=now.date(),
        until=_day(until),
        by=OPERATOR,
        now=now,
    )


@body_app.command("seat")
def seat(
    body: str, username: str, until: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"])]
) -> None:
    """Seat somebody while a body is being founded, from today on; later, propose it."""
    now = timezone.now()
    bodies.seat_member(
        body_id=queries.body_by_slug(body).id,
        person_id=_person(username),
        starts_on=now.date(),
        ends_on=until.date(),
        by=OPERATOR,
        now=now,
    )


@body_app.command("unseat")
def unseat(body: str, username: str) -> None:
    """Take somebody's seat back while a body is being founded; later, propose it."""
    bodies.end_seat(seat_id=_seat(body, username), by=OPERATOR, now=timezone.now())


@body_app.command("propose")
def propose(
    body: str,
    username: str,
    until: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"])],
    *,
    code_name: Annotated[str, typer.Option(help="Where naming them is dangerous.")] = "",
) -> None:
    """Propose that somebody takes a seat; a member confirms it after comparing the fingerprint."""
    now = timezone.now()
    proposal = bodies.propose_seat(
        body_id=queries.body_by_slug(body).id,
        person_id=_person(username),
        starts_on=now.date(),
        ends_on=until.date(),
        code_name=code_name,
        by=OPERATOR,
        now=now,
    )
    typer.echo(f"{proposal.id}  {proposal.fingerprint}")


@body_app.command("propose-removal")
def propose_removal(body: str, username: str) -> None:
    """Propose that a member loses their seat; two others confirm it."""
    seat_id = _seat(body, username)
    typer.echo(bodies.propose_removal(seat_id=seat_id, by=OPERATOR, now=timezone.now()).id)


@body_app.command("propose-key")
def propose_key(body: str, username: str) -> None:
    """Propose that the new key of a member counts; somebody else confirms it."""
    seat_id = _seat(body, username)
    proposal = bodies.propose_key(seat_id=seat_id, by=OPERATOR, now=timezone.now())
    typer.echo(f"{proposal.id}  {proposal.fingerprint}")


@body_app.command("proposals")
def proposals(body: str) -> None:
    """List what waits to be confirmed in a body: id, what, who, fingerprint, last day."""
    here = queries.body_by_slug(body)
    for one in queries.proposals_of(here.id, seen_by=OPERATOR, on=timezone.now().date()):
        words = (one.id, one.change, one.person.username, one.fingerprint or "-")
        typer.echo("  ".join([*words, one.expires_on.isoformat()]))


@body_app.command("confirm")
def confirm(
    proposal: str,
    *,
    fingerprint: Annotated[
        str, typer.Option(help="As the person read it to you; for a removal there is none.")
    ] = "",
) -> None:
    """Confirm what a member proposed."""
    compared = "".join(fingerprint.lower().replace("-", " ").split())
    bodies.confirm_proposal(
        proposal_id=proposal, compared=compared, by=OPERATOR, now=timezone.now()
    )


@body_app.command("withdraw")
def withdraw(proposal: str) -> None:
    """Take back what was proposed from the command line."""
    bodies.withdraw_proposal(proposal_id=proposal, by=OPERATOR, now=timezone.now())


@body_app.command("code-name")
def code_name(body: str, username: str, name: str) -> None:
    """Confirm the code name that a member asked for."""
    bodies.confirm_code_name(
        body_id=queries.body_by_slug(body).id,
        person_id=_person(username),
        code_name=name,
        by=OPERATOR,
        now=timezone.now(),
    )


def _names(given: list[str]) -> dict[str, str]:
    """Read names such as ``en=Harbour``; what has no language is a name in English."""
    pairs = (one.split("=", maxsplit=1) if "=" in one else ["en", one] for one in given)
    return {language.strip(): name.strip() for language, name in pairs}


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _seat(body: str, username: str) -> str:
    person_id = _person(username)
    members = queries.members(queries.body_by_slug(body).id, timezone.now().date())
    held = next((one.seat_id for one in members if one.person_id == person_id), None)
    if held is None:
        raise NotFound
    return held


def _person(username: str) -> str:
    person = by_username(username)
    if person is None:
        raise NotFound
    return person.id
