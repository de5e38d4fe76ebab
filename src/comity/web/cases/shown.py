"""What stands in the rooms of a case, as sentences and cards for a page."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import unified_diff

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from comity.cases.actions.moving import SAID as TOLD
from comity.cases.facts import FACT_OF
from comity.cases.queries import CaseView
from comity.cases.rules import labels
from comity.cases.rules.words import Ground, Who
from comity.messages import words
from comity.people.queries import persons
from comity.vault.rules import Item
from comity.web import components

SAID = {
    "report": "report:received",
    "withdrawal": "report:withdrawn",
    "evidence": "case:evidence_added",
    "conflicts": "case:conflicts_declared",
    "allegation": "case:allegation_stated",
    "particulars": "case:served",
    "findings": "case:findings_concluded",
    "statement": "case:decided",
    "appeal": "case:appealed",
}
"""Which fact an item tells of, for the timeline."""
MOVED = {code: move for move, code in TOLD.items()}
"""Which move the two sides are told of with a code."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file, and where it can be fetched."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Card:
    """Something that was said, ready to be shown.

    Attributes:
        writer: who said it, in words.
        day: when.
        what: a word for what it is; empty for a plain message.
        text: as it was written.
        files: what is attached.
        refused: whether its signature is wrong.
    """

    writer: str
    day: date | None
    what: str
    text: str
    files: Sequence[Attached] = ()
    refused: bool = False


@dataclass(frozen=True, slots=True)
class TimeLine:
    """One line of a timeline."""

    day: date | None
    words: str


@dataclass(frozen=True, slots=True)
class Teller:
    """Turns items into cards, with the names of those who wrote them.

    Attributes:
        receipt: what to call whoever holds the receipt of the room.
        address: where a file of an item can be fetched.
        names: of members, by person id.
    """

    receipt: str
    address: Callable[[str, int], str]
    names: Mapping[str, str] = field(default_factory=dict)

    def cards(self, items: Iterable[Item], *, without: frozenset[str] = frozenset()) -> list[Card]:
        """Show items as cards, oldest first, leaving out some kinds."""
        return [self.card(item) for item in items if item.kind not in without]

    def card(self, item: Item) -> Card:
        """Show an item as a card."""
        return Card(
            writer=self.writer(item),
            day=timezone.localtime(item.at).date() if item.at else None,
            what=_kind(item),
            text="\n\n".join(paragraphs(item)),
            files=[
                Attached(file.name, self.address(item.id, number))
                for number, file in enumerate(item.files)
            ],
            refused=item.refused,
        )

    def writer(self, item: Item) -> str:
        """Say who wrote something."""
        if item.kind == "appeal":
            return words(labels.PARTS[Who(str(item.content["part"]))])
        kind, _colon, name = item.writer.partition(":")
        if kind == "person":
            return self.names.get(name) or _("A member")
        return self.receipt if kind == "receipt" else _("Comity")


def names_in(view: CaseView) -> dict[str, str]:
    """Name everybody who wrote something into the rooms of a case."""
    written = {
        item.writer.removeprefix("person:")
        for item in everything(view)
        if item.writer.startswith("person:")
    }
    return {person_id: person.name for person_id, person in persons(written).items()}


def everything(view: CaseView) -> list[Item]:
    """List everything that somebody's keys open in a case, oldest first."""
    file = view.file
    items = [item for report in file.reports for item in report.items]
    items += [*file.intake, *file.panel, *file.respondent, *file.appeal]
    return sorted(items, key=lambda item: item.at.timestamp() if item.at else 0)


def timeline(items: Iterable[Item]) -> list[TimeLine]:
    """Tell what happened, a sentence for each item that tells of something."""
    lines = []
    for item in items:
        sentence = _sentence(item)
        if sentence and item.at:
            lines.append(TimeLine(timezone.localtime(item.at).date(), sentence))
    return list(dict.fromkeys(lines))


def paragraphs(item: Item) -> list[str]:
    """Write what an item says, paragraph by paragraph, in the reader's language."""
    content = item.content
    match item.kind:
        case "report":
            said = _report(content)
        case "appeal":
            said = [*_grounds(content), str(content["text"])]
        case "particulars":
            said = [_("The allegations, as they are stated above."), str(content.get("note", ""))]
        case "evidence" if "address" in content:
            said = _edit(content)
        case _:
            said = _plain(content)
    return [one for one in said if one]


