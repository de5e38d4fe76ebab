"""Putting provisions into other languages, and reading what others put there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from comity.access.queries import may
from comity.access.rules import Permission
from comity.codes.actions.about import AboutUnit, about_unit
from comity.codes.actions.carrying import keep_sources, person
from comity.codes.actions.versions import locked
from comity.codes.errors import CodeTooLong, LanguageUnknown, SourceTextAgreed
from comity.codes.errors.translations import (
    OwnTranslation,
    ReasonMissing,
    SourceChanged,
    TranslationEmpty,
    TranslationMoveImpossible,
    TranslationOutdated,
    TranslationStateGiven,
)
from comity.codes.facts.translations import ProvisionTranslated, TranslationMoved
from comity.codes.models import (
    AboutText,
    CodeVersion,
    Provision,
    ProvisionText,
    TranslationStep,
)
from comity.codes.queries.about import about_words
from comity.codes.queries.keeping import kept_pairs
from comity.codes.queries.translations import require_translator
from comity.codes.rules.documents import (
    LONGEST_LANGUAGE,
    LONGEST_TEXT,
    LONGEST_TITLE,
    Text,
    TextState,
)
from comity.codes.rules.moves import WRITING, Guard, Move, Step, Who, failing, step
from comity.codes.rules.sources import ABOUT, same_source, source_hash
from comity.codes.rules.table import LANGUAGE, refuse_what_no_database_keeps
from comity.codes.rules.talk import LONGEST_REASON
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound, NotPermitted
from comity.kernel.spans import day_of
from comity.record.actions import record


@dataclass(frozen=True, slots=True)
class _Unit:
    """A provision in one language, or title and summary, about to be changed.

    Attributes:
        version: locked, with its code.
        key: which provision, or ``ABOUT``.
        text: its words in that language; new where there are none.
        source: the agreed words.
        name: their hash.
    """

    version: CodeVersion
    key: str
    text: ProvisionText | AboutUnit
    source: Text
    name: str

    @property
    def row(self) -> ProvisionText | AboutText:
        """Give what is known of the translation besides its words."""
        return self.text.row if isinstance(self.text, AboutUnit) else self.text


@transaction.atomic
def translate(
    *,
    version_id: str,
    provision_id: str,
    language: str,
    text: Text,
    state: TextState,
    by: Actor,
    now: datetime,
    made_from: str = "",
) -> None:
    """Put a provision into another language, or correct its translation.

    Args:
        version_id: of any version: what was agreed stays as it is.
        provision_id: the persistent id; ``ABOUT`` for title and summary.
        language: a BCP 47 tag, not the source language.
        text: the words.
        state: how far they can be trusted: machine, draft, or in review. Those who edit the code
            also bring words in as complete, or as outdated where their source is unknown.
        by: somebody who may translate the code.
        now: the moment.
        made_from: the hash of the source that they were made from, so that nobody translates what
            has changed meanwhile; empty for the present one.

    Raises:
        NotFound: there is no such version or provision that ``by`` may know of.
        NotPermitted: ``by`` may not translate it, or not in this way.
        SourceTextAgreed: the language is the one whose words were agreed.
        LanguageUnknown: it is no tag of a language.
        TranslationEmpty: there are no words.
        TranslationStateGiven: the state cannot be chosen.
        TranslationMoveImpossible: machine words would replace those of a person.
        SourceChanged: the source is another one by now.
        CodeTooLong: a part of the words is longer than anybody reads.
        CodeNotText: a part of the words cannot be kept.
    """
    moves = WRITING.get(state)
    unit = _unit(version_id, provision_id, language, by)
    if moves is None:
        raise TranslationStateGiven(field="state", state=state)
    _refuse_words(text, unit)
    if made_from and made_from != unit.name:
        raise SourceChanged(field="text")
    said, row = unit.text, unit.row
    steps = []
    for move in moves:
        taken = _step(unit, move, by, "")
        if taken.writes:
            said.title, said.body, said.example = text.title, text.body, text.example
            row.made_from = "" if state is TextState.OUTDATED else unit.name
            row.translator_id = person(by)
        row.state, row.reviewer_id = taken.after, None
        steps.append(taken)
    said.save()
    keep_sources(unit.version.source_language, {unit.name: unit.source})
    _note(unit, steps, "", by, now)
    fact = ProvisionTranslated(
        subject=unit.version.code_id, provision=provision_id, language=language, state=state
    )
    record(fact, by=by, now=now)


@transaction.atomic
def review(
    *,
    version_id: str,
    provision_id: str,
    language: str,
    move: Move,
    reason: str,
    by: Actor,
    now: datetime,
) -> None:
    """Put a translation up for review, take it back, approve it, or send it back.

    Args:
        version_id: of any version.
        provision_id: the persistent id; ``ABOUT`` for title and summary.
        language: of the translation.
        move: what to do; one that brings no words.
        reason: for everybody to read; only sending back needs one.
        by: somebody who may translate the code, and to approve it, who did not write the words.
        now: the moment.

    Raises:
        NotFound: there is no such version or provision that ``by`` may know of.
        NotPermitted: ``by`` may not translate it.
        TranslationMoveImpossible: its state is another.
        TranslationOutdated: the source has changed since.
        OwnTranslation: ``by`` wrote it, or is no person.
        ReasonMissing: nothing says why.
    """
    unit = _unit(version_id, provision_id, language, by)
    if len(reason) > LONGEST_REASON:
        raise CodeTooLong(field="reason", most=LONGEST_REASON)
    refuse_what_no_database_keeps(reason, field="reason")
    taken = _step(unit, move, by, reason)
    if taken.writes:
        raise TranslationMoveImpossible
    unit.row.state = taken.after
    unit.row.reviewer_id = person(by) if taken.move is Move.APPROVE else None
    unit.row.save(update_fields=["state", "reviewer"])
    _note(unit, [taken], reason.strip(), by, now)
    fact = TranslationMoved(
        subject=unit.version.code_id, provision=provision_id, language=language, state=taken.after
    )
    record(fact, by=by, now=now)


def refuse_language(language: str) -> None:
    """Refuse what is no tag of a language.

    Raises:
        LanguageUnknown: it is none.
    """
    if len(language) > LONGEST_LANGUAGE or not LANGUAGE.fullmatch(language):
        raise LanguageUnknown(field="language", language=language)


def _unit(version_id: str, provision_id: str, language: str, by: Actor) -> _Unit:
    version = locked(version_id, by)
    require_translator(by, version.code.community_id)
    refuse_language(language)
    if language == version.source_language:
        raise SourceTextAgreed(field="language", language=language)
    if provision_id == ABOUT:
        source = about_words(version, version.source_language)
        name = source_hash(version.source_language, source)
        return _Unit(version, ABOUT, about_unit(version, language), source, name)
    provision = Provision.objects.filter(version=version, key=provision_id).first()
    if provision is None:
        raise NotFound
    texts = ProvisionText.objects.filter(
        provision=provision, language__in=[language, version.source_language]
    )
    found = {one.language: one for one in texts}
    agreed = found[version.source_language]
    source = Text(agreed.title, agreed.body, agreed.example)
    row = found.get(language) or ProvisionText(provision=provision, language=language)
    name = source_hash(version.source_language, source)
    return _Unit(version, provision_id, row, source, name)


def _refuse_words(text: Text, unit: _Unit) -> None:
    for field, said in (("title", text.title), ("text", text.body), ("example", text.example)):
        most = LONGEST_TITLE if field == "title" else LONGEST_TEXT
        if len(said) > most:
            raise CodeTooLong(field=field, most=most)
        refuse_what_no_database_keeps(said, field=field)
    if not (text.title + text.body + text.example).strip():
        raise TranslationEmpty(field="text")
    if unit.key == ABOUT and not text.title.strip():
        raise TranslationEmpty(field="title")
    if unit.key == ABOUT and text.example:
        raise CodeTooLong(field="example", most=0)


def _step(unit: _Unit, move: Move, by: Actor, reason: str) -> Step:
    """Find the step from where a unit is, and hold its guards against whoever takes it."""
    row = unit.row
    taken = step(TextState(row.state) if row.state else None, move)
    if taken is None:
        raise TranslationMoveImpossible
    place = unit.version.code.community_id
    if taken.who is Who.EDITOR and not may(by, Permission.CODE_EDIT, on=place):
        raise NotPermitted(permission=Permission.CODE_EDIT)
    pairs = kept_pairs(unit.version.code_id).get(unit.key, ())
    failed = failing(
        taken,
        current=same_source(row.made_from, unit.name, pairs),
        translator=row.translator_id,
        by=person(by),
        reason=reason,
    )
    if Guard.CURRENT in failed:
        raise TranslationOutdated
    if Guard.OTHER in failed:
        raise OwnTranslation
    if Guard.REASON in failed:
        raise ReasonMissing(field="reason")
    return taken


def _note(unit: _Unit, steps: Sequence[Step], reason: str, by: Actor, now: datetime) -> None:
    """Write down what was done, and let nothing stale be kept in memory."""
    TranslationStep.objects.bulk_create(
        TranslationStep(
            code_id=unit.version.code_id,
            key=unit.key,
            language=unit.row.language,
            number=unit.version.number,
            move=one.move,
            after=one.after,
            reason=reason,
            person_id=person(by),
            done_on=day_of(now),
        )
        for one in steps
    )
    CodeVersion.objects.filter(id=unit.version.id).update(revision=F("revision") + 1)
