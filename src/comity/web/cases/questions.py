"""What a panel votes on, ready for a page: allegations, proposals, and how they stand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from comity.cases.queries import CaseView, QuestionView
from comity.cases.queries.law import pinned
from comity.cases.rules import labels
from comity.cases.rules.questions import MeasureTerms, Proposal
from comity.cases.rules.votes import Result
from comity.charter.rules import spoken
from comity.measures.queries import KINDS
from comity.messages import words
from comity.people.rules import WIKI, AccountRef
from comity.vault.rules import Item
from comity.web import components
from comity.web.cases.forms import HARMS, NAMESPACES

BEGINNING = 90
"""Characters by which somebody recognises a provision in a list."""


@dataclass(frozen=True, slots=True)
class Voted:
    """How a question stands, ready for the vote line."""

    in_favour: int
    against: int
    abstain: int
    recused: int
    base: int
    needed: int
    tag: str
    tone: str
    mine: str

    @classmethod
    def of(cls, view: QuestionView) -> "Voted":
        """Read how a question stands."""
        count, standing = view.standing.count, view.standing
        tones = {Result.CARRIED: "good", Result.LOST: "still"}
        return cls(
            in_favour=count.in_favour,
            against=count.against,
            abstain=count.abstained,
            recused=count.recused,
            base=standing.base,
            needed=standing.needed,
            tag=words(view.label),
            tone=tones.get(standing.result, "open"),
            mine=words(labels.CHOICES[view.mine]) if view.mine else "",
        )


@dataclass(frozen=True, slots=True)
class AllegationCard:
    """What is alleged, and how the panel stands to it."""

    id: str
    account: str
    provision: str
    text: str
    what: str
    where: str
    when: str
    harm: str
    intent: str
    found: bool
    voted: Voted | None


@dataclass(frozen=True, slots=True)
class ProposalCard:
    """A proposed measure or outcome, and how the panel stands to it."""

    id: str
    title: str
    terms: Sequence[str]
    reason: str
    departure: str
    voted: Voted | None


def accounts_named(view: CaseView) -> dict[str, AccountRef]:
    """Map a key to each account that the reports name or whose edits they show."""
    found: dict[str, AccountRef] = {}
    for report in view.file.reports:
        for item in report.items:
            for account in _accounts_in(item):
                found.setdefault(f"{account.provider}:{account.subject}", account)
    return found


def _accounts_in(item: Item) -> Iterable[AccountRef]:
    """List the accounts that one item of a report's room names by their number."""
    for mention in _list(item.content.get("accounts")):
        for account in _list(mention.get("accounts")):
            yield AccountRef(**{key: str(account[key]) for key in ("provider", "subject", "name")})
    newer = item.content.get("newer")
    if isinstance(newer, Mapping) and newer.get("author"):
        yield AccountRef(WIKI, str(newer["author"]), str(newer["author_name"] or ""))


def _list(value: object) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def allegations(view: CaseView) -> list[AllegationCard]:
    """List what is alleged, each with its votes while they are cast."""
    voted = {one.question.id: Voted.of(one) for one in view.questions}
    found = {one.id for one in view.file.found}
    return [
        AllegationCard(
            id=one.id,
            account=one.account.name,
            provision=one.cited.number,
            text=spoken(one.cited.texts, get_language() or "en"),
            what=one.what,
            where=one.where,
            when=one.when,
            harm=str(dict(HARMS)[str(one.harm)]),
            intent=words(labels.INTENTS[one.intent]),
            found=one.id in found,
            voted=voted.get(one.id),
        )
        for one in view.file.allegations
    ]


def proposals(view: CaseView) -> list[ProposalCard]:
    """List what members have proposed, each with its votes while they are cast."""
    voted = {one.question.id: Voted.of(one) for one in view.questions}
    file = view.file
    both = [*file.proposals(on_appeal=False), *file.proposals(on_appeal=True)]
    return [
        ProposalCard(
            id=one.id,
            title=_title(one, view),
            terms=list(terms(one.measure)) if one.measure else (),
            reason=one.reason,
            departure=one.departure_reason,
            voted=voted.get(one.id),
        )
        for one in both
    ]


def card(view: CaseView, question_id: str) -> AllegationCard | ProposalCard | None:
    """Find the card of a question that is before the panel now."""
    cards: list[AllegationCard | ProposalCard] = [*allegations(view), *proposals(view)]
    return next((one for one in cards if one.id == question_id and one.voted), None)


def provisions(view: CaseView) -> list[tuple[str, str]]:
    """Offer the provisions that a case is pinned to, each with the beginning of its words."""
    language = get_language() or "en"
    return [
        (one.id, f"{one.number} {shortened(spoken(one.texts, language))}")
        for one in pinned(view.file)
    ]


def shortened(text: str) -> str:
    """Cut a text that is only to be recognised."""
    return text if len(text) <= BEGINNING else f"{text[:BEGINNING]}…"


def _title(proposal: Proposal, view: CaseView) -> str:
    if proposal.outcome is not None:
        return words(labels.OUTCOMES[proposal.outcome])
    if proposal.measure is None:
        return words("measure_kind_none")
    rung = view.charter.guideline.measure(proposal.measure.level)
    return f"{rung.code} {spoken(rung.names, get_language() or 'en')}"


def terms(measure: MeasureTerms) -> Iterable[str]:
    """Say what a measure would be, a sentence for each of its terms."""
    if measure.kind in KINDS:
        yield words(KINDS[measure.kind])
    if measure.days is not None:
        days = measure.days
        yield ngettext("For %(days)s day", "For %(days)s days", days) % {"days": days}
    names = dict(NAMESPACES)
    places = [*measure.pages, *(str(names.get(str(one), one)) for one in measure.namespaces)]
    if places:
        yield _("Only here: %(places)s") % {"places": components.listed(places)}
    if measure.note:
        yield measure.note
