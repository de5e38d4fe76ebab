"""Signing a version of a code, and what wikis make of it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import islice

from django.db import IntegrityError, transaction
from django.db.models import F

from comity.access.queries import may, require
from comity.access.rules import Permission
from comity.codes import queries as codes
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotPermitted
from comity.kernel.spans import day_of
from comity.people.queries import accounts_of
from comity.people.rules import AccountRef
from comity.record.actions import record
from comity.signup import queries
from comity.signup.errors import (
    AlreadySigned,
    AnotherVersionNow,
    EffectNotKnown,
    GraceNotUsable,
    GroupNotUsable,
    NothingToSign,
    ReasonMissing,
    RefusingNeedsGroup,
)
from comity.signup.facts import (
    CodeSigned,
    SigningEffectAsked,
    SigningGroupChosen,
    SigningRefusalChosen,
)
from comity.signup.models import Membership, Signature, WikiSigning
from comity.signup.queries import Work
from comity.signup.rules import (
    LONGEST_REASON,
    MOST_GRACE,
    ON_THE_WAY,
    Basis,
    Effect,
    Place,
    pause,
)
from comity.wikis import queries as wikis
from comity.wikis.rules import EVERYBODY, GROUP

LEASE = timedelta(minutes=5)
IN_ONE_GO = 1000
BUILT_IN = EVERYBODY | {
    *("bot", "bureaucrat", "checkuser", "interface-admin", "steward", "suppress", "sysop")
}
"""Groups that come with MediaWiki and its extensions, which nobody gets for signing."""


@transaction.atomic
def sign(
    *, community_id: str, version_id: str, language: str, by: Actor, now: datetime
) -> Signature:
    """Agree, in so many words, to the version in force of a community's code.

    Args:
        community_id: whose code it is.
        version_id: the version that was read, which must still be the one in force.
        language: in which it was read.
        by: who signs; only people sign for themselves.
        now: the moment of signing.

    Raises:
        NotPermitted: ``by`` is nobody who can sign.
        NothingToSign: no code is in force.
        AnotherVersionNow: another version came into force meanwhile.
        AlreadySigned: they have signed it before.
    """
    if by.kind is not ActorKind.PERSON:
        raise NotPermitted
    version = codes.code_in_force(community_id)
    if version is None:
        raise NothingToSign
    if version.id != version_id:
        raise AnotherVersionNow
    signature = Signature(
        version_id=version.id,
        person_id=by.id,
        basis=Basis.EXPLICIT,
        language=language,
        signed_on=day_of(now),
    )
    _save(signature)
    look_at_person(person_id=by.id)
    fact = CodeSigned(subject=version.id, signer=by.id, basis=Basis.EXPLICIT, language=language)
    record(fact, by=by, now=now)
    return signature


@transaction.atomic
def note_acceptance(
    *, version_id: str, account: AccountRef, language: str, by: Actor, now: datetime
) -> Signature:
    """Note that an account elsewhere is bound through Terms of Use that embed a version.

    Raises:
        NotPermitted: only whoever runs the machine tells what a wiki's terms say.
        AlreadySigned: it is noted already.
    """
    if by.kind is not ActorKind.OPERATOR:
        raise NotPermitted
    signature = Signature(
        version_id=codes.version(version_id).id,
        provider=account.provider,
        subject=account.subject,
        basis=Basis.TERMS_OF_USE,
        language=language,
        signed_on=day_of(now),
    )
    _save(signature)
    _look_at([account])
    fact = CodeSigned(
        subject=version_id,
        signer=f"{account.provider}:{account.subject}",
        basis=Basis.TERMS_OF_USE,
        language=language,
    )
    record(fact, by=by, now=now)
    return signature


def _save(signature: Signature) -> None:
    try:
        with transaction.atomic():
            signature.save(force_insert=True)
    except IntegrityError as problem:
        raise AlreadySigned from problem


@transaction.atomic
def choose_group(
    *, wiki_id: str, keeps: bool, group: str, grace_days: int, by: Actor, now: datetime
) -> None:
    """Decide whether people who have signed are put into a group of a wiki.

    Who is in the group when it is no longer kept stays in it.

    Args:
        wiki_id: the wiki.
        keeps: whether the group is kept.
        group: as the wiki names it.
        grace_days: for which a signature of the version before still counts.
        by: who may connect wikis to its community.
        now: the moment.

    Raises:
        NotFound: there is no such wiki.
        NotPermitted: ``by`` may not connect wikis to its community.
        WikiDisconnected: we have no login there.
        GroupNotUsable: it is no name of a group, or one that gives too much.
        GraceNotUsable: the days are too many.
        RefusingNeedsGroup: only people in this group can edit.
    """
    wiki = wikis.wiki(wiki_id)
    require(by, Permission.WIKI_CONNECT, on=wiki.community_id)
    wikis.require_login(wiki)
    survey = wikis.survey_of(wiki)
    if (
        not GROUP.fullmatch(group)
        or group in BUILT_IN
        or (survey is not None and group in survey.powerful)
    ):
        raise GroupNotUsable(field="group")
    if not 0 <= grace_days <= MOST_GRACE:
        raise GraceNotUsable(field="grace_days", most=MOST_GRACE)
    row, _ = WikiSigning.objects.select_for_update().get_or_create(wiki=wiki)
    if row.refuses and (not keeps or group != row.group):
        raise RefusingNeedsGroup
    row.keeps_group, row.group, row.grace_days = keeps, group, grace_days
    row.trouble, row.attempts, row.not_before, row.swept_on, row.swept_to = "", 0, None, None, ""
    row.save()
    fact = SigningGroupChosen(
        subject=wiki_id,
        community=wiki.community_id,
        keeps=keeps,
        group=group,
        grace_days=grace_days,
    )
    record(fact, by=by, now=now)


@transaction.atomic
def ask_for_effect(*, wiki_id: str, by: Actor, now: datetime) -> None:
    """Find out soon whom it would keep from editing; while that is done, nobody else has to ask.

    Raises:
        NotFound: there is no such wiki.
        NotPermitted: ``by`` may neither connect wikis to its community nor decide on this.
        WikiDisconnected: we have no login there.
    """
    wiki = wikis.wiki(wiki_id)
    if not may(by, Permission.SIGNING_REQUIRE, on=wiki.community_id):
        require(by, Permission.WIKI_CONNECT, on=wiki.community_id)
    wikis.require_login(wiki)
    WikiSigning.objects.get_or_create(wiki=wiki)
    if WikiSigning.objects.filter(wiki=wiki, looking=False).update(looking=True):
        record(SigningEffectAsked(subject=wiki_id), by=by, now=now)


@transaction.atomic
def choose_refusing(*, wiki_id: str, refuses: bool, reason: str, by: Actor, now: datetime) -> None:
    """Decide whether only people who have signed can edit a wiki, in public and with a reason.

    The wiki itself carries it out; its checklist tells whether it does.

    Raises:
        NotFound: there is no such wiki.
        NotPermitted: ``by`` may not decide this for its community.
        WikiDisconnected: we have no login there.
        ReasonMissing: nobody said why.
        RefusingNeedsGroup: the group is not kept.
        EffectNotKnown: nobody looked lately at what it would do to newcomers.
    """
    wiki = wikis.wiki(wiki_id)
    require(by, Permission.SIGNING_REQUIRE, on=wiki.community_id)
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise ReasonMissing(field="reason")
    row, _ = WikiSigning.objects.select_for_update().get_or_create(wiki=wiki)
    effect = queries.signing(wiki)
    if row.refuses is refuses:
        return
    if refuses:
        wikis.require_login(wiki)
        if not row.keeps_group:
            raise RefusingNeedsGroup
        if not effect.known_at(day_of(now)):
            raise EffectNotKnown
        row.effect_before = row.effect
    row.refuses, row.decided_on, row.reason = refuses, day_of(now), reason
    row.save()
    shown = effect.effect.shown if effect.effect else {}
    fact = SigningRefusalChosen(
        subject=wiki_id,
        community=wiki.community_id,
        refuses=refuses,
        reason=reason,
        edited=shown.get("edited"),
        signed=shown.get("signed"),
    )
    record(fact, by=by, now=now)


@transaction.atomic
def fill_group(*, wiki_id: str, now: datetime) -> None:
    """Look again at every account that belongs into a group or is known to be in it."""
    row = WikiSigning.objects.filter(wiki=wiki_id, keeps_group=True).first()
    if row is None:
        return
    wiki = wikis.wiki(wiki_id)
    belong = queries.entitled(wiki.provider, grace_days=row.grace_days, now=now) or iter(())
    while some := list(islice(belong, IN_ONE_GO)):
        _put([wiki_id], some)


@transaction.atomic
def look_at_person(*, person_id: str) -> None:
    """Have the linked accounts of somebody who signed put into the groups of their wikis."""
    in_force = codes.universal_in_force()
    if in_force is None:
        return
    if Signature.objects.filter(person=person_id, version__code=in_force[0]).exists():
        _look_at(accounts_of([person_id]).get(person_id, []))


def sweep_again() -> None:
    """Have everybody in every group looked at again, because somebody's account was taken away."""
    WikiSigning.objects.filter(keeps_group=True).update(swept_on=None, swept_to="")


