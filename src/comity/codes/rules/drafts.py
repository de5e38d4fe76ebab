"""What an editor does to a draft, provision by provision: each step gives a new document."""

import hashlib
from dataclasses import asdict, replace

from comity.codes.errors import (
    AddressWrong,
    CodeTooManyProvisions,
    HalfSorted,
    NameNotExplained,
    ProvisionIdTaken,
    ProvisionWithoutWords,
    ShortNameWrong,
)
from comity.codes.rules.documents import (
    LONGEST_ADDRESS,
    LONGEST_LICENCE,
    LONGEST_NAME,
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_PROVISIONS,
    Document,
    Level,
    Source,
    Text,
    Written,
)
from comity.codes.rules.effective import structure
from comity.codes.rules.names import AXES, Above
from comity.codes.rules.provisions import EVERYONE, EVERYWHERE, Provision, Taxonomy, Vocabulary
from comity.codes.rules.table import ADDRESS, NAME, refuse_long
from comity.codes.rules.writer import write
from comity.kernel.chain import canonical
from comity.kernel.errors import NotFound, SeveralProblems, WrongInput

USUAL = (("actors", EVERYONE, "everyone"), ("spaces", EVERYWHERE, "everywhere"))
"""The two names that every code needs, by axis, with what they are called in English."""


def fingerprint(written: Written, language: str) -> str:
    """Name a provision as an editor saw it: its structure, its own words and where they are from.

    Translations are left out: they go on beside the draft, and nobody's edit touches them.
    """
    text = written.texts.get(language, Text("", ""))
    whole = {
        "structure": structure(written.provision)
        | {"units": {name: one.unit for name, one in written.provision.parameters.items()}},
        "words": [text.title, text.body, text.example],
        "source": asdict(written.source) if written.source else {},
    }
    return hashlib.sha256(canonical(whole)).hexdigest()[:24]


def document_hash(document: Document) -> str:
    """Name everything that a draft says, translations too: SHA-256 of it as TOML."""
    return hashlib.sha256(write(document).encode()).hexdigest()


def find(document: Document, provision_id: str) -> Written:
    """Find a provision of a draft.

    Raises:
        NotFound: it has none of that id.
    """
    for one in document.provisions:
        if one.provision.id == provision_id:
            return one
    raise NotFound


def added(document: Document, written: Written, above: Above) -> Document:
    """Add a provision at the end.

    Raises:
        WrongInput: something about it cannot be used; the field is named.
        SeveralProblems: several things are.
    """
    if any(one.provision.id == written.provision.id for one in document.provisions):
        raise ProvisionIdTaken(field="id", name=written.provision.id)
    if len(document.provisions) >= MOST_PROVISIONS:
        raise CodeTooManyProvisions(field="title", most=MOST_PROVISIONS)
    document = with_usual_names(document, written.provision, above)
    _check(document, written, above)
    return replace(document, provisions=(*document.provisions, written))


def changed(document: Document, written: Written, above: Above) -> Document:
    """Let a provision say something else; its translations stay beside it.

    The numbers that a translation system gave it stay too, for it is still the same provision.

    Raises:
        NotFound: the draft has no provision of that id.
        WrongInput: something about it cannot be used; the field is named.
        SeveralProblems: several things are.
    """
    before = find(document, written.provision.id)
    document = with_usual_names(document, written.provision, above)
    _check(document, written, above)
    texts = {**before.texts, **written.texts}
    after = replace(written, texts=texts, units=written.units or before.units)
    return replace(
        document, provisions=tuple(after if one is before else one for one in document.provisions)
    )


def with_usual_names(document: Document, rule: Provision, above: Above) -> Document:
    """Explain for whom and where a rule holds that names nobody and no place.

    A text that was brought in explains no names at all.
    """
    known = above.vocabulary.joined(document.vocabulary)
    for axis, name, called in USUAL:
        if rule.structured and name in getattr(rule, axis) - getattr(known, axis).parents.keys():
            own: Taxonomy = getattr(document.vocabulary, axis)
            # What stood for itself so far is among everybody, and in a place.
            tree = {**{one: parent or name for one, parent in own.parents.items()}, name: ""}
            said = {**document.words.get(axis, {}), name: {"en": called}}
            document = replace(
                document,
                words={**document.words, axis: said},
                vocabulary=replace(document.vocabulary, **{axis: Taxonomy(tree)}),
            )
    return document


def without(document: Document, provision_id: str) -> Document:
    """Take a provision out.

    Raises:
        NotFound: the draft has no provision of that id.
    """
    gone = find(document, provision_id)
    return replace(
        document, provisions=tuple(one for one in document.provisions if one is not gone)
    )


def moved(document: Document, provision_id: str, *, up: bool) -> Document:
    """Let a provision and its neighbour change places; at the end of the row it stays.

    Raises:
        NotFound: the draft has no provision of that id.
    """
    row = list(document.provisions)
    place = row.index(find(document, provision_id))
    other = place - 1 if up else place + 1
    if 0 <= other < len(row):
        row[place], row[other] = row[other], row[place]
    return replace(document, provisions=tuple(row))


def removed_since(document: Document, earlier: Document) -> tuple[Written, ...]:
    """List the provisions that an earlier edition had and the draft has not."""
    known = {one.provision.id for one in document.provisions}
    return tuple(one for one in earlier.provisions if one.provision.id not in known)


