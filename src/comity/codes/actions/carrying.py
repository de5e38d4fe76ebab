"""The words of a draft: what a document says of them, and what is carried over beside it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from comity.codes.models import CodeVersion, Provision, ProvisionText, SourceText
from comity.codes.rules.documents import LONGEST_TITLE, Document, Text, TextState
from comity.codes.rules.sources import source_hash
from comity.kernel.actors import Actor, ActorKind

COLUMNS = ("title", "body", "example", "state", "made_from", "translator", "reviewer")

NOTHING = Text("", "")

Unit = tuple[str, str]
"""The key of a provision, and a language."""


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of a text: where it came from, whatever version it stood in."""

    said: Text
    state: str
    made_from: str | None
    translator_id: str | None
    reviewer_id: str | None

    @property
    def is_translation(self) -> bool:
        """Tell it from agreed words."""
        return self.state != TextState.SOURCE


def put_down_texts(
    version: CodeVersion, document: Document, rows: Mapping[str, Provision], *, by: Actor
) -> None:
    """Write the words of every provision of a draft.

    A translation that is as it was, in this draft or in the version before, stays made from what
    it was made from, and in the state it was in. Any other was brought in with the document, and
    whoever did that vouches for it. Translations that the document leaves out are carried over:
    somebody took care over them.

    Args:
        version: the draft.
        document: what it says from now on.
        rows: its provisions by key.
        by: whoever brings the document.
    """
    own = _texts(ProvisionText.objects.filter(provision__version=version))
    here = {unit: _past(text) for unit, text in own.items()}
    earlier = _earlier(version, document, here)
    wanted: dict[Unit, Past] = {}
    sources: dict[str, Text] = {}
    for one in document.provisions:
        key, agreed = one.provision.id, one.texts.get(document.source_language, NOTHING)
        name = source_hash(document.source_language, agreed)
        for language, said in one.texts.items():
            known = [past[key, language] for past in (here, earlier) if (key, language) in past]
            same = (past for past in known if past.said == said and past.is_translation)
            if language == document.source_language:
                wanted[key, language] = Past(said, TextState.SOURCE, None, None, None)
            elif (carried := next(same, None)) is not None:
                wanted[key, language] = carried
            else:
                brought = Past(said, TextState.COMPLETE, name, person(by), None)
                wanted[key, language], sources[name] = brought, agreed
    for unit, carried in (earlier | here).items():
        if unit[0] in rows and carried.is_translation:
            wanted.setdefault(unit, carried)
    _write(wanted, own, rows)
    keep_sources(document.source_language, sources)


def _earlier(
    version: CodeVersion, document: Document, here: Mapping[Unit, Past]
) -> dict[Unit, Past]:
    """Read what the version before says of those provisions that are not as they were."""
    changed = [
        one.provision.id
        for one in document.provisions
        for language, said in one.texts.items()
        if (one.provision.id, language) not in here or here[one.provision.id, language].said != said
    ]
    if not changed:
        return {}
    before = ProvisionText.objects.filter(
        provision__version__code=version.code_id,
        provision__version__number=version.number - 1,
        provision__key__in=set(changed),
    )
    return {unit: _past(text) for unit, text in _texts(before).items()}


def keep_sources(language: str, sources: Mapping[str, Text]) -> None:
    """Keep words by their hash, so that a later change of them can be shown."""
    SourceText.objects.bulk_create(
        (
            SourceText(
                hash=name,
                language=language,
                title=one.title[:LONGEST_TITLE],
                body=one.body,
                example=one.example,
            )
            for name, one in sources.items()
        ),
        ignore_conflicts=True,
    )


def person(by: Actor) -> str | None:
    """Name whoever acts, where it is a person."""
    return by.id if by.kind is ActorKind.PERSON else None


def _write(
    wanted: Mapping[Unit, Past],
    own: Mapping[Unit, ProvisionText],
    rows: Mapping[str, Provision],
) -> None:
    """Bring the rows of a draft to what is wanted; a row that stays as it is, is not touched."""
    stay: list[ProvisionText] = []
    come: list[ProvisionText] = []
    for unit, one in wanted.items():
        text = own.get(unit)
        if text is None:
            text = ProvisionText(provision=rows[unit[0]], language=unit[1])
            come.append(text)
        elif _past(text) != one:
            stay.append(text)
        text.title, text.body, text.example = one.said.title, one.said.body, one.said.example
        text.state, text.made_from = one.state, one.made_from
        text.translator_id, text.reviewer_id = one.translator_id, one.reviewer_id
    gone = [text.id for unit, text in own.items() if unit not in wanted]
    ProvisionText.objects.filter(id__in=gone).delete()
    ProvisionText.objects.bulk_update(stay, COLUMNS, batch_size=100)
    ProvisionText.objects.bulk_create(come, batch_size=200)


def _texts(found: QuerySet[ProvisionText]) -> dict[Unit, ProvisionText]:
    return {(text.provision.key, text.language): text for text in found.select_related("provision")}


def _past(text: ProvisionText) -> Past:
    return Past(
        Text(text.title, text.body, text.example),
        text.state,
        text.made_from,
        text.translator_id,
        text.reviewer_id,
    )