@transaction.atomic
def take_group(*, wiki_id: str, now: datetime) -> Work | None:
    """Take a group in hand, so that nobody else does for five minutes; None if somebody has."""
    row = WikiSigning.objects.select_for_update().filter(wiki=wiki_id, keeps_group=True).first()
    if row is None or (row.not_before is not None and row.not_before > now):
        return None
    row.not_before = now + LEASE
    row.save(update_fields=["not_before"])
    return Work(wiki_id, row.group, row.grace_days)


def settle(*, errand_id: str, member: bool, place: Place | None) -> None:
    """Note how it went with one account; one that is out and known to be so is forgotten."""
    wanted = Place.TO_ADD if member else Place.TO_REMOVE
    # Whoever signed or withdrew meanwhile has another place by now, which must not be lost.
    rows = Membership.objects.filter(id=errand_id, place=wanted)
    if place is None:
        rows.delete()
    else:
        rows.update(place=place)


@transaction.atomic
def note_sweep(
    *, wiki_id: str, changed: dict[str, Place | None], up_to: str | None, now: datetime
) -> None:
    """Note what was found when settled accounts were looked at again.

    Args:
        wiki_id: the wiki.
        changed: the new place of each account that has one; None to forget it.
        up_to: the last account that was looked at; None if these were the last of all.
        now: the moment.
    """
    rows = Membership.objects.filter(wiki=wiki_id).exclude(place__in=ON_THE_WAY)
    for subject, place in changed.items():
        if place is None:
            rows.filter(subject=subject).delete()
        else:
            rows.filter(subject=subject).update(place=place)
    sweep = {"swept_to": up_to} if up_to else {"swept_to": "", "swept_on": day_of(now)}
    WikiSigning.objects.filter(wiki=wiki_id).update(**sweep)


