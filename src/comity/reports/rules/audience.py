"""Who would be able to open a report, decided before anything is stored."""

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum, auto

from comity.bodies.rules import Member
from comity.competence.rules import Reason as BodyReason
from comity.competence.rules import Why


class Reason(StrEnum):
    """Why a member would not be able to open a report."""

    RESPONDENT = auto()
    EXCLUDED = auto()
    CONFLICT = auto()
    NO_KEY = auto()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A member who would not be able to open a report."""

    member: Member
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """A body on the way up, and what is known of its members.

    Attributes:
        body_id: of the body.
        against: why it may not decide this at all; empty if it may.
        members: who sits there.
        keyed: ids of those with a certified key for their seat.
        conflicted: ids of those who declared a conflict, of whatever kind.
    """

    body_id: str
    members: tuple[Member, ...]
    keyed: frozenset[str]
    conflicted: frozenset[str] = frozenset()
    against: tuple[BodyReason, ...] = ()


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A body on the way up that cannot take a report, and why."""

    body_id: str
    reasons: tuple[BodyReason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Who would be able to open a report, and who would not.

    Attributes:
        body_id: the body that would handle it; None where no body reaches the place.
        eligible: members of that body who would be able to open it.
        left_out: members of every body up to this one who would not.
        path: the bodies that were passed over, lowest first.
        barred: ids of people who must never be let in later, members or not.
    """

    body_id: str | None
    eligible: tuple[Member, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    path: tuple[PassedOver, ...] = ()
    barred: frozenset[str] = frozenset()

    @property
    def mark(self) -> str:
        """Name this list of people, so that it can be told from another: 32 hex digits."""
        named = [self.body_id or "", *sorted(member.person_id for member in self.eligible)]
        return hashlib.sha256("|".join(named).encode()).hexdigest()[:32]


def choose(
    benches: Sequence[Bench],
    *,
    minimum: int,
    respondents: frozenset[str],
    excluded: frozenset[str],
    hard: frozenset[str] = frozenset(),
) -> Audience:
    """Take the first body that has enough members who may open a report.

    Args:
        benches: the bodies on the way up, lowest first.
        minimum: how many eligible members the charter demands.
        respondents: ids of the people the report is about.
        excluded: ids of the people the reporter keeps out.
        hard: ids of those who declared a conflict that bars them for good. Whoever declared a
            softer one is not asked to open it now, but may be let in to speak.
    """
    left_out: dict[str, LeftOut] = {}
    path: list[PassedOver] = []
    barred = respondents | excluded | hard
    for bench in benches:
        reasons = {
            one.person_id: _against(one, bench, respondents, excluded) for one in bench.members
        }
        for member in bench.members:
            if reason := reasons[member.person_id]:
                left_out.setdefault(member.person_id, LeftOut(member, reason))
        eligible = tuple(one for one in bench.members if reasons[one.person_id] is None)
        short = () if len(eligible) >= max(minimum, 1) else (_too_few(len(eligible), minimum),)
        if against := bench.against or short:
            path.append(PassedOver(bench.body_id, against))
            continue
        return Audience(
            body_id=bench.body_id,
            eligible=eligible,
            left_out=tuple(left_out.values()),
            path=tuple(path),
            barred=barred,
        )
    everybody = tuple(left_out.values())
    return Audience(body_id=None, left_out=everybody, path=tuple(path), barred=barred)


def same_name(one: str, other: str) -> bool:
    """Tell whether two names of people are the same but for case, spaces and spelling variants."""
    return bool(one.strip()) and _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().replace("_", " ").split())


def _too_few(count: int, needed: int) -> BodyReason:
    return BodyReason(Why.TOO_FEW_ELIGIBLE, {"count": count, "needed": needed})


def _against(
    member: Member, bench: Bench, respondents: frozenset[str], excluded: frozenset[str]
) -> Reason | None:
    """Find what keeps a member out; what the reporter knows already is named first."""
    if member.person_id in excluded:
        return Reason.EXCLUDED
    if member.person_id in respondents:
        return Reason.RESPONDENT
    if member.person_id in bench.conflicted:
        return Reason.CONFLICT
    return None if member.person_id in bench.keyed else Reason.NO_KEY
