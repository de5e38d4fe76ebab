"""Holding local codes against the floor again, when one of the two has moved."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby

from django.db import transaction

from comity.access.queries import holders
from comity.access.rules import Permission
from comity.charter.errors import NoCharter
from comity.charter.queries import effective_charter
from comity.codes.actions.versions import hold_codes
from comity.codes.actions.wanting import Judged, holding_of, judged, matters_of, want
from comity.codes.facts.floor import CodeAboveFloorAgain, CodeFellBelowFloor, MendingTimeOver
from comity.codes.models import FloorStanding
from comity.codes.queries.binding import composed
from comity.codes.queries.loading import Lean, lean
from comity.codes.queries.standings import Due, due_for_check
from comity.codes.rules.effective import EffectiveCode
from comity.codes.rules.provisions import Code as Rules
from comity.codes.rules.standing import GRACE_CLOCK, Stand, Turn, after_check
from comity.codes.rules.touching import Matter, touching, upper_of
from comity.communities import queries as communities
from comity.kernel.actors import SYSTEM
from comity.kernel.spans import day_of
from comity.notices.actions import notify
from comity.notices.rules import NoticeKind
from comity.record.actions import record

MOST = 10_000
AT_ONCE = 50
"""Codes that are checked in one transaction."""
CHECKED = (
    "version",
    "floor_mark",
    "checked_on",
    "findings",
    "words_below",
    "words_waiting",
    "below_since",
    "grace_ends",
    "told_over",
)


def recheck(*, under: str = "", at_most: int = MOST, now: datetime) -> int:
    """Hold local codes in force against what binds above them, if either has moved since.

    It may be cut short at any time and called again: each batch stands for itself, and what was
    checked already is passed over.

    Args:
        under: only in this community and everything below it; everywhere where empty.
        at_most: how many codes to check.
        now: the moment.

    Returns:
        How many were checked.
    """
    due = due_for_check(under=under)[:at_most]
    for floor, alike in groupby(due, key=lambda one: one.floor):
        upper = _Floor(composed(floor))
        codes = list(alike)
        for start in range(0, len(codes), AT_ONCE):
            _check(codes[start : start + AT_ONCE], upper, now)
    return len(due)


def check_anew(code_id: str, *, now: datetime) -> None:
    """Hold one local code in force against what binds above it, whether or not either has moved.

    Args:
        code_id: of a code that whoever asks for this holds already; of no other, lest they wait
            for somebody who waits for them.
        now: the moment.
    """
    for one in due_for_check(only=code_id):
        _check([one], _Floor(composed(one.floor)), now)


def tell_what_is_over(*, now: datetime) -> int:
    """Tell those above a community that its time to mend is over and its text still below.

    Returns:
        For how many codes.
    """
    over = FloorStanding.objects.filter(grace_ends__lt=day_of(now), told_over=False)
    count = 0
    for code_id in list(over.values_list("code_id", flat=True)):
        count += _tell_over(code_id, now)
    return count


class _Floor:
    """What binds above some codes, laid out once for all of them."""

    def __init__(self, code: EffectiveCode) -> None:
        self.comparison = code.comparison
        self.upper = upper_of(code)


@transaction.atomic
def _check(due: Sequence[Due], floor: _Floor, now: datetime) -> None:
    """Check some codes of one floor, and say what changed."""
    # Whoever checks the same codes at the same moment waits here, and finds nothing left to tell.
    hold_codes(id__in=[one.code_id for one in due])
    before = FloorStanding.objects.in_bulk([one.code_id for one in due])
    found = lean([one.version_id for one in due])
    words = _words(due, found, floor, now)
    rows, turned = [], []
    for one in due:
        count = _count(found[one.version_id], floor)
        row, turn = _stand(one, before.get(one.code_id), count, words[one.code_id], now)
        rows.append(row)
        if turn is not Turn.NONE:
            turned.append((one, row, turn))
    FloorStanding.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["code"], update_fields=CHECKED
    )
    for one, row, turn in turned:
        _tell(one, row, turn, now)


def _count(local: Lean, floor: _Floor) -> int:
    """Count in how many respects one code falls below."""
    code = Rules(tuple(rule for rule, _ in local.provisions), overlay=True)
    return len(floor.comparison.under(local.vocabulary).findings(code))


def _words(
    due: Sequence[Due], found: Mapping[str, Lean], floor: _Floor, now: datetime
) -> dict[str, Judged]:
    """Ask for verdicts on words that touch the floor, and count what was said of each code's."""
    matters: dict[str, list[Matter]] = {
        one.code_id: list(touching(found[one.version_id].provisions, floor.upper, one.language))
        for one in due
    }
    needed = {code_id: list(some) for code_id, some in matters.items()}
    checked = {one.version_id for one in due}
    soon = [one for one in holding_of(list(needed)) if one.id not in checked]
    coming = matters_of(soon, floor.upper)
    for one in soon:
        needed[one.code_id] += coming[one.id]
    known = want(needed, {one.code_id: one.path for one in due}, now=now)
    return {code_id: judged(known, code_id, some) for code_id, some in matters.items()}


