"""What can be known about glossaries. They are public, as codes are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from comity.codes.models import GlossaryTerm
from comity.codes.rules.documents import Text
from comity.codes.rules.glossary import occurring
from comity.people.queries import persons


@dataclass(frozen=True, slots=True)
class Term:
    """A term, and how it is said in another language.

    Attributes:
        id: random, as in addresses.
        community_id: whose code it is of.
        language: into which it is translated.
        term: in the source language.
        said: in ``language``.
        note: what to mind; may be empty.
        writer_id: who wrote it; empty where nobody is known.
        approver_id: who agreed; empty where nobody did, or nobody is known any more.
        written_on: the day.
        approved_on: the day; none while nobody has.
    """

    id: str
    community_id: str
    language: str
    term: str
    said: str
    note: str
    writer_id: str
    approver_id: str
    written_on: date
    approved_on: date | None


def glossary(community_id: str, language: str) -> list[Term]:
    """List the terms of a community's code in one language, by the alphabet."""
    rows = GlossaryTerm.objects.filter(code__community=community_id, language=language)
    return [told_term(row) for row in rows.select_related("code").order_by("term", "id")]


def term(term_id: str, *, community_id: str) -> Term | None:
    """Find a term of a community's code."""
    rows = GlossaryTerm.objects.filter(id=term_id, code__community=community_id)
    row = rows.select_related("code").first()
    return told_term(row) if row else None


def glossary_languages(community_id: str) -> dict[str, int]:
    """Count the terms of a community's code by language."""
    rows = GlossaryTerm.objects.filter(code__community=community_id)
    counted = rows.values("language").annotate(count=Count("id")).order_by("language")
    return {row["language"]: row["count"] for row in counted}


def terms_in(source: Text, terms: Iterable[Term]) -> list[Term]:
    """Choose the terms that stand in a text, the longest first."""
    known = {one.term: one for one in terms}
    said = f"{source.title}\n{source.body}\n{source.example}"
    return [known[one] for one in occurring(known, said)]


def names_of(terms: Iterable[Term]) -> dict[str, str]:
    """Name the people who wrote and approved terms, by id."""
    wanted = {one for term in terms for one in (term.writer_id, term.approver_id) if one}
    return {one.id: one.name for one in persons(wanted).values()} if wanted else {}


def told_term(row: GlossaryTerm) -> Term:
    """Tell what is known of a term from its row, with its code."""
    return Term(
        row.id,
        row.code.community_id,
        row.language,
        row.term,
        row.said,
        row.note,
        row.writer_id or "",
        row.approver_id or "",
        row.written_on,
        row.approved_on,
    )
