"""Translations of codes over the API: how far they are, their units, and their glossaries."""

from datetime import date
from typing import Annotated, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from comity.api.pages import USUAL, After, Limit, Page, page
from comity.codes.actions.glossary import approve_term, remove_term, write_term
from comity.codes.actions.keeping import keep_translations, stop_keeping_translations
from comity.codes.actions.translating import review
from comity.codes.queries.glossary import Term, glossary, names_of
from comity.codes.queries.translations import UnitRow, tallies, unit, units
from comity.codes.rules.documents import Text, TextState
from comity.codes.rules.glossary import LONGEST_NOTE, LONGEST_TERM
from comity.codes.rules.moves import Move
from comity.codes.rules.sources import Tally
from comity.codes.rules.talk import LONGEST_REASON
from comity.communities import queries as communities
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound
from comity.people.queries import actor

router = Router(tags=["codes"])
Wanted = Annotated[str, Query(max_length=10, description="a state, or ``missing``; all if empty")]
MISSING = "missing"


class TallyOut(Schema):
    """How far a version is translated into a language, in provisions, and title with summary."""

    language: str
    total: int
    percent: int
    approved: int
    complete: int
    in_review: int
    draft: int
    machine: int
    outdated: int
    missing: int


class UnitRowOut(Schema):
    """A provision in one language; ``missing`` stands for no words yet.

    ``_about`` at place 0 is title and summary of the code, with the summary as its text.
    """

    provision: str
    place: int
    title: str
    state: str


class WordsOut(Schema):
    """The words of a provision."""

    title: str
    text: str
    example: str


class TranslationStepOut(Schema):
    """Something that was done with a translation; ``name`` is empty where nobody is known."""

    move: str
    version: int
    name: str
    on: date
    reason: str


class KeptOut(Schema):
    """A change of the source that leaves translations right; ``ended_on`` once taken back."""

    made_from: str
    right_for: str
    reason: str
    on: date
    ended_on: date | None
    ended_reason: str


class UnitOut(Schema):
    """A provision in one language, with its source. ``before`` is what it was made from, if other.

    Send ``source_hash`` back as ``made_from`` with a translation, so that nobody translates what
    has changed meanwhile.
    """

    provision: str
    place: int
    language: str
    state: str
    words: WordsOut | None
    source_language: str
    source: WordsOut
    source_hash: str
    made_from: str
    before: WordsOut | None
    translator: str
    reviewer: str
    history: list[TranslationStepOut]
    kept: list[KeptOut]


class ReviewIn(Schema):
    """What to do with a translation, and why."""

    move: Literal["ask_review", "take_back", "approve", "send_back"]
    reason: Annotated[str, Field(max_length=LONGEST_REASON)] = ""


class KeepIn(Schema):
    """A change that leaves the translations of a provision right."""

    made_from: Annotated[str, Field(min_length=64, max_length=64)]
    reason: Annotated[str, Field(max_length=LONGEST_REASON)]


class KeptEndIn(KeepIn):
    """What leaves translations right no longer: both hashes as ``kept`` names them."""

    right_for: Annotated[str, Field(min_length=64, max_length=64)]


class UnitTranslationIn(Schema):
    """A provision in another language."""

    title: str
    text: str
    example: str = ""
    state: TextState = TextState.COMPLETE
    made_from: Annotated[
        str, Field(max_length=64, description="``source_hash`` as the translator saw it")
    ] = ""


class TermOut(Schema):
    """A term of a code, and how it is said in another language."""

    id: str
    language: str
    term: str
    said: str
    note: str
    writer: str
    approver: str
    written_on: date
    approved_on: date | None


class TermIn(Schema):
    """A term, and how it is said."""

    term: Annotated[str, Field(max_length=LONGEST_TERM)]
    said: Annotated[str, Field(max_length=LONGEST_TERM)]
    note: Annotated[str, Field(max_length=LONGEST_NOTE)] = ""


@router.get("/versions/{version_id}/languages", response=Page[TallyOut], auth=None)
def languages(
    request: HttpRequest, version_id: str, after: After = "", limit: Limit = USUAL
) -> object:
    """List how far each language is, the furthest first."""
    found = tallies(version_id, seen_by=_asker(request))
    return page(request, found, after, limit, name=lambda one: one.language, show=_tally)


@router.get("/versions/{version_id}/languages/{language}", response=Page[UnitRowOut], auth=None)
def units_of(
    request: HttpRequest,
    version_id: str,
    language: str,
    *,
    state: Wanted = "",
    after: After = "",
    limit: Limit = USUAL,
) -> object:
    """List the provisions of a version in one language, or those in one state."""
    if state not in {"", MISSING, *TextState}:
        raise NotFound
    found = units(
        version_id,
        language,
        state=TextState(state) if state not in {"", MISSING} else None,
        missing=state == MISSING,
        seen_by=_asker(request),
    )
    return page(request, found, after, limit, name=lambda one: one.key, show=_row)


