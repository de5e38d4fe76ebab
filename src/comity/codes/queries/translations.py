"""What can be known about translations: how far they are, and each unit with its past."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from comity.access.queries import holders, may
from comity.access.rules import Permission
from comity.codes.models import (
    AboutText,
    CodeVersion,
    KeptTranslations,
    ProvisionText,
    SourceText,
    TranslationStep,
)
from comity.codes.queries.about import about_words
from comity.codes.queries.keeping import kept_pairs
from comity.codes.queries.versions import seen
from comity.codes.rules.documents import Document, Text, TextState
from comity.codes.rules.moves import Move, Step, moves_from
from comity.codes.rules.sources import ABOUT, Tally, shown_state, source_hash, tallied
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotFound, NotPermitted
from comity.people.queries import persons

LONGEST_HISTORY = 50
"""Steps of one unit that are shown, the newest first."""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit in a list.

    Attributes:
        key: of the provision; ``ABOUT`` for title and summary.
        place: of the provision, counted from 1; 0 for title and summary.
        title: in the source language; may be empty.
        text: in the source language.
        state: none while there are no words.
    """

    key: str
    place: int
    title: str
    text: str
    state: TextState | None


@dataclass(frozen=True, slots=True)
class Done:
    """Something that was done with a unit. ``name`` is empty where nobody is known."""

    move: Move
    number: int
    name: str
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A change that was let through, and why.

    Attributes:
        before: the hash of the source that was translated.
        after: the hash of the one that counts as equal.
        ended: when that was taken back, by whom, and why; none while it holds.
    """

    before: str
    after: str
    reason: str
    name: str
    on: date
    ended: "Ended | None" = None


@dataclass(frozen=True, slots=True)
class Ended:
    """That a change was let through was taken back."""

    reason: str
    name: str
    on: date


@dataclass(frozen=True, slots=True)
class Unit:
    """A provision in one language, with everything that a translator needs.

    Attributes:
        key: of the provision; ``ABOUT`` for title and summary, whose summary is the body.
        place: of the provision, counted from 1; 0 for title and summary.
        source_language: whose words were agreed.
        source: the agreed words.
        source_hash: their name.
        language: into which it is translated.
        text: the words; none while there are none.
        state: of them; none while there are none.
        stored: the state as it was left, whether outdated by now or not.
        made_from: hash of the source it was made from; empty where nobody knows.
        before: that source, where it is another than the present one and was kept.
        translator: who wrote it; empty where nobody is known.
        reviewer: who approved it; empty where nobody did.
        own: whether whoever looks wrote it.
        history: what was done, the newest first.
        kept: changes of its source that were let through, the newest first.
        previous: the key of the unit before; empty for the first.
        following: the key of the unit after; empty for the last.
    """

    key: str
    place: int
    source_language: str
    source: Text
    source_hash: str
    language: str
    text: Text | None
    state: TextState | None
    stored: TextState | None
    made_from: str
    before: Text | None
    translator: str
    reviewer: str
    own: bool
    history: Sequence[Done]
    kept: Sequence[Kept]
    previous: str
    following: str

    def moves(self, *, editor: bool) -> tuple[Step, ...]:
        """List what can be done with it by somebody who may translate."""
        return moves_from(self.stored, editor=editor)


def may_translate(by: Actor | None, community_id: str) -> bool:
    """Tell whether somebody may translate the code of a community. Its editors may."""
    if by is None:
        return False
    wanted = (Permission.CODE_TRANSLATE, Permission.CODE_EDIT)
    return any(may(by, permission, on=community_id) for permission in wanted)


def named_translators(community_id: str) -> list[str]:
    """List the names by which those sign in who were named to translate the code of a community."""
    found = holders(Permission.CODE_TRANSLATE, on=[community_id]).get(community_id, [])
    return sorted(one.username for one in persons(found).values())


def require_translator(by: Actor, community_id: str) -> None:
    """Refuse to go on unless somebody may translate the code of a community.

    Raises:
        NotPermitted: they may not.
    """
    if not may_translate(by, community_id):
        raise NotPermitted(permission=Permission.CODE_TRANSLATE)


def tallies(
    version_id: str, *, seen_by: Actor | None = None, languages: Sequence[str] = ()
) -> tuple[Tally, ...]:
    """Count how far each translation of a version is, the furthest first.

    Args:
        version_id: of a version.
        seen_by: who is looking.
        languages: to be named even where there are no words yet.

    Raises:
        NotFound: there is none, or it is a draft that ``seen_by`` does not write or translate.
    """
    version = seen(version_id, seen_by)
    sources = _sources(version)
    names = {row.key: _hash(row) for row in sources.values()}
    kept = kept_pairs(version.code_id)
    counted = (
        (language, shown_state(TextState(state), made_from, names[key], kept.get(key, ())))
        for key, language, state, made_from in _stored(version)
        if language != version.source_language
    )
    offered = [one for one in languages if one != version.source_language]
    return tallied(len(names), counted, offered)


def units(
    version_id: str,
    language: str,
    *,
    state: TextState | None = None,
    missing: bool = False,
    seen_by: Actor | None = None,
) -> list[UnitRow]:
    """List the units of a version in one language, in the order of its provisions.

    Args:
        version_id: of a version.
        language: into which it is translated.
        state: which alone are wanted; none for all.
        missing: whether only units without words are wanted.
        seen_by: who is looking.

    Raises:
        NotFound: there is none, or it is a draft that ``seen_by`` does not write or translate.
    """
    version = seen(version_id, seen_by)
    if language == version.source_language:
        raise NotFound
    kept = kept_pairs(version.code_id)
    told = {
        key: (TextState(stored), made_from)
        for key, _, stored, made_from in _stored(version, language)
    }
    found = []
    for row in _sources(version).values():
        stands = None
        if row.key in told:
            stored, made_from = told[row.key]
            stands = shown_state(stored, made_from, _hash(row), kept.get(row.key, ()))
        found.append(UnitRow(row.key, row.place, row.said.title, row.said.body, stands))
    if missing:
        return [one for one in found if one.state is None]
    return found if state is None else [one for one in found if one.state is state]


def unit(version_id: str, language: str, key: str, *, seen_by: Actor | None = None) -> Unit:
    """Show a unit with its source, its past and its neighbours.

    Raises:
        NotFound: there is no such version, or no such provision in it, or it is a draft that
            ``seen_by`` does not write or translate, or the language is the source's own.
    """
    version = seen(version_id, seen_by)
    sources = _sources(version)
    if key not in sources or language == version.source_language:
        raise NotFound
    row = sources[key]
    text, said = _found(version, key, language)
    kept = list(KeptTranslations.objects.filter(code=version.code_id, key=key).order_by("-id"))
    steps = list(
        TranslationStep.objects.filter(code=version.code_id, key=key, language=language).order_by(
            "-id"
        )[:LONGEST_HISTORY]
    )
    involved = {one.person_id for one in steps} | {one.ended_by_id for one in kept}
    involved |= {one.person_id for one in kept}
    if text:
        involved |= {text.translator_id, text.reviewer_id}
    names = {one.id: one.name for one in persons(filter(None, involved)).values()}
    name = _hash(row)
    pairs = [(one.before, one.after) for one in kept if one.ended_on is None]
    keys = list(sources)
    here = keys.index(key)
    return Unit(
        key=key,
        place=row.place,
        source_language=version.source_language,
        source=row.said,
        source_hash=name,
        language=language,
        text=said,
        state=shown_state(TextState(text.state), text.made_from, name, pairs) if text else None,
        stored=TextState(text.state) if text else None,
        made_from=(text.made_from or "") if text else "",
        before=_before(text, name),
        translator=names.get(text.translator_id or "", "") if text else "",
        reviewer=names.get(text.reviewer_id or "", "") if text else "",
        own=bool(text and _is(seen_by, text.translator_id)),
        history=[
            Done(
                Move(one.move),
                one.number,
                names.get(one.person_id or "", ""),
                one.done_on,
                one.reason,
            )
            for one in steps
        ],
        kept=[_kept(one, names) for one in kept],
        previous=keys[here - 1] if here else "",
        following=keys[here + 1] if here + 1 < len(keys) else "",
    )


def states_of(version_id: str, document: Document) -> Mapping[str, Mapping[str, TextState]]:
    """Tell how far the translations of a published draft can be trusted, as it is known now.

    Words that were replaced since were never finished, or nobody would have replaced them.

    Args:
        version_id: of which it is a draft.
        document: what was published, for everybody to read.
    """
    texts = ProvisionText.objects.filter(provision__version=version_id)
    known = {(one.provision.key, one.language): one for one in texts.select_related("provision")}
    kept = kept_pairs(CodeVersion.objects.values_list("code_id", flat=True).get(id=version_id))
    found: dict[str, dict[str, TextState]] = {}
    for one in document.provisions:
        key = one.provision.id
        now = source_hash(document.source_language, one.texts[document.source_language])
        states = found.setdefault(key, {})
        for tag, text in one.texts.items():
            row = known.get((key, tag))
            if tag == document.source_language:
                states[tag] = TextState.SOURCE
            elif row is None or Text(row.title, row.body, row.example) != text:
                states[tag] = TextState.DRAFT
            else:
                pairs = kept.get(key, ())
                states[tag] = shown_state(TextState(row.state), row.made_from, now, pairs)
    return found


@dataclass(frozen=True, slots=True)
class _Source:
    key: str
    place: int
    language: str
    said: Text


def _stored(version: CodeVersion, language: str = "") -> Iterator[tuple[str, str, str, str | None]]:
    """Give key, language, state and source of every text, or of those in one language."""
    wanted = {"language": language} if language else {}
    for tag, state, made_from in AboutText.objects.filter(version=version, **wanted).values_list(
        "language", "state", "made_from"
    ):
        yield ABOUT, tag, state, made_from
    yield from ProvisionText.objects.filter(provision__version=version, **wanted).values_list(
        "provision__key", "language", "state", "made_from"
    )


def _found(
    version: CodeVersion, key: str, language: str
) -> tuple[ProvisionText | AboutText | None, Text | None]:
    """Find what is known of a translation, and its words."""
    if key == ABOUT:
        about = AboutText.objects.filter(version=version, language=language).first()
        return about, about_words(version, language) if about else None
    text = ProvisionText.objects.filter(
        provision__version=version, provision__key=key, language=language
    ).first()
    return text, Text(text.title, text.body, text.example) if text else None


def _kept(one: KeptTranslations, names: Mapping[str, str]) -> Kept:
    ended = None
    if one.ended_on is not None:
        ended = Ended(one.ended_reason, names.get(one.ended_by_id or "", ""), one.ended_on)
    name = names.get(one.person_id or "", "")
    return Kept(one.before, one.after, one.reason, name, one.kept_on, ended)


def _sources(version: CodeVersion) -> dict[str, _Source]:
    """Read title and summary, and the agreed words of every provision, in their order."""
    rows = ProvisionText.objects.filter(
        provision__version=version, language=version.source_language
    ).order_by("provision__place")
    language = version.source_language
    about = _Source(ABOUT, 0, language, about_words(version, language))
    return {ABOUT: about} | {
        key: _Source(key, place, language, Text(title, body, example))
        for key, place, title, body, example in rows.values_list(
            "provision__key", "provision__place", "title", "body", "example"
        )
    }


def _hash(source: _Source) -> str:
    return source_hash(source.language, source.said)


def _before(text: ProvisionText | AboutText | None, now: str) -> Text | None:
    if text is None or not text.made_from or text.made_from == now:
        return None
    row = SourceText.objects.filter(hash=text.made_from).first()
    return Text(row.title, row.body, row.example) if row else None


def _is(who: Actor | None, person_id: str | None) -> bool:
    return who is not None and who.kind is ActorKind.PERSON and who.id == person_id
