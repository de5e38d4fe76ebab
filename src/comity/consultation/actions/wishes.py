"""What somebody would have different in a text, looked at before it becomes a contribution."""

import json
from dataclasses import dataclass, field, replace
from datetime import datetime

from comity.codes import queries as codes
from comity.codes.rules.documents import Document
from comity.codes.rules.reader import read_draft
from comity.codes.rules.writer import write
from comity.consultation.actions.contributions import About
from comity.consultation.errors.answers import (
    SuggestionEmpty,
    SuggestionPatchWrong,
    SuggestionProvisionGone,
)
from comity.consultation.errors.rounds import RoundWithoutText
from comity.consultation.facts.answers import SuggestionMade
from comity.consultation.models import Round, Suggestion
from comity.consultation.queries.contributions import ContributionView
from comity.consultation.rules import suggestions as rules
from comity.consultation.rules.suggestions import Kind, Patch
from comity.consultation.rules.texts import clean_text
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound, SeveralProblems, WrongInput
from comity.record.actions import record


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody would have different.

    Attributes:
        kind: change, new or remove.
        provision_id: which one; a new one gets its id from its title.
        patch: what would be different; empty for a removal.
        credit: the name under which they want to be named; empty: not at all.
    """

    kind: Kind
    provision_id: str = ""
    patch: Patch = field(default_factory=Patch)
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """A wish that the text of a round could follow.

    Attributes:
        round: in which it is made.
        edition_id: of the text that it is about.
        wish: with the id of its provision, also of a new one.
    """

    round: Round
    edition_id: str
    wish: Wish

    @property
    def about(self) -> tuple[About, ...]:
        """The provision that it is about; nothing yet where it is new."""
        return () if self.wish.kind is Kind.NEW else (About(self.wish.provision_id),)


def check(round_id: str, wish: Wish) -> Checked:
    """Find what a suggestion is about, and refuse one that no text could follow.

    Raises:
        NotFound, RoundWithoutText, SuggestionProvisionGone, SuggestionEmpty,
        SuggestionPatchWrong: as ``suggest`` says.
    """
    found = Round.objects.select_related("consultation").filter(id=round_id).first()
    if found is None:
        raise NotFound
    if found.edition_id is None:
        raise RoundWithoutText
    document = codes.edition_document(found.edition_id)
    key = wish.provision_id
    if wish.kind is Kind.NEW:
        present = {one.provision.id for one in document.provisions}
        key = rules.key_for(wish.patch.words.get("title", ""), present)
    fits(document, found.consultation.community_id, wish.kind, key, wish.patch)
    credit = wish.credit
    if credit:
        credit = clean_text(credit, field="credit", most=rules.LONGEST_CREDIT)
    return Checked(found, found.edition_id, replace(wish, provision_id=key, credit=credit))


def once_for(once: str, wish: Wish) -> str:
    """Name a suggestion in a form, so that nothing else that was sent in it before leads to it."""
    patch = json.dumps(rules.to_json(wish.patch), sort_keys=True, default=str)
    return once and f"{once} {wish.kind} {wish.provision_id} {patch}"


def keep(checked: Checked, made: ContributionView, *, by: Actor, now: datetime) -> None:
    """Keep a suggestion beside its contribution; the same one sent again changes nothing."""
    wish, edition = checked.wish, checked.edition_id
    _, is_new = Suggestion.objects.get_or_create(
        contribution_id=made.id,
        defaults={
            "edition_id": edition,
            "against_id": edition,
            "round": checked.round,
            "kind": wish.kind,
            "provision_id": wish.provision_id,
            "patch": {} if wish.kind is Kind.REMOVE else rules.to_json(wish.patch),
            "credit": wish.credit,
        },
    )
    if is_new:
        record(SuggestionMade(subject=made.id), by=by, now=now)


def fits(document: Document, community_id: str, kind: Kind, key: str, patch: Patch) -> None:
    """Refuse a patch that no provision of a code could follow.

    Args:
        document: the edition or draft that it is for.
        community_id: whose code it is, since names may be explained above it.
        kind: what the suggestion would do.
        key: the id of the provision.
        patch: as it came.

    Raises:
        SuggestionProvisionGone: there is no such provision, or there is one already.
        SuggestionEmpty: it would change nothing.
        SuggestionPatchWrong: a field or a value is none that a provision can have.
    """
    if kind is Kind.NEW:
        # In whatever language it is written; only what goes into the draft must be in its own.
        patch = replace(patch, language=document.source_language)
    try:
        after = rules.applied(document, key, kind, patch)
    except KeyError:
        raise SuggestionProvisionGone(provision=key[:80]) from None
    except ValueError as problem:
        raise SuggestionPatchWrong(field="patch", what=str(problem)[:80]) from None
    if after == document:
        raise SuggestionEmpty(field="patch")
    above = codes.effective_code(community_id)
    for axis in rules.SETS:
        names = patch.fields.get(axis, ())
        known = {*document.words.get(axis, {}), *(above.words.get(axis, {}) if above else ())}
        for name in names if isinstance(names, list | tuple) else ():
            if name not in known:
                raise SuggestionPatchWrong(field="patch", what=str(name)[:80])
    if kind is not Kind.REMOVE:
        _readable(after)


def _readable(document: Document) -> None:
    """Refuse what could not be written down and read again."""
    try:
        read_draft(write(document))
    except SeveralProblems as several:
        raise SuggestionPatchWrong(field="patch", what=several.problems[0].field) from None
    except WrongInput as problem:
        raise SuggestionPatchWrong(field="patch", what=problem.field) from None
