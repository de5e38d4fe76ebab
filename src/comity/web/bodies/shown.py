"""What the page of a body shows, put into the reader's words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from comity.bodies import queries
from comity.bodies.queries import BodyRow, ProposalRow
from comity.bodies.rules import Change, Member, Running, Stage
from comity.charter.rules import Charter, Decision, spoken
from comity.communities.queries import community
from comity.kernel.actors import Actor
from comity.messages import words
from comity.record.queries import public_lines
from comity.vault.queries import certified_seats
from comity.web.bodies.words import DECISIONS, majority
from comity.web.communities.words import severities

OF_EVERY_BODY = (
    Decision.FINDING,
    Decision.SEVERE_FINDING,
    Decision.MEASURE,
    Decision.SEVERE_MEASURE,
    Decision.DEPARTURE,
    Decision.CHALLENGE,
)
ON_APPEAL = (Decision.APPEAL, Decision.CHALLENGE)
LONGEST_HISTORY = 30
HISTORY = (
    "body:created",
    "body:changed",
    "body:mandate_given",
    "body:mandate_ended",
    "body:member_seated",
    "body:seat_ended",
)


@dataclass(frozen=True, slots=True)
class Seated:
    """Somebody who sits in a body, as its page shows them.

    Attributes:
        member: who it is; by code name, if they have one.
        opens: whether they hold a certified key, and so could open a report.
        own_name: who is behind a code name; only for members of the body.
        theirs: whether the reader is this member.
    """

    member: Member
    opens: bool
    own_name: str
    theirs: bool


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """A proposal that waits, as those see it who may act on it."""

    row: ProposalRow
    sentence: str


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A line of the open record about a body."""

    day: date
    words: str


def seated(here: BodyRow, *, seen_by: Actor | None, today: date) -> list[Seated]:
    """List who sits in a body, with what the reader may know of them."""
    members = queries.members(here.id, today)
    keyed = certified_seats([one.seat_id for one in members], on=today)
    names: Mapping[str, str] = {}
    if seen_by is not None and queries.may_see_names(seen_by, body_id=here.id, on=today):
        names = queries.own_names(here.id, seen_by=seen_by, on=today)
    return [
        Seated(
            member=one,
            opens=one.seat_id in keyed,
            own_name=names.get(one.person_id, ""),
            theirs=seen_by is not None and seen_by.id == one.person_id,
        )
        for one in members
    ]


def how_it_decides(mandates: Sequence[Running], charter: Charter) -> dict[str, object]:
    """Say how many decide, and by which majorities."""
    appeals = bool(mandates) and all(one.scope.stage is Stage.APPEAL for one in mandates)
    return {
        "panel": charter.panel.appeal if appeals else charter.panel.sizes[3],
        "minimum": charter.handlers_minimum,
        "votes": [
            {"label": DECISIONS[kind], "value": majority(charter.majorities[kind])}
            for kind in (ON_APPEAL if appeals else OF_EVERY_BODY)
        ],
    }


def mandate(running: Running, charter: Charter) -> dict[str, object]:
    """Put a mandate into the reader's words."""
    language, scope = get_language() or "en", running.scope
    known = [charter.subjects[one] for one in scope.subjects if one in charter.subjects]
    return {
        "appeal": scope.stage is Stage.APPEAL,
        "subjects": [spoken(subject.names, language) for subject in known],
        "severities": severities(scope.severity_from, scope.severity_to),
        "most": spoken(charter.guideline.measure(scope.measure_to).names, language),
        "spaces": [community(space) for space in scope.spaces],
        "languages": scope.languages,
        "since": running.since,
        "until": running.until,
    }


def proposals(here: BodyRow, *, seen_by: Actor | None, today: date) -> list[ProposalLine]:
    """List what waits to be confirmed in a body, for those who may know of it."""
    if seen_by is None:
        return []
    rows = queries.proposals_of(here.id, seen_by=seen_by, on=today)
    return [ProposalLine(row, said(row)) for row in rows]


def said(row: ProposalRow) -> str:
    """Say in a sentence what is proposed."""
    sentences = {
        Change.SEAT: _("%(name)s should take a seat."),
        Change.UNSEAT: _("%(name)s should lose their seat."),
        Change.KEY: _("The new key of %(name)s should count for their seat."),
    }
    name = row.code_name or row.person.name
    return sentences[Change(row.change)] % {"name": name}


def history(here: BodyRow) -> list[HistoryLine]:
    """Tell what the open record says about a body, newest first."""
    lines = public_lines(subject=here.id, kinds=HISTORY)
    return [
        HistoryLine(datetime.fromisoformat(str(line["at"])).date(), words(str(line["kind"])))
        for line in reversed(lines[-LONGEST_HISTORY:])
    ]
