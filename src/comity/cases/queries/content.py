"""What lies in the rooms of a case, as far as somebody's keys open them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from comity.cases.models import Case
from comity.cases.rules.labels import RESULTS
from comity.cases.rules.questions import (
    Allegation,
    Proposal,
    Question,
    Range,
    departs,
    guideline_range,
)
from comity.cases.rules.votes import Cast, Choice, Result, Standing, stand
from comity.cases.rules.words import AppealOutcome, State
from comity.charter.rules import Charter
from comity.charter.rules.majorities import Decision
from comity.measures.queries import history
from comity.people.rules import AccountRef
from comity.vault.queries import read_rooms
from comity.vault.rules import Item, Opener

ALLEGATION = "allegation"
APPEAL = "appeal"
CONFLICTS = "conflicts"
EVIDENCE = "evidence"
FINDINGS = "findings"
LAW = "law"
MESSAGE = "message"
NOTE = "note"
PARTICULARS = "particulars"
PROPOSAL = "proposal"
STATEMENT = "statement"
STATUS = "status"
VOTE = "vote"


@dataclass(frozen=True, slots=True)
class Correspondence:
    """What lies in the room of one report."""

    report_id: str
    items: Sequence[Item]


@dataclass(frozen=True, slots=True)
class CaseFile:
    """Everything of a case that somebody's keys open, oldest first.

    Attributes:
        reports: one for each report.
        intake: notes and declarations from before the panel sat.
        panel: what lies in the room of the panel.
        respondent: what lies between the panel and the respondent.
        appeal: what lies in the room of the appeal panel.
    """

    reports: tuple[Correspondence, ...] = ()
    intake: Sequence[Item] = ()
    panel: Sequence[Item] = ()
    respondent: Sequence[Item] = ()
    appeal: Sequence[Item] = ()

    @property
    def allegations(self) -> tuple[Allegation, ...]:
        """What is alleged, in the order in which it was stated."""
        return tuple(Allegation.read(one.content) for one in of_kind(self.panel, ALLEGATION))

    @property
    def respondent_account(self) -> AccountRef | None:
        """Whose conduct the case is about, once an allegation says so."""
        return next((one.account for one in self.allegations), None)

    @property
    def found(self) -> tuple[Allegation, ...]:
        """The allegations that the panel found to be violations."""
        settled = of_kind(self.panel, FINDINGS)
        violated = settled[-1].content.get("violated") if settled else ()
        ids = set(violated) if isinstance(violated, list | tuple) else set()
        return tuple(one for one in self.allegations if one.id in ids)

    def proposals(self, *, on_appeal: bool) -> tuple[Proposal, ...]:
        """What members have proposed, in the first instance or on appeal."""
        room = self.appeal if on_appeal else self.panel
        return tuple(Proposal.read(one.content) for one in of_kind(room, PROPOSAL))

    def votes(self, *, on_appeal: bool) -> tuple[Cast, ...]:
        """All votes, in the first instance or on appeal; each is named by its signature."""
        room = self.appeal if on_appeal else self.panel
        return tuple(
            Cast(
                voter=one.writer.removeprefix("person:"),
                question=str(one.content["question"]),
                choice=Choice(str(one.content["choice"])),
                reason=str(one.content.get("reason", "")),
            )
            for one in of_kind(room, VOTE)
            if one.writer.startswith("person:")
        )


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question before the panel, and how it stands.

    Attributes:
        question: the allegation or proposal.
        standing: votes, base and what is needed.
        label: the message code of the result.
        mine: what the asker said, if they voted.
    """

    question: Question
    standing: Standing
    label: str
    mine: Choice | None

    @property
    def carried(self) -> bool:
        """Whether it was carried."""
        return self.standing.result is Result.CARRIED


def open_file(case: Case, opener: Opener) -> CaseFile:
    """Open everything of a case that these keys open."""
    reports = list(case.reports.order_by("id"))
    rooms = [case.intake_room, case.panel_room, case.respondent_room, case.appeal_room]
    items = read_rooms([*filter(None, rooms), *(report.room for report in reports)], opener)
    intake, panel, respondent, appeal = (items.get(room, ()) for room in rooms)
    return CaseFile(
        reports=tuple(
            Correspondence(report.report_id, items.get(report.room, ())) for report in reports
        ),
        intake=intake,
        panel=panel,
        respondent=respondent,
        appeal=appeal,
    )


def of_kind(items: Sequence[Item], kind: str) -> list[Item]:
    """Pick the items of one kind; what does not carry its writer's signature is left out."""
    return [one for one in items if one.kind == kind and not one.refused]


@dataclass(frozen=True, slots=True)
class Setting:
    """Before whom a question lies.

    Attributes:
        charter: whose majorities and guideline count.
        today: the day, in UTC: history fades.
        voting: ids of the people who may vote.
        recused: how many seats stand empty because of a conflict.
        me: who asks.
        measures: ids of the case's own measures, which are no history of it.
    """

    charter: Charter
    today: date
    voting: frozenset[str] = frozenset()
    recused: int = 0
    me: str = ""
    measures: frozenset[str] = frozenset()


def questions(case: Case, file: CaseFile, setting: Setting) -> tuple[Question, ...]:
    """List what the panel has to vote on where the case stands."""
    charter = setting.charter
    match State(case.state):
        case State.DELIBERATION:
            return tuple(
                Question(
                    one.id,
                    charter.majority_for_finding(one.severity(charter.guideline)),
                    allegation=one,
                )
                for one in file.allegations
            )
        case State.MEASURES:
            found = range_of(file, setting)
            return tuple(
                _measure_question(one, found, charter) for one in file.proposals(on_appeal=False)
            )
        case State.UNDER_APPEAL:
            majority = charter.majorities[Decision.APPEAL]
            return tuple(
                Question(one.id, majority, proposal=one) for one in file.proposals(on_appeal=True)
            )
        case _:
            return ()


def range_of(file: CaseFile, setting: Setting) -> Range | None:
    """Say what the guideline gives for what was found, with everything that counts from before."""
    account = file.respondent_account
    if account is None:
        return None
    guideline = setting.charter.guideline
    before = history(account, guideline, setting.today, besides=setting.measures)
    return guideline_range(guideline, file.found, before)


def standings(case: Case, file: CaseFile, setting: Setting) -> tuple[QuestionView, ...]:
    """Count the votes on every question before the panel."""
    votes = file.votes(on_appeal=case.state == State.UNDER_APPEAL)
    mine: Mapping[str, Choice] = {
        vote.question: vote.choice for vote in reversed(votes) if vote.voter == setting.me
    }
    found = []
    for question in questions(case, file, setting):
        standing = stand(question.id, votes, setting.voting, setting.recused, question.majority)
        label = RESULTS[standing.result]
        found.append(QuestionView(question, standing, label, mine.get(question.id)))
    return tuple(found)


def outcome_of(views: Sequence[QuestionView]) -> AppealOutcome | None:
    """Name the outcome that an appeal panel has carried."""
    return next(
        (
            view.question.proposal.outcome
            for view in views
            if view.carried and view.question.proposal is not None
        ),
        None,
    )


def _measure_question(proposal: Proposal, found: Range | None, charter: Charter) -> Question:
    terms = proposal.measure
    level = terms.level if terms else 0
    leaves = terms is not None and found is not None and departs(terms, found)
    return Question(
        proposal.id, charter.majority_for_measure(level, departs=leaves), proposal=proposal
    )