def release_group(*, wiki_id: str, not_before: datetime | None) -> None:
    """Let go of a group that was brought in step as far as it went."""
    WikiSigning.objects.filter(wiki=wiki_id).update(not_before=not_before, attempts=0, trouble="")


def note_trouble(*, wiki_id: str, trouble: str, now: datetime) -> None:
    """Note that a group could not be kept, and leave the wiki alone for a while."""
    rows = WikiSigning.objects.filter(wiki=wiki_id)
    attempts = rows.values_list("attempts", flat=True).first() or 0
    rows.update(trouble=trouble, attempts=F("attempts") + 1, not_before=now + pause(attempts))


def keep_effect(*, wiki_id: str, effect: Effect | None, now: datetime) -> None:
    """Keep what was found out about newcomers; nothing found leaves what was known."""
    found: dict[str, object] = {} if effect is None else {"effect": effect.as_json()}
    rows = WikiSigning.objects.filter(wiki=wiki_id)
    rows.update(looking=False, looked_on=day_of(now), **found)


def _look_at(accounts: Iterable[AccountRef]) -> None:
    for account in accounts:
        _put(queries.wikis_with_group(account.provider), [account.subject])


def _put(wiki_ids: Iterable[str], subjects: Iterable[str]) -> None:
    """Have accounts put into groups; one that is in already is looked at again."""
    numbers = [subject for subject in subjects if subject.isascii() and subject.isdecimal()]
    Membership.objects.bulk_create(
        [
            Membership(wiki_id=wiki_id, subject=number, place=Place.TO_ADD)
            for wiki_id in wiki_ids
            for number in numbers
        ],
        update_conflicts=True,
        update_fields=["place"],
        unique_fields=["wiki", "subject"],
        batch_size=IN_ONE_GO,
    )
