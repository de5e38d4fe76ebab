"""What somebody who reports answers, and what cannot be taken as an answer."""

import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum, auto
from functools import partial
from typing import Any

from comity.kernel.errors import SeveralProblems, WrongInput
from comity.people.rules import AccountRef
from comity.reports.errors import (
    AnswerMissing,
    FileNotUsable,
    FilesTooLarge,
    TextNotReadable,
    TextTooLong,
    TooManyFiles,
    TooManyLines,
)
from comity.vault.rules import File

LONGEST_TEXT = 20_000
"""Characters of what happened, or of one message."""
LONGEST_LINE = 255
"""Characters of a name, as MediaWiki allows."""
LONGEST_TAG = 35
"""Characters of the name of a language, as BCP 47 recommends."""
LONGEST_ADDRESS = 2000
"""Characters of the address of an edit."""
MOST_LINES = 20
"""How many people, accounts or edits one report names."""
MOST_EXCLUDED = 200
"""How many members one report keeps out."""
MOST_FILES = 10
"""How many files one message carries."""

_NO_TEXT = {"Cc", "Cs", "Cn"}
"""Unicode categories: control characters, half characters, and what is no character at all."""


class Harmed(StrEnum):
    """Whom it happened to."""

    ME = auto()
    SOMEBODY_ELSE = auto()
    SEVERAL = auto()
    NOT_SAID = auto()


