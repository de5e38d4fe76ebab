"""Talking about provisions between versions."""

from datetime import datetime

from django.db import transaction

from comity.access.queries import require
from comity.access.rules import Permission
from comity.codes.actions.translating import refuse_language
from comity.codes.errors import CodeTooLong
from comity.codes.errors.talk import (
    AnswerToAnswer,
    NotYourTalk,
    TalkEmpty,
    TalkGone,
    TalkTooMuch,
)
from comity.codes.errors.translations import ReasonMissing
from comity.codes.facts.talk import TalkHidden, TalkSaid, TalkTakenBack
from comity.codes.models import Talk
from comity.codes.queries.talk import Said, own_code, require_provision, told_talk
from comity.codes.rules.table import refuse_what_no_database_keeps
from comity.codes.rules.talk import LONGEST_REASON, LONGEST_TALK, MOST_A_DAY, TalkKind
from comity.communities import queries as communities
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotFound, NotPermitted
from comity.kernel.spans import day_of
from comity.record.actions import record


@transaction.atomic
def say(
    *,
    community_id: str,
    provision_id: str,
    kind: TalkKind,
    language: str,
    text: str,
    from_community_id: str = "",
    by: Actor,
    now: datetime,
) -> Said:
    """Ask something about a provision, give an example, or say what one thinks.

    Args:
        community_id: whose own code has the provision.
        provision_id: its persistent id, in whichever version.
        kind: what it is.
        language: in which it is said.
        text: no markup.
        from_community_id: of the community it speaks from; empty for none.
        by: anybody who has signed in, whether they are blocked on a wiki or not.
        now: the moment, of which the day is kept.

    Raises:
        NotFound: there is no such provision that ``by`` may know of, or no such community.
        NotPermitted: ``by`` is no person.
        LanguageUnknown: it is no tag of a language.
        TalkEmpty: nothing is said.
        CodeTooLong: more is said than anybody reads.
        TalkTooMuch: ``by`` has said as much today as one person may.
    """
    code = own_code(community_id)
    require_provision(code, provision_id, seen_by=by)
    place = communities.community(from_community_id).id if from_community_id else None
    row = Talk(code=code, key=provision_id, kind=kind, community_id=place)
    return _keep(row, language, text, by, now)


@transaction.atomic
def answer(*, talk_id: str, language: str, text: str, by: Actor, now: datetime) -> Said:
    """Answer what somebody said.

    Args:
        talk_id: of what began the talk.
        language: in which it is answered.
        text: no markup.
        by: anybody who has signed in.
        now: the moment.

    Raises:
        NotFound: there is no such talk that ``by`` may know of.
        AnswerToAnswer: it is an answer itself.
        TalkGone: it was taken back or hidden.
        NotPermitted, LanguageUnknown, TalkEmpty, CodeTooLong, TalkTooMuch: see ``say``.
    """
    first = _talk(talk_id, by)
    if first.answers_id is not None:
        raise AnswerToAnswer
    if first.withdrawn_on or first.hidden_on:
        raise TalkGone
    row = Talk(code=first.code, key=first.key, kind=first.kind, answers=first)
    return _keep(row, language, text, by, now)


@transaction.atomic
def take_back(*, talk_id: str, by: Actor, now: datetime) -> None:
    """Take back what one said: its words go for good, and what others answered stays.

    Raises:
        NotFound: there is no such talk.
        NotYourTalk: somebody else said it.
        TalkGone: it was taken back before.
    """
    row = _talk(talk_id, by)
    if by.kind is not ActorKind.PERSON or row.person_id != by.id:
        raise NotYourTalk
    if row.withdrawn_on:
        raise TalkGone
    row.text, row.withdrawn_on = "", day_of(now)
    row.save(update_fields=["text", "withdrawn_on"])
    record(TalkTakenBack(subject=row.code_id, talk=row.id), by=by, now=now)


@transaction.atomic
def hide(*, talk_id: str, reason: str, by: Actor, now: datetime) -> None:
    """Hide from everybody what somebody said, with a reason that stands in its place.

    Whoever said it still sees it, and may take it back.

    Args:
        talk_id: what to hide.
        reason: for everybody to read.
        by: somebody who may edit the code.
        now: the moment.

    Raises:
        NotFound: there is no such talk.
        NotPermitted: ``by`` may not edit the code.
        ReasonMissing: nothing says why.
        CodeTooLong: the reason is longer than anybody reads.
        TalkGone: it was taken back or hidden before.
    """
    row = _talk(talk_id, by)
    require(by, Permission.CODE_EDIT, on=row.code.community_id)
    reason = reason.strip()
    if not reason:
        raise ReasonMissing(field="reason")
    if len(reason) > LONGEST_REASON:
        raise CodeTooLong(field="reason", most=LONGEST_REASON)
    refuse_what_no_database_keeps(reason, field="reason")
    if row.withdrawn_on or row.hidden_on:
        raise TalkGone
    row.hidden_on, row.hidden_reason = day_of(now), reason
    row.save(update_fields=["hidden_on", "hidden_reason"])
    record(TalkHidden(subject=row.code_id, talk=row.id), by=by, now=now)


def _keep(row: Talk, language: str, text: str, by: Actor, now: datetime) -> Said:
    if by.kind is not ActorKind.PERSON:
        raise NotPermitted
    refuse_language(language)
    text = text.strip()
    if not text:
        raise TalkEmpty(field="text")
    if len(text) > LONGEST_TALK:
        raise CodeTooLong(field="text", most=LONGEST_TALK)
    refuse_what_no_database_keeps(text, field="text")
    today = Talk.objects.filter(person=by.id, said_on=day_of(now), code=row.code)
    if today.count() >= MOST_A_DAY:
        raise TalkTooMuch(most=MOST_A_DAY)
    row.language, row.text, row.person_id, row.said_on = language, text, by.id, day_of(now)
    row.save()
    fact = TalkSaid(subject=row.code_id, talk=row.id, provision=row.key)
    record(fact, by=by, now=now)
    return told_talk(row)


def _talk(talk_id: str, by: Actor) -> Talk:
    rows = Talk.objects.select_for_update(of=("self",)).select_related("code")
    row = rows.filter(id=talk_id).first()
    if row is None:
        raise NotFound
    require_provision(row.code, row.key, seen_by=by)
    return row
