"""The pages of a report, in their order, and what each of them checks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum, auto

from comity.kernel.errors import SeveralProblems, WrongInput
from comity.reports import queries, rules
from comity.reports.errors import NobodyCanHandle
from comity.reports.rules import Answers
from comity.web.reports import forms


class Step(StrEnum):
    """The pages of a report."""

    SAFETY = auto()
    WHERE = auto()
    WHAT = auto()
    ABOUT = auto()
    UNSEEN = auto()
    NAME = auto()
    CHECK = auto()


ORDER = tuple(Step)
FORMS: Mapping[Step, type[forms.StepForm]] = {
    Step.SAFETY: forms.Safety,
    Step.WHERE: forms.Where,
    Step.WHAT: forms.What,
    Step.ABOUT: forms.About,
    Step.UNSEEN: forms.Unseen,
    Step.NAME: forms.Name,
    Step.CHECK: forms.Check,
}


@dataclass(frozen=True, slots=True)
class Checked:
    """The answers of a page, cleaned, and what should be said about them.

    Attributes:
        unknown: names that the wiki does not know.
        wiki_silent: whether the wiki could not be asked for names.
    """

    answers: Answers
    unknown: tuple[str, ...] = ()
    wiki_silent: bool = False


def after(step: Step) -> Step:
    """Name the next page."""
    return ORDER[min(ORDER.index(step) + 1, len(ORDER) - 1)]


def before(step: Step) -> Step:
    """Name the page before."""
    return ORDER[max(ORDER.index(step) - 1, 0)]


def check(step: Step, answers: Answers, *, now: datetime) -> Checked:
    """Clean the answers of a page, as they were typed, and check them as far as can be known.

    Raises:
        WrongInput: one of this page cannot be used.
        SeveralProblems: more than one cannot.
        NobodyCanHandle: nobody takes reports from the place.
    """
    try:
        answers = rules.tidy(answers)
    except (WrongInput, SeveralProblems) as refusal:
        _raise_of(step, refusal)
    look = CHECKS.get(step)
    return look(answers, now) if look else Checked(answers)


def _raise_of(step: Step, refusal: WrongInput | SeveralProblems) -> None:
    """Refuse what is wrong on this page; what is wrong on another is said when it is sent."""
    several = refusal.problems if isinstance(refusal, SeveralProblems) else (refusal,)
    here = [problem for problem in several if problem.field in FORMS[step].base_fields]
    if here:
        raise SeveralProblems(here) if len(here) > 1 else here[0]


def _where(answers: Answers, now: datetime) -> Checked:
    """Find out whether anybody could take it; names are looked up where it happened."""
    if not queries.reachable(answers, now=now):
        raise NobodyCanHandle
    return _looked_up(answers) if answers.accounts else Checked(answers)


def _about(answers: Answers, _now: datetime) -> Checked:
    queries.check_evidence(answers.evidence, community_id=answers.community_id)
    return _looked_up(answers)


def _looked_up(answers: Answers) -> Checked:
    typed = [mention.typed for mention in answers.accounts]
    lookup = queries.look_up(typed, community_id=answers.community_id)
    answers = replace(answers, accounts=lookup.mentions)
    unknown = () if lookup.wiki_silent else lookup.unknown
    return Checked(answers, unknown, lookup.wiki_silent)


CHECKS: Mapping[Step, Callable[[Answers, datetime], Checked]] = {
    Step.WHERE: _where,
    Step.ABOUT: _about,
}
