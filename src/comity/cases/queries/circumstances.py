"""What is known of a case when somebody asks to make a move."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from comity.cases.models import Case, CaseSeat, Delivery
from comity.cases.queries.content import (
    CaseFile,
    QuestionView,
    Setting,
    open_file,
    outcome_of,
    standings,
)
from comity.cases.queries.people import instance_of, panel, parts_of, seat_of, voting
from comity.cases.queries.views import measure_ids
from comity.cases.rules.delivery import Stage
from comity.cases.rules.seating import Instance, Seat, is_complete
from comity.cases.rules.situation import Situation
from comity.cases.rules.votes import Result
from comity.cases.rules.words import State, Who
from comity.charter.queries import charter as charter_of
from comity.charter.rules import Charter
from comity.charter.rules.majorities import Decision
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound
from comity.kernel.spans import day_of
from comity.measures.queries import running
from comity.vault.errors import Locked
from comity.vault.queries import may_open
from comity.vault.rules import Keyring

PANEL_DECISIONS = (
    Decision.FINDING,
    Decision.SEVERE_FINDING,
    Decision.MEASURE,
    Decision.SEVERE_MEASURE,
)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks for a move, as guards see them.

    Attributes:
        parts: in which parts they ask.
        tag: keyed hash of the person; empty for anybody else.
        voted: whether they have voted on what they ask about.
    """

    parts: frozenset[Who]
    tag: str = ""
    voted: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """A case in a member's hands: everything that their moves need.

    Attributes:
        case: the row.
        seat: of the member.
        keyring: their unlocked keys.
        file: what those keys open.
        setting: before whom questions lie.
        questions: what is voted on now, and how it stands.
    """

    case: Case
    seat: CaseSeat
    keyring: Keyring
    file: CaseFile
    setting: Setting
    questions: tuple[QuestionView, ...]

    @property
    def charter(self) -> Charter:
        """Whose numbers count for this case."""
        return self.setting.charter

    def asker(self, *, voted: bool | None = None) -> Asker:
        """Say how guards see the member; without more, voted means on everything there is."""
        mine = [view.mine for view in self.questions]
        on_all = bool(mine) and all(mine)
        return Asker(parts_of(self.seat), self.seat.member_tag, on_all if voted is None else voted)


def hold(
    case_id: str, *, by: Actor, keyring: Keyring | None, now: datetime, locked: bool = False
) -> Held:
    """Take a case into a member's hands.

    Args:
        case_id: of the case.
        by: who asks.
        keyring: their unlocked keys.
        now: the moment.
        locked: whether to keep everybody else from changing it until the transaction ends.

    Raises:
        NotFound: there is no such case, or none that they may know of.
        Locked: their keys are not unlocked.
    """
    cases = Case.objects.select_related("body", "community")
    if locked:
        cases = cases.select_for_update(of=("self",))
    case = cases.filter(id=case_id).first()
    if case is None:
        raise NotFound
    seat = seat_of(case, by)
    if keyring is None:
        raise Locked
    if keyring.person_id != by.id or not may_open(_first_room(case, seat), keyring):
        raise NotFound
    file = open_file(case, keyring)
    setting = setting_of(case, now=now, me=by.id)
    return Held(case, seat, keyring, file, setting, standings(case, file, setting))


def setting_of(case: Case, *, now: datetime, me: str = "") -> Setting:
    """Say before whom the questions of a case lie."""
    stand_aside = {Seat.RECUSED_HARD, Seat.RECUSED_SOFT}
    return Setting(
        charter=charter_of(case.charter_version_id),
        today=day_of(now),
        voting=voting(case),
        recused=sum(one.seat in stand_aside for one in panel(case)),
        me=me,
        measures=frozenset(measure_ids(case)),
    )


def circumstances(
    case: Case,
    *,
    asker: Asker,
    setting: Setting,
    file: CaseFile | None = None,
    views: Sequence[QuestionView] = (),
) -> Situation:
    """Say what is known of a case, as far as the asker can know it.

    Args:
        case: the row.
        asker: who asks.
        setting: before whom questions lie.
        file: what the asker's keys open, if they have any.
        views: how the questions stand, if the asker can count the votes.
    """
    file = file or CaseFile()
    delivery = Delivery.objects.filter(case=case).first()
    return Situation(
        today=setting.today,
        parts=asker.parts,
        due_on=case.due_on,
        panel_complete=panel_is_complete(case, setting.charter),
        decline_proposed=bool(case.decline_proposed_by),
        stood_by_decline=bool(asker.tag)
        and asker.tag in {case.decline_proposed_by, case.declined_by},
        reviewed=case.reviewed,
        reports_left=case.reports.filter(withdrawn=False).count(),
        of_own_motion=case.of_own_motion,
        allegations=len(file.allegations),
        served=case.served,
        delivered=delivery is not None and delivery.stage == Stage.DELIVERED,
        answered=case.answered,
        extended=case.extended,
        answer_due_on=case.answer_due_on,
        voted=asker.voted,
        questions=len(views),
        undecided=sum(view.standing.result is Result.OPEN for view in views),
        violations=_violations(case, file, views),
        measures_carried=sum(view.carried for view in views),
        appeal_outcome=outcome_of(views) if case.state == State.UNDER_APPEAL else None,
        measures_running=len(running(measure_ids(case))),
    )


def panel_is_complete(case: Case, charter: Charter) -> bool:
    """Tell whether enough members sit in the panel whose turn it is."""
    held = [Seat(one.seat) for one in panel(case)]
    if instance_of(case) is Instance.APPEAL:
        quorum = charter.majorities[Decision.APPEAL].quorum
        return is_complete(charter.panel.appeal, quorum, held)
    return is_complete(case.panel_size, quorum_of(charter), held)


def quorum_of(charter: Charter) -> int:
    """Say how many must be able to vote in a first panel, whatever it comes to vote on."""
    return max(charter.majorities[one].quorum for one in PANEL_DECISIONS)


def _violations(case: Case, file: CaseFile, views: Sequence[QuestionView]) -> int:
    """Count what was found: by the votes while they are cast, later by what was settled."""
    if case.state == State.DELIBERATION:
        return sum(view.carried for view in views)
    return len(file.found)


def _first_room(case: Case, seat: CaseSeat) -> str:
    """Name the room that whoever holds this seat could open first."""
    return case.appeal_room if seat.instance == Instance.APPEAL else case.intake_room