def _stand(
    due: Due, before: FloorStanding | None, findings: int, words: Judged, now: datetime
) -> tuple[FloorStanding, Turn]:
    """Say where one code stands after a check."""
    stood = Stand(before.below_since, before.grace_ends) if before else Stand()
    below = bool(findings or words.below)
    days = _grace_days(due.path) if below and stood.below_since is None else None
    stand, turn = after_check(stood, below=below, on=day_of(now), grace_days=days)
    return FloorStanding(
        code_id=due.code_id,
        version_id=due.version_id,
        floor_mark=due.mark,
        checked_on=day_of(now),
        findings=findings,
        words_below=words.below,
        words_waiting=words.waiting,
        below_since=stand.below_since,
        grace_ends=stand.grace_ends,
        told_over=bool(before and before.told_over and below),
    ), turn


def _grace_days(path: Sequence[str]) -> int | None:
    """Say how long a community has to mend its text; None where its charter names no time."""
    try:
        clock = effective_charter(path).agreed.clocks.get(GRACE_CLOCK)
    except NoCharter:
        return None
    return clock.days if clock else None


def _tell(due: Due, row: FloorStanding, turn: Turn, now: datetime) -> None:
    """Put it on record that a code fell or rose, and let its editors know."""
    fact: CodeFellBelowFloor | CodeAboveFloorAgain
    if turn is Turn.FELL:
        fact = CodeFellBelowFloor(
            subject=due.code_id,
            community=due.community_id,
            number=due.number,
            findings=row.findings,
            words=row.words_below,
        )
        tell_editors([due.community_id])
    else:
        fact = CodeAboveFloorAgain(
            subject=due.code_id, community=due.community_id, number=due.number
        )
    record(fact, by=SYSTEM, now=now)


@transaction.atomic
def _tell_over(code_id: str, now: datetime) -> bool:
    rows = FloorStanding.objects.select_for_update(of=("self",)).select_related("code", "version")
    row = rows.filter(code=code_id, told_over=False, grace_ends__lt=day_of(now)).first()
    if row is None:
        return False
    row.told_over = True
    row.save(update_fields=["told_over"])
    community_id = row.code.community_id
    tell_editors([one.id for one in communities.path_of(community_id)])
    fact = MendingTimeOver(subject=code_id, community=community_id, number=row.version.number)
    record(fact, by=SYSTEM, now=now)
    return True


def tell_editors(community_ids: Sequence[str]) -> None:
    """Let those who may edit the code of some communities know that something waits for them."""
    people = holders(Permission.CODE_EDIT, on=community_ids).values()
    for person_id in sorted({one for some in people for one in some}):
        notify(person_id=person_id, kind=NoticeKind.WORK_WAITING)
