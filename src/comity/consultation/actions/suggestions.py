"""Deciding suggestions: into the draft, on into the next round, or not."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from comity.access.queries import require
from comity.access.rules import Permission
from comity.codes import actions as codes_actions
from comity.codes import queries as codes
from comity.codes.errors import CodeBelowFloor, CodeContradictsItself
from comity.codes.rules.documents import Document, Level
from comity.codes.rules.floor import Finding, contradictions
from comity.consultation.actions.contributions import contribute
from comity.consultation.actions.wishes import Wish, check, fits, keep, once_for
from comity.consultation.errors.answers import (
    NoRoundAhead,
    SuggestionClashes,
    SuggestionDecided,
    SuggestionDraftMissing,
    SuggestionEmpty,
    SuggestionProvisionGone,
    SuggestionTakenWhole,
    SuggestionWordsElsewhere,
)
from comity.consultation.facts.answers import SuggestionsCarriedOver
from comity.consultation.models import Contribution, Round, Suggestion
from comity.consultation.queries.contributions import ContributionView
from comity.consultation.rules import suggestions as rules
from comity.consultation.rules.kinds import Channel, RoundState
from comity.consultation.rules.suggestions import Act, Kind, Patch, State
from comity.kernel.actors import SYSTEM, Actor
from comity.kernel.errors import NotFound
from comity.notices.actions import notify
from comity.notices.rules import NoticeKind
from comity.record.actions import record

__all__ = ["Wish", "carry_over", "decide", "suggest"]


def decide(
    suggestion: Suggestion, *, act: Act, patch: Patch | None, by: Actor, now: datetime
) -> None:
    """Let something happen to a suggestion, within the transaction of its answer.

    Args:
        suggestion: locked with its contribution.
        act: what.
        patch: what is partly taken up, against the draft of today.
        by: somebody who may edit the code, where the draft changes.
        now: the moment.

    Raises:
        SuggestionDecided: nothing leads there from where it stands.
        SuggestionDraftMissing: there is no draft to change.
        SuggestionProvisionGone: the draft has no such provision, or has it already.
        SuggestionClashes: the draft has changed meanwhile what it would overwrite.
        CodeBelowFloor: the draft would fall below what binds above its community.
        CodeContradictsItself: the draft would forbid what it also asks for.
    """
    after = rules.TABLE.get((State(suggestion.state), act))
    if after is None:
        raise SuggestionDecided
    if act in {Act.ACCEPT, Act.TAKE_PARTLY}:
        taken = _taken(suggestion, act, patch)
        suggestion.taken_into_id = _into_draft(suggestion, act, taken, by=by, now=now)
        suggestion.taken = rules.to_json(taken)
    elif act is Act.PROMOTE:
        _promote(suggestion)
    suggestion.state = after
    suggestion.save(update_fields=["state", "taken", "taken_into"])


@transaction.atomic
def suggest(
    *,
    round_id: str,
    wish: Wish,
    text: str,
    language: str,
    by: Actor,
    now: datetime,
    channel: Channel = Channel.WEB,
    once: str = "",
) -> ContributionView:
    """Suggest a change of the text that a round is about, and say why. It is a contribution.

    Args:
        round_id: an open round on a text.
        wish: what would be different.
        text: why, in one's own words.
        language: of those words.
        by: a person, or whoever holds a receipt.
        now: the moment, of which the day is kept.
        channel: web, API or mail.
        once: names the form it came in, so that the same one sent again changes nothing.

    Raises:
        NotFound: there is no such round.
        RoundWithoutText: people are asked about no text there.
        SuggestionProvisionGone: the text has no such provision.
        SuggestionEmpty: it would change nothing.
        SuggestionPatchWrong: a field or a value is none that a provision can have.
        DomainError: as for every contribution.
    """
    checked = check(round_id, wish)
    made = contribute(
        round_id=round_id,
        text=text,
        language=language,
        by=by,
        now=now,
        channel=channel,
        about=checked.about,
        once=once_for(once, checked.wish),
    )
    keep(checked, made, by=by, now=now)
    return made


@transaction.atomic
def carry_over(*, round_id: str, by: Actor = SYSTEM, now: datetime) -> int:
    """Let what was not decided in earlier rounds go on in a round on a later edition.

    Args:
        round_id: of the round in which it goes on.
        by: the clock, or somebody who may run consultations of the community.
        now: the moment.

    Returns:
        How many suggestions go on.

    Raises:
        NotFound: there is no such round.
    """
    into = Round.objects.select_related("consultation").filter(id=round_id).first()
    if into is None:
        raise NotFound
    if by != SYSTEM:
        require(by, Permission.CONSULTATION_RUN, on=into.consultation.community_id)
    if into.edition_id is None or into.state != RoundState.OPEN:
        return 0
    waiting = Suggestion.objects.select_for_update(of=("self",)).filter(
        round__consultation=into.consultation_id,
        round__place__lt=into.place,
        state__in=rules.OPEN,
        contribution__withdrawn_on=None,
    )
    # In one order, so that two who carry on at once do not wait for each other.
    found = list(waiting.select_related("contribution__participant").order_by("contribution"))
    for one in found:
        one.state = rules.TABLE[State(one.state), Act.CARRY_OVER]
        one.round, one.against_id = into, into.edition_id
        if one.contribution.participant.person_id is not None:
            notify(person_id=one.contribution.participant.person_id, kind=NoticeKind.WORK_WAITING)
    Suggestion.objects.bulk_update(found, ["state", "round", "against"], batch_size=100)
    if found:
        fact = SuggestionsCarriedOver(
            subject=into.id, consultation=into.consultation_id, count=len(found)
        )
        record(fact, by=by, now=now)
    return len(found)


def _taken(suggestion: Suggestion, act: Act, patch: Patch | None) -> Patch:
    """Tell what of a suggestion goes into the draft."""
    wanted = rules.from_json(suggestion.patch)
    if act is Act.ACCEPT:
        return wanted
    if patch is None or patch.empty:
        raise SuggestionEmpty(field="patch")
    if suggestion.kind != Kind.REMOVE and patch == wanted:
        raise SuggestionTakenWhole(field="patch")
    return patch


def _into_draft(suggestion: Suggestion, act: Act, patch: Patch, *, by: Actor, now: datetime) -> str:
    """Change the draft of today, and name its version."""
    community_id = suggestion.round.consultation.community_id
    require(by, Permission.CODE_EDIT, on=community_id)
    # Held before it is read: of two who answer at once, neither undoes what the other took up.
    version = codes_actions.hold_draft(community_id=community_id, by=by)
    if version is None:
        raise SuggestionDraftMissing
    document = codes.document(version.id, seen_by=by)
    if patch.words and patch.language != document.source_language:
        raise SuggestionWordsElsewhere(language=patch.language, agreed=document.source_language)
    kind, key = Kind(suggestion.kind), suggestion.provision_id
    if act is Act.TAKE_PARTLY and kind is Kind.REMOVE:
        kind = Kind.CHANGE
    if act is Act.ACCEPT and kind is Kind.CHANGE:
        _refuse_clashes(suggestion, document, patch)
    fits(document, community_id, kind, key, patch)
    before = _faults(version.id, document, by)
    codes_actions.write_draft(
        community_id=community_id,
        document=rules.applied(document, key, kind, patch),
        by=by,
        now=now,
    )
    below, against = (
        after - was
        for after, was in zip(
            _faults(version.id, codes.document(version.id, seen_by=by), by), before, strict=True
        )
    )
    if against:
        first = min(against, key=lambda one: (one.floor_id, one.local_id))
        raise CodeContradictsItself(first=first.floor_id, second=first.local_id, count=len(against))
    if below:
        raise CodeBelowFloor(count=len(below))
    return version.id


def _refuse_clashes(suggestion: Suggestion, document: Document, patch: Patch) -> None:
    key = suggestion.provision_id
    base, now = (
        next((row for row in one.provisions if row.provision.id == key), None)
        for one in (codes.edition_document(suggestion.edition_id), document)
    )
    if base is None or now is None:
        raise SuggestionProvisionGone(provision=key)
    if found := rules.clashes(base, now, patch):
        raise SuggestionClashes(fields=", ".join(found))


def _faults(
    version_id: str, document: Document, by: Actor
) -> tuple[frozenset[Finding], frozenset[Finding]]:
    """List where a draft falls below the floor, and where it contradicts itself."""
    clashes = frozenset(contradictions(document.code, document.vocabulary))
    if document.level is not Level.LOCAL:
        return frozenset(), clashes
    try:
        found = codes.floor_findings(version_id, seen_by=by).findings
    except NotFound:
        found = ()
    return frozenset(found), clashes


def _promote(suggestion: Suggestion) -> None:
    """Let a suggestion go on as a contribution of its own in the next round."""
    here, said = suggestion.round, suggestion.contribution
    ahead = (
        Round.objects.select_for_update()
        .filter(
            consultation=here.consultation_id,
            place__gt=here.place,
            state__in=[RoundState.PLANNED, RoundState.OPEN],
        )
        .order_by("place")
        .first()
    )
    if ahead is None:
        raise NoRoundAhead
    last = ahead.contributions.aggregate(last=Max("place"))["last"] or 0
    grown = Contribution.objects.create(
        round=ahead,
        participant_id=said.participant_id,
        place=last + 1,
        channel=said.channel,
        language=said.language,
        text=said.text,
        made_on=said.made_on,
        entered_by_id=said.entered_by_id,
        consent=said.consent,
    )
    for one in said.anchors.order_by("id"):
        one.pk, one.contribution = None, grown
        one.save(force_insert=True)
    Suggestion.objects.create(
        contribution=grown,
        edition_id=suggestion.edition_id,
        against_id=ahead.edition_id or suggestion.against_id,
        round=ahead,
        kind=suggestion.kind,
        provision_id=suggestion.provision_id,
        patch=suggestion.patch,
        grown_from=suggestion,
        credit=suggestion.credit,
    )
