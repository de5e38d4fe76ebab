"""Agreeing on how terms of a code are said in another language."""

from datetime import datetime

from django.db import transaction

from comity.codes.actions.carrying import person
from comity.codes.actions.translating import refuse_language
from comity.codes.actions.versions import hold_codes
from comity.codes.errors import CodeTooLong
from comity.codes.errors.translations import OwnTerm, TermEmpty, TermsTooMany
from comity.codes.facts.translations import TermApproved, TermRemoved, TermWritten
from comity.codes.models import Code, GlossaryTerm
from comity.codes.queries.glossary import Term, told_term
from comity.codes.queries.translations import require_translator
from comity.codes.rules.glossary import LONGEST_NOTE, LONGEST_TERM, MOST_TERMS, tidy
from comity.codes.rules.table import refuse_what_no_database_keeps
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound
from comity.kernel.spans import day_of
from comity.record.actions import record


@transaction.atomic
def write_term(
    *, community_id: str, language: str, term: str, said: str, note: str, by: Actor, now: datetime
) -> Term:
    """Say how a term is translated, in place of what was said before.

    Whoever approved it before approved other words, so it waits to be approved again.

    Args:
        community_id: whose code it is of.
        language: into which it is translated.
        term: in the source language; capitals and spaces around it are as they are read.
        said: in ``language``.
        note: what to mind; may be empty.
        by: somebody who may translate the code.
        now: the moment.

    Raises:
        NotFound: the community has no code.
        NotPermitted: ``by`` may not translate it.
        LanguageUnknown: it is no tag of a language.
        TermEmpty: one of the two words is missing.
        CodeTooLong: a part is longer than a term or a note is.
        TermsTooMany: the glossary is full.
    """
    code = _code(community_id)
    require_translator(by, community_id)
    refuse_language(language)
    term, said, note = tidy(term), tidy(said), note.strip()
    limits = (("term", term, LONGEST_TERM), ("said", said, LONGEST_TERM))
    for field, text, most in (*limits, ("note", note, LONGEST_NOTE)):
        if len(text) > most:
            raise CodeTooLong(field=field, most=most)
        refuse_what_no_database_keeps(text, field=field)
    for field, text, _most in limits:
        if not text:
            raise TermEmpty(field=field)
    here = GlossaryTerm.objects.filter(code=code, language=language)
    row = here.filter(term=term).first()
    if row is None:
        if here.count() >= MOST_TERMS:
            raise TermsTooMany(field="term", most=MOST_TERMS)
        row = GlossaryTerm(code=code, language=language, term=term)
    elif (row.said, row.note) == (said, note):
        return told_term(row)
    row.said, row.note, row.writer_id, row.written_on = said, note, person(by), day_of(now)
    row.approver, row.approved_on = None, None
    row.save()
    record(TermWritten(subject=code.id, language=language, term=row.id), by=by, now=now)
    return told_term(row)


@transaction.atomic
def approve_term(*, term_id: str, by: Actor, now: datetime) -> Term:
    """Agree with how a term is translated.

    Args:
        term_id: which term.
        by: somebody who may translate the code and did not write it.
        now: the moment.

    Raises:
        NotFound: there is no such term.
        NotPermitted: ``by`` may not translate the code.
        OwnTerm: ``by`` wrote it, or is no person.
    """
    row = _term(term_id, by)
    if person(by) is None or row.writer_id == person(by):
        raise OwnTerm
    row.approver_id, row.approved_on = person(by), day_of(now)
    row.save(update_fields=["approver", "approved_on"])
    fact = TermApproved(subject=row.code_id, language=row.language, term=row.id)
    record(fact, by=by, now=now)
    return told_term(row)


@transaction.atomic
def remove_term(*, term_id: str, by: Actor, now: datetime) -> None:
    """Take a term out of a glossary.

    Raises:
        NotFound: there is no such term.
        NotPermitted: ``by`` may not translate the code.
    """
    row = _term(term_id, by)
    fact = TermRemoved(subject=row.code_id, language=row.language, term=row.id)
    row.delete()
    record(fact, by=by, now=now)


def _code(community_id: str) -> Code:
    found = hold_codes(community=community_id)
    if not found:
        raise NotFound
    return found[0]


def _term(term_id: str, by: Actor) -> GlossaryTerm:
    hold_codes(glossary=term_id)
    row = GlossaryTerm.objects.select_related("code").filter(id=term_id).first()
    if row is None:
        raise NotFound
    require_translator(by, row.code.community_id)
    return row