@dataclass(frozen=True, slots=True)
class Mention:
    """A name that the reporter gave, with every account that bears it or once bore it.

    Attributes:
        typed: the name as given.
        accounts: the present bearer first; empty where nobody knows the name.
    """

    typed: str
    accounts: tuple[AccountRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Everything that somebody who reports has answered so far.

    Attributes:
        community_id: where it happened.
        danger: whether somebody is in danger now.
        what: what happened.
        subject: what it is about, as the charter names it; empty if the reporter does not know.
        harmed: whom it happened to.
        accounts: wiki accounts that it is about.
        people: names of people that it is about.
        evidence: addresses or numbers of edits.
        excluded: ids of the members who must not see it.
        keep_from: who else must not learn of it, in the reporter's words.
        name: what the reporter wants to be called; empty for an anonymous report.
        contact: how else to reach them.
        provision: the id of the provision from whose page they came, if any.
        language: in which they write, BCP 47.
    """

    community_id: str = ""
    danger: bool = False
    what: str = ""
    subject: str = ""
    harmed: Harmed = Harmed.NOT_SAID
    accounts: tuple[Mention, ...] = ()
    people: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    excluded: frozenset[str] = frozenset()
    keep_from: str = ""
    name: str = ""
    contact: str = ""
    provision: str = ""
    language: str = "en"

    def respondents(self) -> tuple[AccountRef, ...]:
        """List every account that the report may be about."""
        return tuple(account for mention in self.accounts for account in mention.accounts)

    def as_json(self) -> dict[str, Any]:
        """Write as plain values, for a draft."""
        return asdict(self) | {"excluded": sorted(self.excluded)}

    def content(self) -> dict[str, object]:
        """Write what goes into the sealed report. Whom they keep out is known by the bars."""
        whole = self.as_json()
        return {name: value for name, value in whole.items() if name != "excluded"}


def from_json(kept: Mapping[str, Any]) -> Answers:
    """Read what ``as_json`` wrote.

    Raises:
        ValueError: it is something else.
        TypeError: it is something else.
        KeyError: it is something else.
    """
    mentions = tuple(
        Mention(one["typed"], tuple(AccountRef(**account) for account in one["accounts"]))
        for one in kept["accounts"]
    )
    known = {field.name: kept[field.name] for field in fields(Answers)}
    return Answers(
        **known
        | {
            "harmed": Harmed(kept["harmed"]),
            "accounts": mentions,
            "people": tuple(kept["people"]),
            "evidence": tuple(kept["evidence"]),
            "excluded": frozenset(kept["excluded"]),
        }
    )


def clean_text(text: str, *, field: str, longest: int = LONGEST_TEXT) -> str:
    """Take a text as it is, with one kind of line end and nothing around it.

    Raises:
        TextTooLong: it has more characters than fit.
        TextNotReadable: it holds what is no text.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(plain) > longest:
        raise TextTooLong(field=field, most=longest)
    if any(
        unicodedata.category(character) in _NO_TEXT and character not in "\n\t"
        for character in plain
    ):
        raise TextNotReadable(field=field)
    return plain


def clean_line(text: str, *, field: str, longest: int = LONGEST_LINE) -> str:
    """Take a name or an address, all on one line.

    Raises:
        TextTooLong: it has more characters than fit.
        TextNotReadable: it holds what is no text.
    """
    return " ".join(clean_text(text, field=field, longest=longest).split())


def clean_lines(
    lines: Iterable[str], *, field: str, longest: int = LONGEST_LINE
) -> tuple[str, ...]:
    """Take several names, each once, leaving out empty lines.

    Raises:
        TooManyLines: there are more than fit.
        TextTooLong: one has more characters than fit.
        TextNotReadable: one holds what is no text.
    """
    cleaned = (clean_line(line, field=field, longest=longest) for line in lines)
    kept = tuple(dict.fromkeys(line for line in cleaned if line))
    if len(kept) > MOST_LINES:
        raise TooManyLines(field=field, most=MOST_LINES)
    return kept


def clean_files(files: Sequence[File], *, most_bytes: int, field: str = "files") -> list[File]:
    """Take files of any kind, with names that are text.

    Args:
        files: as they came.
        most_bytes: of all of them together.
        field: where they were given, for the refusal.

    Raises:
        TooManyFiles: there are more than one message carries.
        FilesTooLarge: they are larger than one message carries.
        FileNotUsable: one is empty.
        TextNotReadable: a name holds what is no text.
    """
    if len(files) > MOST_FILES:
        raise TooManyFiles(field=field, most=MOST_FILES)
    if sum(len(file.data) for file in files) > most_bytes:
        raise FilesTooLarge(field=field, megabytes=most_bytes // (1024 * 1024))
    if not all(file.data for file in files):
        raise FileNotUsable(field=field)
    return [
        File(
            clean_line(file.name.rpartition("/")[2], field=field)[:LONGEST_LINE] or "file",
            clean_line(file.content_type, field=field)[:LONGEST_LINE],
            file.data,
        )
        for file in files
    ]


def tidy(answers: Answers) -> Answers:
    """Take answers as they came, and clean each. Nothing needs to be complete yet.

    Raises:
        WrongInput: one of them cannot be used.
        SeveralProblems: more than one cannot.
    """
    cleaned: dict[str, Any] = {}
    problems: list[WrongInput] = []
    for name, clean in _CLEANERS.items():
        try:
            cleaned[name] = clean(getattr(answers, name), field=name)
        except WrongInput as problem:
            problems.append(problem)
    _raise(problems)
    return replace(answers, **cleaned)


def complete(answers: Answers) -> Answers:
    """Take answers that are about to be sent.

    Raises:
        WrongInput: one is missing or cannot be used.
        SeveralProblems: that is so of more than one.
    """
    answers = tidy(answers)
    needed = ("community_id", "what")
    _raise([AnswerMissing(field=name) for name in needed if not getattr(answers, name)])
    return answers


def _raise(problems: Sequence[WrongInput]) -> None:
    if len(problems) > 1:
        raise SeveralProblems(problems)
    if problems:
        raise problems[0]


def _mentions(mentions: Sequence[Mention], *, field: str) -> tuple[Mention, ...]:
    """Clean the names; what was found for a name stays with it."""
    known = {" ".join(mention.typed.split()): mention.accounts for mention in mentions}
    names = clean_lines((mention.typed for mention in mentions), field=field)
    return tuple(Mention(name, known[name]) for name in names)


def _ids(person_ids: Collection[str], *, field: str) -> frozenset[str]:
    if len(person_ids) > MOST_EXCLUDED:
        raise TooManyLines(field=field, most=MOST_EXCLUDED)
    return frozenset(clean_line(one, field=field) for one in person_ids)


_CLEANERS: Mapping[str, Callable[..., object]] = {
    "community_id": clean_line,
    "what": clean_text,
    "subject": clean_line,
    "accounts": _mentions,
    "people": clean_lines,
    "excluded": _ids,
    "evidence": partial(clean_lines, longest=LONGEST_ADDRESS),
    "keep_from": partial(clean_text, longest=LONGEST_LINE * 4),
    "name": clean_line,
    "contact": clean_line,
    "provision": clean_line,
    "language": partial(clean_line, longest=LONGEST_TAG),
}
