"""Loading the invented movement of the sandbox, all of it or nothing, through actions only."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib import resources
from typing import Any

from django.db import transaction

from comity.access.actions import grant
from comity.access.rules import Permission
from comity.bodies import actions as bodies
from comity.bodies.rules import BodyKind, Scope
from comity.charter import queries as charters
from comity.charter.actions import adopt_charter, mark_installation
from comity.charter.errors import DatabaseInUse
from comity.cli.sandbox import consulting, drafts
from comity.codes import actions as codes
from comity.codes.actions.reviewers import name_reviewer
from comity.codes.rules.effects import Effects
from comity.codes.rules.reader import read
from comity.communities import actions as communities
from comity.communities.rules import Kind
from comity.kernel.actors import Actor, ActorKind
from comity.people import actions as people
from comity.people.queries import anybody
from comity.people.rules import WIKI, AccountRef
from comity.vault.actions import make_key

OPERATOR = Actor(ActorKind.OPERATOR, "sandbox")
Part = Mapping[str, Any]
"""A table of the file. It is our own and is read by a test, so its values are not checked here."""


@dataclass(frozen=True, slots=True)
class Movement:
    """What the file says."""

    password: str
    passphrase: str
    operator: str
    communities: Sequence[Part]
    codes: Sequence[Part]
    drafts: Sequence[Part]
    consultations: Sequence[str]
    bodies: Sequence[Part]
    reviewers: Sequence[Part]
    people: Sequence[Part]

    @property
    def members(self) -> set[str]:
        """The user names of everybody who sits in a body."""
        return {name for body in self.bodies for name in body["members"]}


def text(name: str) -> str:
    """Read one of the files of the sandbox."""
    return (resources.files("comity.cli.sandbox") / name).read_text(encoding="utf-8")


def movement() -> Movement:
    """Read who and what there is in the sandbox."""
    return Movement(**tomllib.loads(text("movement.toml")))


@transaction.atomic
def load(*, now: datetime) -> bool:
    """Load the sandbox, unless it is there already.

    Returns:
        Whether it was loaded now.

    Raises:
        WrongInstallation: the database belongs to a real movement.
        DatabaseInUse: nobody marked the database, but there are people in it.
    """
    marked = charters.installation()
    if marked is None and anybody():
        raise DatabaseInUse
    installation = mark_installation(use=charters.SANDBOX, by=OPERATOR, now=now)
    if marked is not None:
        return False
    said = movement()
    places = _communities(said, now)
    # The codes are older than the charter: nothing lets their words wait for people to judge them.
    _codes(said, places, now)
    adopt_charter(text=charters.shipped("small"), by=OPERATOR, now=now)
    persons = _people(said, now)
    _bodies(said, places, persons, now)
    _reviewers(said, places, now)
    _operator(persons[said.operator], places)
    grant(
        person_id=persons[said.operator],
        permission=Permission.INSTALLATION_WATCH,
        on=installation.id,
    )
    _drafts(said, places, now)
    consulting.load(said.consultations, text=text, places=places, persons=persons, now=now)
    return True


def _communities(said: Movement, now: datetime) -> dict[str, str]:
    ids: dict[str, str] = {}
    for part in said.communities:
        event = part["kind"] == Kind.EVENT
        made = communities.create_community(
            slug=part["slug"],
            kind=Kind(part["kind"]),
            names=part["names"],
            languages=part["languages"],
            parent_id=ids.get(part.get("parent", "")),
            provider=part.get("provider", ""),
            starts_on=now.date() if event else None,
            ends_on=_after(now, part["days"]) if event else None,
            by=OPERATOR,
            now=now,
        )
        ids[part["slug"]] = made.id
    return ids


def _codes(said: Movement, places: Mapping[str, str], now: datetime) -> None:
    for part in said.codes:
        document = read(text(part["file"]))
        community_id = places[part["community"]]
        draft = codes.write_draft(
            community_id=community_id, document=document, by=OPERATOR, now=now
        )
        told = part.get("effects")
        effects = Effects(**told) if told else None
        codes.freeze(version_id=draft.id, effects=effects, by=OPERATOR, now=now)
        codes.put_in_force(version_id=draft.id, by=OPERATOR, now=now)


def _drafts(said: Movement, places: Mapping[str, str], now: datetime) -> None:
    for part in said.drafts:
        drafts.load(
            base=text(part["file"]),
            changes="",
            community_id=places[part["community"]],
            by=OPERATOR,
            now=now,
        )


def _people(said: Movement, now: datetime) -> dict[str, str]:
    ids: dict[str, str] = {}
    for part in said.people:
        person = people.register(
            username=part["username"],
            password=said.password,
            display_name=part["name"],
            language=part["language"],
            by=OPERATOR,
            now=now,
        )
        account = AccountRef(WIKI, str(part["account"]), part["name"])
        people.link_account(person_id=person.id, account=account, by=OPERATOR, now=now)
        ids[part["username"]] = person.id
    for username in sorted(said.members):
        make_key(person_id=ids[username], passphrase=said.passphrase, by=OPERATOR, now=now)
    return ids


def _bodies(
    said: Movement, places: Mapping[str, str], persons: Mapping[str, str], now: datetime
) -> None:
    term = charters.charter_in_force().agreed.roles["panel_member"].numbers["term_days"]
    for part in said.bodies:
        body = bodies.create_body(
            slug=part["slug"],
            kind=BodyKind(part["kind"]),
            community_id=places[part["community"]],
            names=part["names"],
            contact=part["contact"],
            response_days=part["response_days"],
            by=OPERATOR,
            now=now,
        )
        for scope in part["mandates"]:
            bodies.give_mandate(
                body_id=body.id, scope=Scope(**scope), since=now.date(), by=OPERATOR, now=now
            )
        for username in part["members"]:
            bodies.seat_member(
                body_id=body.id,
                person_id=persons[username],
                starts_on=now.date(),
                ends_on=_after(now, term),
                by=OPERATOR,
                now=now,
            )


def _reviewers(said: Movement, places: Mapping[str, str], now: datetime) -> None:
    for part in said.reviewers:
        name_reviewer(
            community_id=places[part["community"]],
            username=part["username"],
            by=OPERATOR,
            now=now,
        )


def _operator(person_id: str, places: Mapping[str, str]) -> None:
    for place in places.values():
        for permission in PLACE_PERMISSIONS:
            grant(person_id=person_id, permission=permission, on=place)


PLACE_PERMISSIONS = (
    Permission.BODY_CREATE,
    Permission.CODE_EDIT,
    Permission.CODE_PUT_IN_FORCE,
    Permission.COMMUNITY_CREATE,
    Permission.CONSULTATION_RUN,
    Permission.SIGNING_REQUIRE,
    Permission.WIKI_CONNECT,
)
"""What whoever looks after a movement may do at its places; judging people is not among it."""


def _after(now: datetime, days: int) -> date:
    return now.date() + timedelta(days=days)
