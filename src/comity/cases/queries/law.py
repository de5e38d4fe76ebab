"""The code that a case is pinned to. It is copied into the case, so that nothing changes it."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from comity.cases.queries.content import LAW, CaseFile, of_kind
from comity.cases.rules.questions import Cited
from comity.charter.rules import spoken
from comity.codes.queries import effective_code
from comity.codes.rules.effective import EffectiveCode, EffectiveProvision
from comity.communities.queries import community


@dataclass(frozen=True, slots=True)
class Law:
    """Everything that bound in a place on the day when a case was opened.

    Attributes:
        hash: of the effective code.
        provisions: in their order, each with its words in the languages of those involved.
    """

    hash: str
    provisions: tuple[Cited, ...]

    def content(self) -> dict[str, object]:
        """Write it for the room."""
        return {"hash": self.hash, "provisions": [asdict(one) for one in self.provisions]}


def law_of(community_id: str, *, languages: Iterable[str]) -> Law:
    """Copy the effective code of a place, in these languages and those of the place.

    Raises:
        NotFound: there is no such place.
    """
    code = effective_code(community_id)
    if code is None:
        # Nothing is in force, so nothing can be alleged; the report is received all the same.
        return Law("", ())
    wanted = {*languages, *community(community_id).languages, "en"}
    return Law(code.hash, tuple(_cited(code, one, wanted) for one in code.provisions))


def pinned(file: CaseFile) -> tuple[Cited, ...]:
    """Read the provisions that a case is pinned to, for somebody who may open its first room."""
    kept = of_kind(file.intake, LAW)
    found = kept[0].content.get("provisions") if kept else ()
    return tuple(
        Cited.read(one) for one in (found if isinstance(found, list) else ()) if _is_mapping(one)
    )


def cited(file: CaseFile, provision_id: str) -> Cited | None:
    """Find one provision that a case is pinned to, by its id or its number."""
    return next(
        (one for one in pinned(file) if provision_id in {one.id, one.number}),
        None,
    )


def _cited(code: EffectiveCode, one: EffectiveProvision, wanted: set[str]) -> Cited:
    lead = one.lead
    level = next(level for level in code.levels if level.version_id == lead.version_id)
    source = lead.phrasing.source_language
    texts = {
        language: f"{text.title}. {text.body}" if text.title else text.body
        for language, text in lead.phrasing.texts.items()
        if language in wanted or language == source
    }
    return Cited(
        id=one.id,
        number=one.number,
        title=spoken(level.document.title, source),
        version=str(level.number),
        code_hash=code.hash,
        texts=texts,
    )


def _is_mapping(value: object) -> bool:
    return isinstance(value, Mapping)
