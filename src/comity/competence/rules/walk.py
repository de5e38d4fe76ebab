"""The walk from the place where something happened up to the movement, body by body.

Each body on the way either may decide or is skipped, and says why. The path is one and the same
for everybody who asks the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from comity.bodies.rules import BodyKind, Stage
from comity.charter.rules import Charter
from comity.communities.rules import Kind, ancestors, common_place
from comity.competence.rules.structure import Body, CaseFacts, Mandate, Reason, Structure, Why


@dataclass(frozen=True, slots=True)
class Competent:
    """A body that may decide, and why."""

    body_id: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A body on the way up: it may decide, or is skipped, and says why."""

    body_id: str
    place_id: str
    competent: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """Who may decide.

    Attributes:
        place_id: where the walk began.
        start: why it began there.
        path: every body on the way, nearest first.
        emergency: the reason to call the emergency route at the same time, if there is one.
    """

    place_id: str
    start: Reason
    path: tuple[Step, ...]
    emergency: Reason | None

    @property
    def competent(self) -> list[Competent]:
        """The bodies that may decide, nearest first: the first decides, the next stand behind."""
        return [Competent(step.body_id, step.reasons) for step in self.path if step.competent]

    @property
    def first(self) -> Competent | None:
        """The body that decides; None where no body can."""
        return next(iter(self.competent), None)


def who_handles(
    place: str, subject: str, severity: int, structure: Structure, *, stage: Stage = Stage.FIRST
) -> list[Competent]:
    """List who would decide something like this, nearest first.

    Args:
        place: id of the community where it happened.
        subject: what it is about: a subject of the charter, or a behaviour.
        severity: 1 to 5.
        structure: places and bodies as they are today.
        stage: first, or on appeal.
    """
    facts = CaseFacts(places=(place,), subject=subject, severity=severity, stage=stage)
    return competence(facts, structure).competent


def competence(facts: CaseFacts, structure: Structure) -> Answer:
    """Find which body may decide a case, and say why for every body on the way up."""
    place_id, start = _start(facts, structure)
    path: list[Step] = []
    found = False
    for body in _on_the_way(place_id, facts.stage, structure):
        against = _against(body, facts, structure)
        if against:
            path.append(Step(body.id, body.place_id, competent=False, reasons=against))
            continue
        reasons = _in_favour(body, place_id, facts, structure, found=found)
        path.append(Step(body.id, body.place_id, competent=True, reasons=reasons))
        found = True
    return Answer(place_id, start, tuple(path), _danger(facts, structure))


def eligible(body: Body, facts: CaseFacts) -> list[str]:
    """List who of a body could open a report, in the order of their seats."""
    away = facts.respondents | facts.unavailable | facts.decided_by
    return [
        seat.person_id
        for seat in body.seats
        if seat.sits and seat.certified and seat.person_id not in away
    ]


def needed_level(facts: CaseFacts, charter: Charter) -> int:
    """Say how grave a measure a body must be able to impose: what is asked for, or the floor."""
    return max(facts.measure, charter.guideline.cell(facts.severity, 0).floor)


def _start(facts: CaseFacts, structure: Structure) -> tuple[str, Reason]:
    """Say where the walk begins (rules 2 and 7)."""
    parents = structure.parents
    if facts.about_community:
        return structure.root, Reason(Why.ABOUT_A_COMMUNITY)
    if facts.about_body is not None:
        about = next(body for body in structure.bodies if body.id == facts.about_body)
        above = parents[about.place_id] or about.place_id
        return above, Reason(Why.ABOUT_A_BODY)
    places = tuple(dict.fromkeys(facts.places))
    if len(places) == 1:
        return places[0], Reason(Why.ONE_PLACE)
    if all(structure.places[place].kind is Kind.EVENT for place in places):
        return structure.root, Reason(Why.SEVERAL_EVENTS, {"count": len(places)})
    return common_place(list(places), parents), Reason(Why.SEVERAL_PLACES, {"count": len(places)})


def _on_the_way(place_id: str, stage: Stage, structure: Structure) -> Iterable[Body]:
    """List the bodies from a place upwards, in the one order there is."""
    for here in ancestors(place_id, structure.parents):
        for body in structure.at.get(here, []):
            stages = {mandate.stage for mandate in body.mandates}
            if not stages or stage in stages:
                yield body


def _against(body: Body, facts: CaseFacts, structure: Structure) -> tuple[Reason, ...]:
    """Say why a body is skipped; nothing if it is not."""
    return (
        *_about_itself(body, facts, structure),
        *_mandate_against(body, facts, structure),
        *_members_against(body, facts, structure),
    )


