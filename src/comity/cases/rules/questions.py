"""What lies before a panel: allegations, proposed measures and proposed outcomes of an appeal.

Each is an item of a room. These shapes say how they are written there and read back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

from comity.cases.errors import (
    AppealVariesUpwards,
    DepartureNeedsReason,
    UnknownChoice,
)
from comity.cases.rules.words import AppealOutcome, Guard
from comity.charter.rules.guideline import HARMS, Cell, Guideline, Intent
from comity.charter.rules.majorities import Majority
from comity.charter.rules.tree import Charter
from comity.people.rules import AccountRef
from comity.reports.errors import AnswerMissing
from comity.reports.rules import clean_text

PAGES_MOST = 10
"""Pages of one partial block: what MediaWiki allows."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A provision as it stood when the case was opened. What is pinned stays in the room.

    Attributes:
        id: of the provision, which never changes.
        number: as people cite it.
        title: what its code is called.
        version: the number of its version.
        code_hash: of the effective code it belongs to.
        texts: what it says, by language.
    """

    id: str
    number: str
    title: str
    version: str
    code_hash: str
    texts: Mapping[str, str]

    @classmethod
    def read(cls, content: Mapping[str, object]) -> "Cited":
        """Read it back from the room."""
        texts = content["texts"]
        if not isinstance(texts, Mapping):
            raise TypeError(content)
        return cls(
            id=str(content["id"]),
            number=str(content["number"]),
            title=str(content["title"]),
            version=str(content["version"]),
            code_hash=str(content["code_hash"]),
            texts={str(language): str(text) for language, text in texts.items()},
        )


@dataclass(frozen=True, slots=True)
class Allegation:
    """What exactly is said against somebody, under which provision.

    Attributes:
        id: random.
        account: whose conduct it is.
        cited: the provision, as the code said it that the case is pinned to.
        what: what happened, in neutral words.
        where: the place, in words.
        when: the time, in words: people rarely know it better.
        harm: 1 to 5, as the guideline counts it.
        intent: how far it was meant.
    """

    id: str
    account: AccountRef
    cited: Cited
    what: str
    where: str
    when: str
    harm: int
    intent: Intent

    def severity(self, guideline: Guideline) -> int:
        """Look up how grave it would be."""
        return guideline.severity(self.harm, self.intent)

    def content(self) -> dict[str, object]:
        """Write it for the room."""
        return asdict(self)

    @classmethod
    def read(cls, content: Mapping[str, object]) -> "Allegation":
        """Read it back from the room."""
        account, cited = content["account"], content["cited"]
        if not isinstance(account, Mapping) or not isinstance(cited, Mapping):
            raise TypeError(content)
        return cls(
            id=str(content["id"]),
            account=AccountRef(**{str(key): str(value) for key, value in account.items()}),
            cited=Cited.read(cited),
            what=str(content["what"]),
            where=str(content["where"]),
            when=str(content["when"]),
            harm=int(str(content["harm"])),
            intent=Intent(str(content["intent"])),
        )


@dataclass(frozen=True, slots=True)
class MeasureTerms:
    """What a measure would be.

    Attributes:
        level: 0 to 8, as in M0 to M8.
        kind: one of the kinds the guideline names for the level.
        days: how long; None for a measure without an end of its own.
        pages: titles, for a partial block.
        namespaces: numbers, for a partial block.
        note: what else is asked of the person, such as a training.
    """

    level: int
    kind: str
    days: int | None = None
    pages: tuple[str, ...] = ()
    namespaces: tuple[int, ...] = ()
    note: str = ""

    @classmethod
    def read(cls, content: Mapping[str, object]) -> "MeasureTerms":
        """Read it back from the room."""
        days = content.get("days")
        return cls(
            level=int(str(content["level"])),
            kind=str(content["kind"]),
            days=None if days is None else int(str(days)),
            pages=tuple(str(page) for page in _listed(content.get("pages"))),
            namespaces=tuple(int(str(number)) for number in _listed(content.get("namespaces"))),
            note=str(content.get("note", "")),
        )


@dataclass(frozen=True, slots=True)
class Proposal:
    """A measure that a member proposes, or an outcome of an appeal.

    Attributes:
        id: random; members vote on it by this id.
        reason: why, in words that both sides will read.
        measure: what it would be; none for an outcome that orders nothing new.
        departure_reason: why the guideline's range is left, if it is.
        outcome: of an appeal; none in the first instance.
    """

    id: str
    reason: str
    measure: MeasureTerms | None = None
    departure_reason: str = ""
    outcome: AppealOutcome | None = None

    def content(self) -> dict[str, object]:
        """Write it for the room."""
        return asdict(self)

    @classmethod
    def read(cls, content: Mapping[str, object]) -> "Proposal":
        """Read it back from the room."""
        measure, outcome = content.get("measure"), content.get("outcome")
        return cls(
            id=str(content["id"]),
            reason=str(content["reason"]),
            measure=MeasureTerms.read(measure) if isinstance(measure, Mapping) else None,
            departure_reason=str(content.get("departure_reason", "")),
            outcome=AppealOutcome(str(outcome)) if outcome else None,
        )


@dataclass(frozen=True, slots=True)
class Range:
    """What the guideline says for a case: where it comes from and what may follow."""

    severity: int
    history: int
    cell: Cell


@dataclass(frozen=True, slots=True)
class Question:
    """Something to vote on, and what it takes.

    Attributes:
        id: of the allegation or proposal.
        majority: as the charter asks for.
        allegation: if it is one.
        proposal: if it is one.
    """

    id: str
    majority: Majority
    allegation: Allegation | None = field(default=None)
    proposal: Proposal | None = field(default=None)


def guideline_range(
    guideline: Guideline, found: Sequence[Allegation], history: int
) -> Range | None:
    """Say what the guideline gives for everything that was found: the gravest finding leads."""
    if not found:
        return None
    severity = max(allegation.severity(guideline) for allegation in found)
    return Range(severity, history, guideline.cell(severity, history))


def checked_text(text: str, *, field: str) -> str:
    """Take a text that must say something.

    Raises:
        AnswerMissing: it says nothing.
        TextTooLong: it has more characters than fit.
        TextNotReadable: it holds what is no text.
    """
    plain = clean_text(text, field=field)
    if not plain:
        raise AnswerMissing(field=field)
    return plain


def checked_harm(harm: int) -> int:
    """Take a degree of harm.

    Raises:
        UnknownChoice: there is no such degree.
    """
    if harm not in HARMS:
        raise UnknownChoice(field="harm", choices=", ".join(map(str, HARMS)))
    return harm


def checked_terms(terms: MeasureTerms, charter: Charter) -> MeasureTerms:
    """Take the terms of a measure that the charter knows.

    Raises:
        UnknownChoice: the level, kind or term is not among what the charter allows.
        AnswerMissing: a partial block names neither a page nor a namespace.
    """
    if not 0 <= terms.level < len(charter.guideline.measures):
        raise UnknownChoice(
            field="level", choices=", ".join(rung.code for rung in charter.guideline.measures)
        )
    rung = charter.guideline.measure(terms.level)
    if terms.kind not in rung.kinds:
        raise UnknownChoice(field="kind", choices=", ".join(rung.kinds))
    most = rung.longest_days
    if most is not None and (terms.days is None or not 1 <= terms.days <= most):
        raise UnknownChoice(field="days", choices=f"1 to {most}")
    if terms.days is not None and terms.days < 1:
        raise UnknownChoice(field="days", choices="1 or more")
    if terms.kind == "partial_block" and not terms.pages and not terms.namespaces:
        raise AnswerMissing(field="pages")
    if len(terms.pages) > PAGES_MOST:
        raise UnknownChoice(field="pages", choices=f"at most {PAGES_MOST}")
    return terms


def departs(terms: MeasureTerms, found: Range) -> bool:
    """Tell whether a measure leaves the guideline's range."""
    return not found.cell.holds(terms.level)