def brought_back(document: Document, earlier: Document, provision_id: str) -> Document:
    """Put a provision of an earlier edition back behind the one that it stood behind then.

    Names that were taken out together with it come back too.

    Raises:
        NotFound: the earlier edition has no provision of that id.
        ProvisionIdTaken: the draft has one.
    """
    written = find(earlier, provision_id)
    known = [one.provision.id for one in document.provisions]
    if provision_id in known:
        raise ProvisionIdTaken(field="id", name=provision_id)
    before = [one.provision.id for one in earlier.provisions]
    ahead = [name for name in before[: before.index(provision_id)] if name in known]
    place = known.index(ahead[-1]) + 1 if ahead else 0
    row = document.provisions
    return replace(
        _with_names_of(document, earlier), provisions=(*row[:place], written, *row[place:])
    )


def described(document: Document, *, title: str, summary: str, licence: str) -> Document:
    """Change what the draft is called, and the licence of its words.

    Raises:
        CodeTooLong: the title or the summary is longer than anybody reads.
        CodeNotText: a part of them cannot be kept.
    """
    refuse_long(("title", title, LONGEST_TITLE), ("summary", summary, LONGEST_TEXT))
    refuse_long(("licence", licence, LONGEST_LICENCE))
    language = document.source_language
    summaries = {**document.summary, language: summary}
    return replace(
        document,
        title={**document.title, language: title},
        summary={tag: one for tag, one in summaries.items() if one},
        licence=licence,
    )


def started_from(template: Document, *, level: Level, taken_from: Source | None) -> Document:
    """Make a draft out of a template; each provision keeps where its words were taken from.

    Args:
        template: what it says at first.
        level: universal for the movement, local for everybody else.
        taken_from: the template itself, named on every provision that names no source yet;
            nothing where the words are the community's own.
    """
    if taken_from is None:
        return replace(template, level=level)
    return replace(
        template,
        level=level,
        provisions=tuple(
            one if one.source else replace(one, source=_place(one, template, taken_from))
            for one in template.provisions
        ),
    )


def empty(*, slug: str, level: Level, language: str, title: str) -> Document:
    """Make a draft that says nothing yet, with the two names that every code needs.

    Raises:
        CodeTooLong: the title is longer than anybody reads.
        CodeNotText: the title cannot be kept.
    """
    refuse_long(("title", title, LONGEST_TITLE))
    names: dict[str, dict[str, dict[str, str]]] = {"actors": {}, "spaces": {}}
    if level is Level.UNIVERSAL:
        names = {axis: {name: {"en": called}} for axis, name, called in USUAL}
    vocabulary = Vocabulary(
        actors=Taxonomy(dict.fromkeys(names["actors"], "")),
        spaces=Taxonomy(dict.fromkeys(names["spaces"], "")),
    )
    words = {"behaviours": {}, **names, "exceptions": {}, "parameters": {}}
    return Document(slug, level, language, "", {language: title}, {}, (), vocabulary, words)


def _place(written: Written, template: Document, taken_from: Source) -> Source:
    text = written.texts.get(template.source_language, Text("", ""))
    section = text.title or written.provision.id
    licence = taken_from.licence or template.licence
    return replace(taken_from, section=section[:LONGEST_NAME], licence=licence)


def _with_names_of(document: Document, earlier: Document) -> Document:
    """Add the names that an earlier edition explained and the draft does not."""
    return replace(
        document,
        vocabulary=document.vocabulary.joined(earlier.vocabulary),
        words={
            axis: {**earlier.words.get(axis, {}), **document.words.get(axis, {})}
            for axis in {**earlier.words, **document.words}
        },
    )


def _check(document: Document, written: Written, above: Above) -> None:
    problems = [
        *_wrong_words(written, document.source_language),
        *_wrong_names(document, written.provision, above),
    ]
    if len(problems) == 1:
        raise problems[0]
    if problems:
        raise SeveralProblems(problems)


def _wrong_words(written: Written, language: str) -> list[WrongInput]:
    found: list[WrongInput] = []
    name = written.provision.id
    if len(name) > LONGEST_NAME or not NAME.fullmatch(name):
        found.append(ShortNameWrong(field="id", name=name[:LONGEST_NAME]))
    text = written.texts.get(language, Text("", ""))
    if not text.title.strip() and not text.body.strip():
        found.append(ProvisionWithoutWords(field="text"))
    parts = [
        ("title", text.title, LONGEST_TITLE),
        ("text", text.body, LONGEST_TEXT),
        ("example", text.example, LONGEST_TEXT),
    ]
    if source := written.source:
        parts += [
            ("source_title", source.title, LONGEST_TITLE),
            ("source_address", source.address, LONGEST_ADDRESS),
            ("source_section", source.section, LONGEST_NAME),
            ("source_licence", source.licence, LONGEST_LICENCE),
        ]
        if not source.title.strip():
            found.append(ProvisionWithoutWords(field="source_title"))
        if source.address and not ADDRESS.fullmatch(source.address):
            found.append(AddressWrong(field="source_address"))
    for part in parts:
        try:
            refuse_long(part)
        except WrongInput as problem:
            found.append(problem)
    return found


def _wrong_names(document: Document, rule: Provision, above: Above) -> list[WrongInput]:
    found: list[WrongInput] = []
    if rule.modality and not rule.behaviours:
        found.append(HalfSorted(field="behaviours"))
    if rule.behaviours and not rule.modality:
        found.append(HalfSorted(field="modality"))
    known = above.vocabulary.joined(document.vocabulary)
    for axis in AXES:
        tree: Taxonomy = getattr(known, axis)
        if rule.structured:
            found += _unknown(axis, getattr(rule, axis) - tree.parents.keys())
    for axis, used in (("exceptions", rule.exceptions), ("parameters", rule.parameters.keys())):
        explained = {**above.words.get(axis, {}), **document.words.get(axis, {})}
        found += _unknown(axis, used - explained.keys())
    return found


def _unknown(axis: str, names: frozenset[str] | set[str]) -> list[WrongInput]:
    return [NameNotExplained(field=axis, name=name) for name in sorted(names)]