def _about_itself(body: Body, facts: CaseFacts, structure: Structure) -> Sequence[Reason]:
    """Nobody judges themselves, their colleagues or their own community (rule 4)."""
    if body.id == facts.about_body:
        return [Reason(Why.ABOUT_ITSELF)]
    since = structure.today - timedelta(days=structure.charter.competence.former_member_days)
    recent = {seat.person_id for seat in body.seats if seat.last_day >= since}
    if recent & facts.respondents:
        return [Reason(Why.ABOUT_A_MEMBER)]
    if facts.about_community and body.place_id != structure.root:
        return [Reason(Why.ABOUT_ITS_COMMUNITY)]
    return []


def _mandate_against(body: Body, facts: CaseFacts, structure: Structure) -> Sequence[Reason]:
    """Say what the mandate that fits best leaves out (rules 3 and 7)."""
    place = structure.places[body.place_id]
    if body.kind is BodyKind.EVENT_TEAM and not place.is_on(structure.today):
        return [Reason(Why.EVENT_NOT_ON)]
    mandates = [mandate for mandate in body.mandates if mandate.stage is facts.stage]
    if not mandates:
        return [Reason(Why.NO_MANDATE)]
    return min((_left_out(one, body, facts, structure) for one in mandates), key=len)


def _left_out(
    mandate: Mandate, body: Body, facts: CaseFacts, structure: Structure
) -> Sequence[Reason]:
    charter, parents = structure.charter, structure.parents
    level = needed_level(facts, charter)
    reach = mandate.measure_to
    if body.kind is BodyKind.EVENT_TEAM:
        reach = min(reach, charter.competence.event_ceiling)
    covered = [set(ancestors(place, parents)) & mandate.spaces for place in facts.places]
    top = parents[body.place_id] is None
    checks = (
        (
            bool(mandate.subjects) and charter.subject_of(facts.subject) not in mandate.subjects,
            Reason(Why.SUBJECT_NOT_COVERED),
        ),
        (
            not mandate.severity_from <= facts.severity <= mandate.severity_to,
            Reason(
                Why.SEVERITY_NOT_COVERED,
                {"least": mandate.severity_from, "most": mandate.severity_to},
            ),
        ),
        (level > reach, Reason(Why.MEASURE_OUT_OF_REACH, {"most": f"M{reach}"})),
        (
            level >= charter.competence.movement_floor and not top,
            Reason(Why.NOT_THE_WHOLE_MOVEMENT),
        ),
        (bool(mandate.spaces) and not all(covered), Reason(Why.SPACE_NOT_COVERED)),
        (
            bool(mandate.languages)
            and bool(facts.languages)
            and mandate.languages.isdisjoint(facts.languages),
            Reason(Why.LANGUAGE_NOT_SPOKEN),
        ),
    )
    return [reason for fails, reason in checks if fails]


def _members_against(body: Body, facts: CaseFacts, structure: Structure) -> Sequence[Reason]:
    """Say whether enough members are there, and could open it (rules 5 and 6)."""
    needed = structure.charter.handlers_minimum
    sitting = [seat for seat in body.seats if seat.sits]
    if not sitting:
        return [Reason(Why.NOBODY_SITS)]
    if facts.decided_by & {seat.person_id for seat in sitting} and facts.stage is Stage.APPEAL:
        return [Reason(Why.DECIDED_BEFORE)]
    certified = sum(seat.certified for seat in sitting)
    if certified < needed:
        return [Reason(Why.TOO_FEW_KEYS, {"count": certified, "needed": needed})]
    count = len(eligible(body, facts))
    if count < needed:
        return [Reason(Why.TOO_FEW_ELIGIBLE, {"count": count, "needed": needed})]
    return []


def _in_favour(
    body: Body, place_id: str, facts: CaseFacts, structure: Structure, *, found: bool
) -> tuple[Reason, ...]:
    reasons = [Reason(Why.BODY_OF_THE_PLACE if body.place_id == place_id else Why.NEAREST_ABOVE)]
    if found:
        reasons = [Reason(Why.NEXT_IN_LINE)]
    if body.kind is BodyKind.EVENT_TEAM:
        reasons.append(Reason(Why.EVENT_RUNS))
    if needed_level(facts, structure.charter) >= structure.charter.competence.movement_floor:
        reasons.append(Reason(Why.MOVEMENT_ONLY))
    return (*reasons, Reason(Why.MANDATE_COVERS))


def _danger(facts: CaseFacts, structure: Structure) -> Reason | None:
    """Say whether the emergency route is taken at the same time (rule 1)."""
    charter = structure.charter
    urgent = (
        facts.danger
        or charter.subject_of(facts.subject) in charter.emergency.subjects
        or facts.severity >= charter.emergency.severity
    )
    return Reason(Why.DANGER, {"hours": charter.emergency.hours}) if urgent else None
