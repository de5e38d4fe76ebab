"""Reading a code from TOML."""

from collections.abc import Mapping
from typing import TypeGuard

from comity.charter.rules.toml import Path
from comity.codes.errors import CodeKeyMissing, CodeNameUnknown, CodeValueWrong
from comity.codes.rules.documents import (
    LONGEST_ADDRESS,
    LONGEST_LANGUAGE,
    LONGEST_LICENCE,
    LONGEST_NAME,
    LONGEST_TITLE,
    MOST_NAMES,
    MOST_PROVISIONS,
    MOST_UNITS,
    Document,
    Level,
    Source,
    Text,
    Written,
    are_unit_numbers,
)
from comity.codes.rules.floor import circular
from comity.codes.rules.provisions import (
    EVERYONE,
    EVERYWHERE,
    Kind,
    Modality,
    Provision,
    Taxonomy,
    Vocabulary,
)
from comity.codes.rules.table import (
    ADDRESS,
    LANGUAGE,
    NAME,
    Problems,
    Table,
    is_kept,
    open_text,
    open_values,
)
from comity.kernel.order import Bound, Direction, Value

_A_NAME = "a table under a name of small letters, digits and hyphens"
_TREES = ("behaviours", "actors", "spaces")
_LISTS = ("exceptions", "parameters")
LARGEST = 999_999_999
"""Of the numbers of a code, as forms take them: who writes more has slipped, or means harm."""


def read(text: str | Mapping[str, object]) -> Document:
    """Read a code.

    Args:
        text: TOML with the tables ``code``, ``behaviours``, ``actors``, ``spaces``,
            ``exceptions``, ``parameters`` and ``provisions``; or what TOML would make of it.

    Raises:
        WrongInput: one thing in the text is wrong; its line and key are named.
        SeveralProblems: several things are.
    """
    root = open_values(text)
    document = _document(root)
    if document.level is Level.UNIVERSAL:
        _check_names(document, Vocabulary(), frozenset(document.words["exceptions"]), root)
    root.problems.refuse()
    return document


def read_draft(text: str) -> Document:
    """Read a code whose names need not all be explained yet.

    Raises:
        WrongInput: one thing in the text is wrong; its line and key are named.
        SeveralProblems: several things are.
    """
    root = open_text(text)
    document = _document(root)
    root.problems.refuse()
    return document


def read_local(text: str | Mapping[str, object], above: Vocabulary) -> Document:
    """Read a local code and check that every name in it is explained in it or above it.

    Args:
        text: as in ``read``, or what TOML would make of it.
        above: the names of the codes that it builds on.

    Raises:
        WrongInput: one thing in the text is wrong; its line and key are named.
        SeveralProblems: several things are.
    """
    document = read(text)
    root = open_values(text)
    _check_names(document, above, None, root)
    root.problems.refuse()
    return document


def read_values(
    values: Mapping[str, object], lines: Mapping[Path, int], above: Vocabulary | None = None
) -> Document:
    """Read a code that was written in another form than TOML, with the same keys.

    Args:
        values: as ``tomllib`` would give them.
        lines: on which line each key stands.
        above: the names of the codes above, where names are to be checked.

    Raises:
        WrongInput: one thing is wrong; its line and key are named.
        SeveralProblems: several things are.
    """
    root = Table(values, (), Problems(lines))
    document = _document(root)
    if above is not None:
        _check_names(document, above, None, root)
    root.problems.refuse()
    return document


def read_provision(name: str, values: Mapping[str, object], language: str) -> Written:
    """Read one provision. Whether its names are explained is for the draft to say.

    Args:
        name: its id.
        values: as ``tomllib`` would give them under ``provisions``.
        language: of the draft; it needs words in that.

    Raises:
        WrongInput: one thing is wrong; its key is named.
        SeveralProblems: several things are.
    """
    table = Table(values, ("provisions", name), Problems({}))
    written = _provision(table, language)
    table.problems.refuse()
    return written


def _document(root: Table) -> Document:
    head = root.table("code", needed=True)
    slug = head.text("id", longest=LONGEST_NAME)
    level = head.choice("level", Level) or Level.UNIVERSAL
    language = head.text("source_language", longest=LONGEST_LANGUAGE)
    licence = head.text("licence", needed=False, longest=LONGEST_LICENCE)
    title, summary = head.table("title", needed=True), head.table("summary")
    trees, words = {}, {}
    for axis in _TREES:
        trees[axis], words[axis] = _names(root.table(axis))
    for axis in _LISTS:
        words[axis] = _names(root.table(axis))[1]
    written = tuple(
        _provision(table, language)
        for table in _few(root.table("provisions", needed=True), MOST_PROVISIONS)
    )
    for name in circular([one.provision for one in written]):
        path = ("provisions", name, "refines")
        expected = "the id of a provision that does not refine this one"
        root.problems.add(CodeValueWrong, path, expected=expected)
    document = Document(
        slug,
        level,
        language,
        licence,
        _titled(title, language),
        summary.by_language(),
        written,
        Vocabulary(*(Taxonomy(trees[axis]) for axis in _TREES)),
        words,
    )
    head.end()
    root.end()
    return document