def check_departure(terms: MeasureTerms, found: Range, reason: str) -> None:
    """Refuse to leave the range in silence.

    Raises:
        DepartureNeedsReason: it is left and nobody says why.
    """
    if departs(terms, found) and not reason.strip():
        raise DepartureNeedsReason(
            field="departure_reason", floor=f"M{found.cell.floor}", ceiling=f"M{found.cell.ceiling}"
        )


def check_variation(terms: MeasureTerms | None, level: int) -> None:
    """Refuse an appeal that makes things stricter: that needs a new hearing, so a remand.

    Args:
        terms: what the appeal would put in place.
        level: the gravest level that the first decision imposed.

    Raises:
        AnswerMissing: a variation says what it varies to.
        AppealVariesUpwards: it is stricter than before.
    """
    if terms is None:
        raise AnswerMissing(field="level")
    if terms.level > level:
        raise AppealVariesUpwards(field="level", level=f"M{level}")


def outcome_guard(outcome: AppealOutcome) -> Guard:
    """Name the guard that an outcome satisfies."""
    return {
        AppealOutcome.UPHOLD: Guard.UPHELD,
        AppealOutcome.VARY: Guard.VARIED,
        AppealOutcome.OVERTURN: Guard.OVERTURNED,
        AppealOutcome.REMAND: Guard.REMANDED,
    }[outcome]


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else ()
