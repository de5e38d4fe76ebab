"""Who has signed what, and which wikis make something of it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import TypeAlias

from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from comity.codes import queries as codes
from comity.codes.rules.redline import Change
from comity.communities import queries as communities
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotFound
from comity.kernel.spans import Span, day_of, due_on, has_passed
from comity.people.rules import AccountRef
from comity.signup.models import Membership, Signature, WikiSigning
from comity.signup.rules import AT_ONCE, FRESH, ON_THE_WAY, Effect, GateAnswer, Place
from comity.wikis import queries as wikis
from comity.wikis.queries import WikiRow
from comity.wikis.rules import Editing, Line, checklist

SignatureRow: TypeAlias = Signature
"""A signature as skins hold it; the number of its version is loaded with it."""
PROVIDER, SUBJECT, CODE = "<provider>", "<subject>", "<code>"
"""Marks for the values of the gate's look-up, which no account and no code is called."""


@dataclass(frozen=True, slots=True)
class Signed:
    """One signature, as its signer sees it.

    Attributes:
        version: what was signed.
        basis: on what ground.
        signed_on: the day.
        language: in which they read it.
    """

    version: codes.Version
    basis: str
    signed_on: date
    language: str


@dataclass(frozen=True, slots=True)
class ToSign:
    """What somebody is asked to sign, and how it differs from what they signed before.

    Attributes:
        version: the one in force.
        before: their newest signature of an earlier version of this code.
        signed: their signature of the version in force.
        changes: from the earlier version to this one; none on the first signature.
    """

    version: codes.Version
    before: Signed | None
    signed: Signed | None
    changes: tuple[Change, ...]


def gate(account: AccountRef) -> GateAnswer:
    """Answer whether an account is bound by the movement's code as it stands.

    Two look-ups by index, whatever the number of signatures; who is unknown
    here gets the same answer as who has not signed.

    Raises:
        NotFound: no code is in force.
    """
    in_force = codes.universal_in_force()
    if in_force is None:
        raise NotFound
    code_id, number = in_force
    sql, marks = _gate_sql(connection.vendor)
    given = {PROVIDER: account.provider, SUBJECT: account.subject, CODE: code_id}
    with connection.cursor() as cursor:
        cursor.execute(sql, [given.get(mark, mark) for mark in marks])
        newest = max(cursor.fetchall(), default=None)
    if newest is None:
        return GateAnswer(version=number)
    signed_version, basis, signed_on = newest
    # SQLite keeps days as text, and does not say so of what a union gives.
    day = date.fromisoformat(signed_on) if isinstance(signed_on, str) else signed_on
    return GateAnswer(version=number, signed_version=signed_version, basis=basis, signed_on=day)


@cache
def _gate_sql(_vendor: str) -> tuple[str, tuple[str, ...]]:
    """Write the look-up of the gate once for each kind of database.

    Writing it takes Django several times as long as running it.

    Returns:
        The SQL, and the marks that stand where its values go.
    """
    theirs = Signature.objects.filter(
        person__accounts__provider=PROVIDER, person__accounts__subject=SUBJECT
    )
    as_account = Signature.objects.filter(person=None, provider=PROVIDER, subject=SUBJECT)
    # One "or" over both would read the whole table; a union uses the index of each.
    rows = [
        one.filter(version__code=CODE).values_list("version__number", "basis", "signed_on")
        for one in (theirs, as_account)
    ]
    sql, marks = rows[0].union(rows[1], all=True).query.sql_with_params()
    return sql, tuple(map(str, marks))


def to_sign(community_id: str, *, language: str, seen_by: Actor | None) -> ToSign:
    """Say what somebody would sign in a community.

    Args:
        community_id: whose code it is.
        language: of the reader, for the comparison.
        seen_by: who is asked; nobody in particular has signed nothing.

    Raises:
        NotFound: no code is in force there.
    """
    version = codes.code_in_force(community_id)
    if version is None:
        raise NotFound
    mine = [one for one in signatures(seen_by) if one.version.code_id == version.code_id]
    signed = next((one for one in mine if one.version.id == version.id), None)
    before = next((one for one in mine if one.version.number < version.number), None)
    changes: tuple[Change, ...] = ()
    if before is not None:
        changes = codes.redline(before.version.id, version.id, language=language)
    return ToSign(version, before, signed, changes)


