"""Title and summary of a version in other languages: a unit like that of any provision.

Their words stand in the version itself, where everybody reads them. What else is known of a
translation stands beside them, in rows of their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from comity.codes.actions.carrying import Past, keep_sources, person
from comity.codes.models import AboutText, CodeVersion
from comity.codes.queries.about import about_words
from comity.codes.rules.documents import Document, Text, TextState
from comity.codes.rules.sources import source_hash
from comity.kernel.actors import Actor


@dataclass
class AboutUnit:
    """Title and summary of a version in one language, as if it were the text of a provision.

    Attributes:
        version: that is locked.
        row: what is known of the translation; not kept yet where there are no words.
        title: the words, as is ``body``.
        example: always empty.
    """

    version: CodeVersion
    row: AboutText
    title: str
    body: str
    example: str = ""

    def save(self) -> None:
        """Write words and row."""
        language, version = self.row.language, self.version
        version.title = _with(version.title, language, self.title)
        version.summary = _with(version.summary, language, self.body)
        version.save(update_fields=["title", "summary"])
        self.row.save()


def about_unit(version: CodeVersion, language: str) -> AboutUnit:
    """Find title and summary of a version in one language, to change them."""
    row = AboutText.objects.filter(version=version, language=language).first()
    said = about_words(version, language)
    return AboutUnit(
        version, row or AboutText(version=version, language=language), said.title, said.body
    )


def carry_about(version: CodeVersion, document: Document) -> Mapping[str, Past]:
    """Say what becomes of translated titles and summaries when a draft says what a document says.

    A translation that is as it was, in this draft or in the version before, stays what it is. Any
    other was brought in with the document. What the document leaves out is carried over.

    Args:
        version: the draft, before anything of it is changed.
        document: what it will say.

    Returns:
        What is known by language; with no state where it is new.
    """
    before = CodeVersion.objects.filter(code=version.code_id, number=version.number - 1).first()
    known = [_past(one) for one in (version, before) if one is not None]
    found: dict[str, Past] = {}
    for language in {*document.title, *document.summary} - {document.source_language}:
        said = about_of(document, language)
        same = (past[language] for past in known if language in past)
        found[language] = next(
            (one for one in same if one.said == said), Past(said, "", None, None, None)
        )
    for past in known:
        for language, one in past.items():
            if language != document.source_language:
                found.setdefault(language, one)
    return found


def put_down_about(
    version: CodeVersion, document: Document, carried: Mapping[str, Past], *, by: Actor
) -> None:
    """Write down what is known of the translated titles and summaries of a draft."""
    agreed = about_of(document, document.source_language)
    name = source_hash(document.source_language, agreed)
    AboutText.objects.filter(version=version).exclude(language__in=carried).delete()
    rows = []
    for language, one in carried.items():
        new = not one.state
        rows.append(
            AboutText(
                version=version,
                language=language,
                state=TextState.COMPLETE if new else one.state,
                made_from=name if new else one.made_from or "",
                translator_id=person(by) if new else one.translator_id,
                reviewer_id=one.reviewer_id,
            )
        )
    AboutText.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["version", "language"],
        update_fields=["state", "made_from", "translator", "reviewer"],
    )
    if any(not one.state for one in carried.values()):
        keep_sources(document.source_language, {name: agreed})


def about_of(document: Document, language: str) -> Text:
    """Give title and summary of a document in one language."""
    return Text(document.title.get(language, ""), document.summary.get(language, ""))


def _past(version: CodeVersion) -> dict[str, Past]:
    rows = AboutText.objects.filter(version=version.id)
    return {
        row.language: Past(
            about_words(version, row.language),
            row.state,
            row.made_from,
            row.translator_id,
            row.reviewer_id,
        )
        for row in rows
    }


def _with(texts: Mapping[str, str], language: str, said: str) -> dict[str, str]:
    kept = {tag: text for tag, text in texts.items() if tag != language}
    return kept | {language: said} if said else kept