def _plain(content: Mapping[str, object]) -> Iterable[str]:
    """Write a message, or what was kept as codes and values."""
    kept = content.get("paragraphs")
    if isinstance(kept, list):
        yield from (composed(one) for one in kept if isinstance(one, Mapping))
    elif "code" in content:
        yield composed(content)
    else:
        yield from (str(content.get(key, "")) for key in ("text", "reason"))


def composed(paragraph: Mapping[str, object]) -> str:
    """Write one paragraph that was kept as a code and its values; days are written out."""
    detail = paragraph.get("detail")
    values = detail if isinstance(detail, Mapping) else {}
    return words(str(paragraph["code"]), **{name: _value(one) for name, one in values.items()})


def _value(value: object) -> object:
    try:
        return components.day(date.fromisoformat(str(value)))
    except ValueError:
        return value


def _sentence(item: Item) -> str:
    if item.refused:
        return ""
    if item.kind in SAID:
        return words(SAID[item.kind])
    if item.kind == "status":
        move = MOVED.get(str(item.content.get("code")))
        return words(FACT_OF[move].kind) if move else ""
    if item.kind == "proposal":
        on_appeal = bool(item.content.get("outcome"))
        return words("case:outcome_proposed" if on_appeal else "case:measure_proposed")
    return ""


def _kind(item: Item) -> str:
    names = {
        "report": _("The report"),
        "withdrawal": _("The report was withdrawn"),
        "evidence": _("Evidence"),
        "status": _("How the case stands"),
        "particulars": _("The particulars"),
        "statement": _("Statement of reasons"),
        "answer": pgettext("noun", "Answer"),
        "appeal": pgettext("noun", "Appeal"),
        "note": _("A note among members"),
        "support": _("Asks for support"),
    }
    return names.get(item.kind, "")


def _report(content: Mapping[str, object]) -> Iterable[str]:
    """Write a report as its reporter answered it, question by question."""
    yield str(content.get("what", ""))
    asked = {
        "accounts": _("About these accounts: %(said)s"),
        "people": _("About these people: %(said)s"),
        "evidence": _("Edits that were named: %(said)s"),
        "keep_from": _("Who else must not learn of it: %(said)s"),
        "name": _("The reporter wants to be called: %(said)s"),
        "contact": _("How else to reach the reporter: %(said)s"),
    }
    for key, sentence in asked.items():
        if said := _listed(content.get(key)):
            yield sentence % {"said": said}


def _grounds(content: Mapping[str, object]) -> Iterable[str]:
    """Say on what an appeal rests."""
    named = content.get("grounds")
    for one in named if isinstance(named, list) else ():
        yield words(labels.GROUNDS[Ground(str(one))])


def _edit(content: Mapping[str, object]) -> Iterable[str]:
    """Write an edit that was kept from a wiki: where, by whom, and what it changed."""
    yield str(content["address"])
    if content.get("problem"):
        yield words(str(content["problem"]))
    newer, older = content.get("newer"), content.get("older")
    if not isinstance(newer, Mapping):
        return
    author = newer.get("author_name") or _("somebody whom the wiki hides")
    yield _("Page: %(page)s. By: %(author)s. Summary: %(summary)s") % {
        "page": newer.get("page", ""),
        "author": author,
        "summary": newer.get("summary") or "",
    }
    before = str(older.get("text", "")) if isinstance(older, Mapping) else ""
    yield "\n".join(changed(before, str(newer.get("text", ""))))


def changed(before: str, after: str) -> Iterable[str]:
    """List the lines that an edit took away and added."""
    for line in unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm=""):
        if not line.startswith(("---", "+++", "@@")):
            yield f"{line[0]} {line[1:]}"


def _listed(value: object) -> str:
    if not isinstance(value, list | tuple):
        return str(value or "")
    typed = [one.get("typed", "") if isinstance(one, Mapping) else one for one in value]
    return components.listed([str(one) for one in typed])