@router.get(
    "/versions/{version_id}/languages/{language}/{provision_id}", response=UnitOut, auth=None
)
def unit_of(request: HttpRequest, version_id: str, language: str, provision_id: str) -> object:
    """Show a provision in one language: its words, its source, and what was done."""
    one = unit(version_id, language, provision_id, seen_by=_asker(request))
    return {
        "provision": one.key,
        "place": one.place,
        "language": one.language,
        "state": one.state or MISSING,
        "words": _words(one.text),
        "source_language": one.source_language,
        "source": _words(one.source),
        "source_hash": one.source_hash,
        "made_from": one.made_from,
        "before": _words(one.before),
        "translator": one.translator,
        "reviewer": one.reviewer,
        "history": [
            {
                "move": step.move,
                "version": step.number,
                "name": step.name,
                "on": step.on,
                "reason": step.reason,
            }
            for step in one.history
        ],
        "kept": [
            {
                "made_from": kept.before,
                "right_for": kept.after,
                "reason": kept.reason,
                "on": kept.on,
                "ended_on": kept.ended.on if kept.ended else None,
                "ended_reason": kept.ended.reason if kept.ended else "",
            }
            for kept in one.kept
        ],
    }


@router.post(
    "/versions/{version_id}/provisions/{provision_id}/{language}/review", response={204: None}
)
def review_unit(
    request: HttpRequest, version_id: str, provision_id: str, language: str, asked: ReviewIn
) -> object:
    """Put a translation up for review, take it back, approve it, or send it back with a reason."""
    review(
        version_id=version_id,
        provision_id=provision_id,
        language=language,
        move=Move(asked.move),
        reason=asked.reason,
        by=actor(request.user),
        now=timezone.now(),
    )
    return Status(204, None)


@router.post("/versions/{version_id}/kept/{provision_id}", response={204: None})
def keep(request: HttpRequest, version_id: str, provision_id: str, asked: KeepIn) -> object:
    """Say that translations made from earlier words are right for the present ones too."""
    keep_translations(
        version_id=version_id,
        provision_id=provision_id,
        before=asked.made_from,
        reason=asked.reason,
        by=actor(request.user),
        now=timezone.now(),
    )
    return Status(204, None)


@router.post("/versions/{version_id}/kept/{provision_id}/end", response={204: None})
def end_keeping(
    request: HttpRequest, version_id: str, provision_id: str, asked: KeptEndIn
) -> object:
    """Take back that translations made from some words are right for others too."""
    stop_keeping_translations(
        version_id=version_id,
        provision_id=provision_id,
        before=asked.made_from,
        after=asked.right_for,
        reason=asked.reason,
        by=actor(request.user),
        now=timezone.now(),
    )
    return Status(204, None)


@router.get("/{slug}/glossary/{language}", response=Page[TermOut], auth=None)
def terms(
    request: HttpRequest, slug: str, language: str, after: After = "", limit: Limit = USUAL
) -> object:
    """List the terms of a code in one language, by the alphabet."""
    found = glossary(communities.by_slug(slug).id, language)
    names = names_of(found)
    return page(
        request, found, after, limit, name=lambda one: one.id, show=lambda one: _term(one, names)
    )


@router.put("/{slug}/glossary/{language}", response=TermOut)
def put_term(request: HttpRequest, slug: str, language: str, term: TermIn) -> object:
    """Say how a term is translated, in place of what was said before."""
    written = write_term(
        community_id=communities.by_slug(slug).id,
        language=language,
        **term.dict(),
        by=actor(request.user),
        now=timezone.now(),
    )
    return _term(written, names_of([written]))


@router.post("/glossary/{term_id}/approval", response=TermOut)
def approve(request: HttpRequest, term_id: str) -> object:
    """Agree with how a term is translated."""
    approved = approve_term(term_id=term_id, by=actor(request.user), now=timezone.now())
    return _term(approved, names_of([approved]))


@router.delete("/glossary/{term_id}", response={204: None})
def take_out(request: HttpRequest, term_id: str) -> object:
    """Take a term out of a glossary."""
    remove_term(term_id=term_id, by=actor(request.user), now=timezone.now())
    return Status(204, None)


def _asker(request: HttpRequest) -> Actor | None:
    return actor(request.user) if request.user.is_authenticated else None


def _tally(one: Tally) -> dict[str, object]:
    told: dict[str, object] = {
        state.value: one.counts.get(state, 0) for state in TextState if state != TextState.SOURCE
    }
    numbers = {"total": one.total, "percent": one.percent, "missing": one.missing}
    return told | numbers | {"language": one.language}


def _row(one: UnitRow) -> dict[str, object]:
    return {
        "provision": one.key,
        "place": one.place,
        "title": one.title,
        "state": one.state or MISSING,
    }


def _words(one: Text | None) -> dict[str, str] | None:
    if one is None:
        return None
    return {"title": one.title, "text": one.body, "example": one.example}


def _term(one: Term, names: dict[str, str]) -> dict[str, object]:
    return {
        "id": one.id,
        "language": one.language,
        "term": one.term,
        "said": one.said,
        "note": one.note,
        "writer": names.get(one.writer_id, ""),
        "approver": names.get(one.approver_id, ""),
        "written_on": one.written_on,
        "approved_on": one.approved_on,
    }