def signatures(seen_by: Actor | None) -> list[Signed]:
    """List somebody's own signatures, the newest version of each code first."""
    if seen_by is None or seen_by.kind is not ActorKind.PERSON:
        return []
    rows = Signature.objects.filter(person=seen_by.id).order_by("-version__number")
    return [
        Signed(codes.version(row.version_id), row.basis, row.signed_on, row.language)
        for row in rows
    ]


def signature_rows(seen_by: Actor) -> QuerySet[Signature]:
    """Look for somebody's own signatures like ``signatures``, without asking for any yet."""
    mine = Signature.objects.filter(person=seen_by.id) if seen_by.kind is ActorKind.PERSON else None
    found = Signature.objects.none() if mine is None else mine
    known = found.select_related("version").only(
        "basis", "language", "signed_on", "version__number"
    )
    return known.order_by("-version__number", "id")


def told(person_id: str) -> Mapping[str, list[Mapping[str, object]]]:
    """Tell what this table keeps about somebody."""
    rows = Signature.objects.filter(person=person_id).order_by("signed_on", "id")
    return {"signup_signature": list(rows.values("version_id", "basis", "language", "signed_on"))}


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """What a wiki makes of signatures.

    Attributes:
        wiki_id: the wiki.
        keeps_group: whether people who have signed are put into a group there.
        group: as the wiki names it.
        grace_days: for which a signature of the version before still counts.
        refuses: whether its community decided that only they can edit.
        decided_on: the day of that decision.
        reason: of that decision.
        effect: on newcomers, as it was last looked at.
        effect_before: as it was when the decision was made.
        looking: whether somebody waits for the effect.
        editing: who can edit, as the wiki said at the last check; None if it was never asked.
        trouble: the code of what keeps the group from being kept; empty if nothing does.
        inside: accounts in the group.
        waiting: accounts on their way in or out.
    """

    wiki_id: str
    keeps_group: bool = False
    group: str = "signed"
    grace_days: int = 30
    refuses: bool = False
    decided_on: date | None = None
    reason: str = ""
    effect: Effect | None = None
    effect_before: Effect | None = None
    looking: bool = False
    editing: Editing | None = None
    trouble: str = ""
    inside: int = 0
    waiting: int = 0

    def known_at(self, today: date) -> bool:
        """Whether the effect was looked at lately enough to decide on it."""
        return self.effect is not None and today - self.effect.looked_on <= FRESH


@dataclass(frozen=True, slots=True)
class Work:
    """A group that is being brought in step: on which wiki, and how long grace lasts."""

    wiki_id: str
    group: str
    grace_days: int


@dataclass(frozen=True, slots=True)
class Errand:
    """An account that should be in a group, or should not."""

    id: str
    account: int
    member: bool


def signing(wiki: WikiRow) -> Signing:
    """Tell what a wiki makes of signatures; one that nobody decided anything for makes nothing."""
    row = WikiSigning.objects.filter(wiki=wiki.id).first()
    survey = wikis.survey_of(wiki)
    if row is None:
        return Signing(wiki_id=wiki.id, editing=survey.editing("signed") if survey else None)
    places = Membership.objects.filter(wiki=wiki.id)
    return Signing(
        wiki_id=wiki.id,
        keeps_group=row.keeps_group,
        group=row.group,
        grace_days=row.grace_days,
        refuses=row.refuses,
        decided_on=row.decided_on,
        reason=row.reason,
        effect=_effect(row.effect),
        effect_before=_effect(row.effect_before),
        looking=row.looking,
        editing=survey.editing(row.group) if survey else None,
        trouble=row.trouble,
        inside=places.filter(place=Place.IN).count(),
        waiting=places.filter(place__in=ON_THE_WAY).count(),
    )