def _names(table: Table) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Read names: where each stands and what it is called."""
    parents, words = {}, {}
    for one in _few(table, MOST_NAMES):
        name = one.path[-1]
        parents[name] = one.text("parent", needed=False)
        words[name] = one.by_language()
        if not words[name]:
            one.problems.add(CodeKeyMissing, (*one.path, "en"))
        if name in Taxonomy(parents).path(parents[name]):
            one.wrong("parent", "a name that does not stand under this one")
    return parents, words


def _few(table: Table, most: int) -> list[Table]:
    """Go down into the tables of names or provisions, unless there are too many to compare."""
    found = table.rest(NAME, _A_NAME)
    if len(found) > most:
        table.problems.add(CodeValueWrong, table.path, expected=f"at most {most} tables")
    return found[:most]


def _titled(table: Table, language: str) -> dict[str, str]:
    title = table.by_language()
    if language and language not in title:
        table.problems.add(CodeKeyMissing, (*table.path, language))
    return title


def _provision(table: Table, language: str) -> Written:
    modality = table.choice("modality", Modality, needed=False)
    behaviours = frozenset(table.names("behaviours"))
    if modality and not behaviours:
        table.wrong("behaviours", "at least one name, since modality is given")
    if behaviours and not modality:
        table.wrong("modality", "given, since behaviours are")
    provision = Provision(
        id=table.path[-1],
        kind=table.choice("kind", Kind) or Kind.TEXT,
        modality=modality,
        derogable=table.truth("derogable"),
        behaviours=behaviours,
        actors=_places(table, "actors", EVERYONE),
        spaces=_places(table, "spaces", EVERYWHERE),
        exceptions=frozenset(table.names("exceptions")),
        parameters={
            one.path[-1]: bound
            for one in table.table("parameters").rest(NAME, _A_NAME)
            if (bound := _bound(one))
        },
        refines=table.text("refines", needed=False, longest=LONGEST_NAME),
    )
    source = _source(table.table("source"))
    units = _units(table)
    texts = {}
    tag = "a table under the tag of a language, such as en"
    for one in table.rest(LANGUAGE, tag, longest=LONGEST_LANGUAGE):
        texts[one.path[-1]] = _words(one)
        one.end()
    if language not in texts:
        table.problems.add(CodeKeyMissing, (*table.path, language or "en"))
    return Written(provision, texts, source, units)


def _units(table: Table) -> tuple[str, ...]:
    """Read the numbers of a translation system; a part that has none is an empty text."""
    if not table.has("units"):
        return ()
    value = table.raw("units")
    if not are_unit_numbers(value):
        table.wrong("units", f"a list of at most {MOST_UNITS} numbers in quotes")
        return ()
    return tuple(value)


def _source(table: Table) -> Source | None:
    """Read where words were taken from; nothing where the text does not say."""
    if not table.values:
        return None
    source = Source(
        table.text("title", longest=LONGEST_TITLE),
        table.text("address", needed=False, longest=LONGEST_ADDRESS),
        table.text("section", needed=False, longest=LONGEST_NAME),
        table.text("licence", needed=False, longest=LONGEST_LICENCE),
    )
    if source.address and not ADDRESS.fullmatch(source.address):
        table.wrong("address", "an address that starts with https:// or http://")
    table.end()
    return source


def _words(table: Table) -> Text:
    title = table.text("title", needed=False, longest=LONGEST_TITLE)
    body, example = (table.text(key, needed=False) for key in ("text", "example"))
    if not title and not body:
        table.problems.add(CodeKeyMissing, (*table.path, "text"))
    return Text(title, body, example)


def _places(table: Table, key: str, default: str) -> frozenset[str]:
    given = frozenset(table.names(key))
    if table.has(key) and not given:
        table.wrong(key, "a list of at least one name")
    return given or frozenset({default})


def _bound(table: Table) -> Bound | None:
    direction = table.choice("direction", Direction)
    value, scale = _value(table.raw("value")), table.names("scale")
    unit = table.text("unit", needed=False, longest=LONGEST_NAME)
    table.end()
    if direction is None or not table.has("value"):
        return None
    if value is None:
        table.wrong("value", f"a number up to {LARGEST}, a text, or a list of texts")
        return None
    try:
        return Bound(direction, value, scale, unit)
    except ValueError as problem:
        table.wrong("value", str(problem).partition(" needs ")[2])
        return None


def _value(raw: object) -> Value | None:
    """Take a value of TOML as one of ours: two numbers are a span, words are a set."""
    if _is_number(raw) or _is_word(raw):
        return raw
    if not isinstance(raw, list):
        return None
    numbers = [one for one in raw if _is_number(one)]
    if len(raw) == len(numbers) == 2:  # noqa: PLR2004, a span has two ends
        return numbers[0], numbers[1]
    words = [one for one in raw if _is_word(one)]
    return frozenset(words) if len(words) == len(raw) else None


def _is_number(raw: object) -> TypeGuard[int]:
    return type(raw) is int and abs(raw) <= LARGEST


def _is_word(raw: object) -> TypeGuard[str]:
    return isinstance(raw, str) and is_kept(raw, LONGEST_NAME)


def _check_names(
    document: Document, above: Vocabulary, exceptions: frozenset[str] | None, root: Table
) -> None:
    """Note every name that a provision uses and nobody explains."""
    known = above.joined(document.vocabulary)
    for axis, tree in zip(_TREES, (known.behaviours, known.actors, known.spaces), strict=True):
        for name, parent in getattr(document.vocabulary, axis).parents.items():
            if parent and parent not in tree.parents:
                root.problems.add(CodeNameUnknown, (axis, name, "parent"), name=parent)
        for one in document.provisions:
            if not one.provision.structured:
                continue
            for name in sorted(getattr(one.provision, axis) - tree.parents.keys()):
                path = ("provisions", one.provision.id, axis)
                root.problems.add(CodeNameUnknown, path, name=name)
    if exceptions is None:
        return
    for one in document.provisions:
        for name in sorted(one.provision.exceptions - exceptions):
            path = ("provisions", one.provision.id, "exceptions")
            root.problems.add(CodeNameUnknown, path, name=name)