def checklist_of(wiki: WikiRow) -> tuple[Line, ...]:
    """Hold a wiki against everything we need there, with what it makes of signatures."""
    made = signing(wiki)
    return checklist(
        wikis.known_of(
            wiki,
            group=made.group if made.keeps_group else "",
            refuses=made.refuses,
            sign_url=sign_url(),
        )
    )


def sign_url() -> str:
    """Give the address at which people sign, in whichever language they read."""
    return f"{settings.COMITY_URL}/sign/"


def entitled(
    provider: str, *, grace_days: int, now: datetime, among: Collection[str] | None = None
) -> Iterator[str] | None:
    """List the numbers of the accounts whose people have signed the movement's code.

    Args:
        provider: of the accounts.
        grace_days: for which a signature of the version before still counts.
        now: the moment.
        among: only these; None for all.

    Returns:
        Nothing while no code is in force: then nothing can be said of anybody.
    """
    version = codes.code_in_force(communities.root().id)
    if version is None or version.in_force_since is None:
        return None
    last_day = due_on(day_of(version.in_force_since), Span(grace_days))
    counts = Q(version=version.id)
    if not has_passed(last_day, day_of(now)):
        counts = Q(version__code=version.code_id, version__number__lte=version.number)
    theirs = Signature.objects.filter(counts, person__accounts__provider=provider)
    as_account = Signature.objects.filter(counts, person=None, provider=provider)
    if among is not None:
        theirs = theirs.filter(person__accounts__subject__in=among)
        as_account = as_account.filter(subject__in=among)
    numbers = theirs.values_list("person__accounts__subject").union(
        as_account.values_list("subject")
    )
    return (str(number) for (number,) in numbers.iterator())


def wikis_with_group(provider: str) -> list[str]:
    """List the wikis that keep a group for accounts of a provider."""
    rows = WikiSigning.objects.filter(
        keeps_group=True, wiki__provider=provider, wiki__disconnected_on=None
    )
    return list(rows.values_list("wiki_id", flat=True))


def groups_to_keep(now: datetime) -> list[str]:
    """List the wikis whose group is to be brought in step now."""
    waiting = Membership.objects.filter(wiki=OuterRef("wiki"), place__in=ON_THE_WAY)
    rows = WikiSigning.objects.filter(
        Q(not_before=None) | Q(not_before__lte=now),
        ~Q(swept_on=day_of(now)) | Q(swept_on=None) | Exists(waiting),
        keeps_group=True,
        wiki__disconnected_on=None,
    )
    return list(rows.order_by("wiki_id").values_list("wiki_id", flat=True))


def errands(wiki_id: str) -> list[Errand]:
    """List accounts on their way in or out of a group, at most as many as one minute takes."""
    rows = Membership.objects.filter(wiki=wiki_id, place__in=ON_THE_WAY).order_by("id")[:AT_ONCE]
    return [Errand(row.id, int(row.subject), row.place == Place.TO_ADD) for row in rows]


def to_sweep(wiki_id: str) -> list[tuple[str, str]]:
    """List the next accounts of a group to be looked at again, with their places."""
    row = WikiSigning.objects.get(wiki=wiki_id)
    settled = Membership.objects.filter(wiki=wiki_id, subject__gt=row.swept_to)
    settled = settled.exclude(place__in=ON_THE_WAY).order_by("subject")[:AT_ONCE]
    return list(settled.values_list("subject", "place"))


def effects_to_look_at(now: datetime) -> list[str]:
    """List the wikis whose effect on newcomers is to be looked at again."""
    before = day_of(now) - FRESH
    rows = WikiSigning.objects.filter(
        Q(looked_on=None) | Q(looked_on__lt=before), refuses=True, wiki__disconnected_on=None
    )
    return list(rows.values_list("wiki_id", flat=True))


def _effect(plain: Mapping[str, object]) -> Effect | None:
    return Effect.from_json(plain) if plain else None
