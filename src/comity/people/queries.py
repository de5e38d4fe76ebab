"""Who somebody is."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.module_loading import import_string

from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotFound
from comity.kernel.spans import day_of
from comity.messages import words
from comity.people import sessions
from comity.people.errors import NotSignedIn
from comity.people.models import Account, AccountName, ApiToken, NoticeAddress, Person, Provider
from comity.people.rules import AccountRef, Registration, tidy_name

ADDRESS_PURPOSE = "notice address"

Told = Mapping[str, list[Mapping[str, object]]]
"""What is kept about somebody: rows by table, values by column."""


def actor(user: object) -> Actor:
    """Turn the user of a request into the actor of an action.

    Raises:
        NotSignedIn: the user is nobody in particular.
    """
    if not isinstance(user, Person):
        raise NotSignedIn
    return Actor(ActorKind.PERSON, user.id)


def persons(person_ids: Iterable[str]) -> dict[str, Person]:
    """Find people by id; who is gone is left out."""
    return Person.objects.in_bulk(list(person_ids))


def anybody() -> bool:
    """Tell whether there is any person here at all."""
    return Person.objects.exists()


def by_username(username: str) -> Person | None:
    """Find somebody by the name they sign in with."""
    return Person.objects.filter(username=username).first()


def anybody_called(name: str, *, but: str) -> bool:
    """Tell whether anybody goes by a name, under whatever name.

    Args:
        name: a code name that somebody would like.
        but: id of that person. Their present code name does not count; their other names do, as a
            code name that is their own name hides nobody.
    """
    own = Q(username__iexact=name) | Q(display_name__iexact=name)
    elsewhere = Q(code_name__iexact=name) & ~Q(id=but)
    if Person.objects.filter(own | elsewhere).exists():
        return True
    return AccountName.objects.filter(name__iexact=name).exists()


def accounts_of(person_ids: Iterable[str]) -> dict[str, list[AccountRef]]:
    """List the linked accounts of each person, with their current names."""
    found: dict[str, list[AccountRef]] = defaultdict(list)
    names = AccountName.objects.filter(account__person__in=list(person_ids), current=True)
    for name in names.select_related("account").order_by("account__provider", "name"):
        account = name.account
        found[account.person_id].append(AccountRef(account.provider, account.subject, name.name))
    return found


def person_of(*, provider: str, subject: str) -> str | None:
    """Say whose an account is, if anybody here has linked it."""
    return (
        Account.objects.filter(provider=provider, subject=subject)
        .values_list("person_id", flat=True)
        .first()
    )


def find_account(*, provider: str, name: str) -> AccountRef | None:
    """Find a linked account by any name it ever had; the current bearer of a name comes first."""
    names = AccountName.objects.filter(account__provider=provider, name=tidy_name(name))
    found = names.select_related("account").order_by("-current", "-seen_on").first()
    if found is None:
        return None
    return AccountRef(provider, found.account.subject, found.name)


def accounts_named(*, provider: str, name: str) -> list[AccountRef]:
    """List every linked account that bears a name or once bore it, the present bearer first."""
    names = AccountName.objects.filter(account__provider=provider, name=tidy_name(name))
    found = names.select_related("account").order_by("-current", "-seen_on")
    return [AccountRef(provider, one.account.subject, one.name) for one in found]


def linked_accounts(provider: str) -> list[AccountRef]:
    """List every linked account of a provider, to ask for new names."""
    names = AccountName.objects.filter(account__provider=provider, current=True)
    return [
        AccountRef(provider, name.account.subject, name.name)
        for name in names.select_related("account").order_by("account__subject")
    ]


def notice_address(person_id: str) -> str | None:
    """Open the address to which somebody wants notices."""
    kept = NoticeAddress.objects.filter(person=person_id).first()
    if kept is None:
        return None
    return settings.COMITY_KEYS.open(ADDRESS_PURPOSE, bytes(kept.sealed)).decode()


def reads(person_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """List which languages each person reads, the dearest first."""
    return {person.id: person.reads for person in persons(person_ids).values()}


def providers() -> list[Registration]:
    """List the sites whose accounts people can show to be theirs, without what opens them."""
    return [
        Registration(row.id, row.name, row.rest_url, row.client_id, "")
        for row in Provider.objects.order_by("name", "id")
    ]


def registration(key: str) -> Registration:
    """Open our registration at a site.

    Raises:
        NotFound: there is no such provider.
    """
    row = Provider.objects.filter(id=key).first()
    if row is None:
        raise NotFound
    secret = settings.COMITY_KEYS.open(sealed_for(key), bytes(row.secret)).decode()
    return Registration(row.id, row.name, row.rest_url, row.client_id, secret)


def return_address(key: str) -> str:
    """Write the one address, in no language, to which a provider sends people back."""
    return settings.COMITY_URL + reverse("arrive", kwargs={"provider": key})


def sealed_for(key: str) -> str:
    """Name the purpose of a sealed secret, which fits no other provider."""
    return f"provider {key}"


def other_ways_in(person_id: str, *, without: AccountRef) -> bool:
    """Tell whether somebody could still sign in if they had not linked this account.

    A passkey lives in one device and counts for nothing here: a password does, and another
    account at a site that says who somebody is.
    """
    if Person.objects.get(id=person_id).has_usable_password():
        return True
    known = Provider.objects.values("id")
    others = Account.objects.filter(person=person_id, provider__in=known)
    return others.exclude(provider=without.provider, subject=without.subject).exists()


def own_site(by: Actor) -> str | None:
    """Name a site that can say who somebody is, if they have linked an account there."""
    known = {site.key for site in providers()}
    linked = accounts_of([by.id]).get(by.id, [])
    return next((one.provider for one in linked if one.provider in known), None)


def factors_of(person_id: str) -> list[str]:
    """List the sorts of somebody's second factors, one for each factor."""
    return list(Authenticator.objects.filter(user=person_id).values_list("type", flat=True))


def tokens_of(person_id: str) -> QuerySet[ApiToken]:
    """List the tokens of somebody, the newest first."""
    return ApiToken.objects.filter(person=person_id).order_by("-made_on", "id")


def leaving_by(day: date) -> list[str]:
    """List who asked to be forgotten by a day."""
    due = Person.objects.filter(erase_on__lte=day).order_by("erase_on", "id")
    return list(due.values_list("id", flat=True))


def own_data(seen_by: Actor) -> Told:
    """Gather everything that this installation keeps about somebody and can read.

    Raises:
        NotSignedIn: ``seen_by`` is not a person.
    """
    if seen_by.kind is not ActorKind.PERSON:
        raise NotSignedIn
    found: dict[str, list[Mapping[str, object]]] = {}
    for name in settings.COMITY_TOLD:
        found |= import_string(name)(seen_by.id)
    return found


def export(
    seen_by: Actor, *, written: Sequence[Mapping[str, object]] | None, now: datetime
) -> Mapping[str, object]:
    """Write down everything that is kept about somebody, with what it is and why it is kept.

    Args:
        seen_by: about whom, and for whom.
        written: what they wrote in sealed rooms; none, where their keys are locked.
        now: the moment.

    Raises:
        NotSignedIn: ``seen_by`` is not a person.
    """
    return {
        "format": "comity own data, version 1",
        "from": settings.COMITY_URL,
        "made_on": day_of(now).isoformat(),
        "kept": [
            {
                "table": table,
                "what": words(f"own_{table}"),
                "why": words(f"why_{table}"),
                "rows": rows,
            }
            for table, rows in own_data(seen_by).items()
        ],
        "sealed_rooms": {"opened": written is not None, "written": list(written or ())},
    }


def told(person_id: str) -> Told:
    """Tell what these tables keep about somebody."""
    accounts = Account.objects.filter(person=person_id).order_by("provider", "subject")
    names = AccountName.objects.filter(account__person=person_id).order_by("account", "seen_on")
    person = Person.objects.filter(id=person_id)
    factors = Authenticator.objects.filter(user=person_id).order_by("id")
    address = notice_address(person_id)
    signed_in = sessions.signed_in(person_id, today=datetime.now(UTC).date())
    return {
        "people_person": list(
            person.values(
                "id",
                "username",
                "display_name",
                "code_name",
                "language",
                "languages",
                "is_active",
                "erase_on",
            )
        ),
        "people_noticeaddress": [{"sealed": address}] if address else [],
        "people_account": list(accounts.values("provider", "subject")),
        "people_accountname": list(names.values("name", "seen_on", "current")),
        "people_session": [{"since": one.since} for one in signed_in],
        "people_apitoken": list(
            tokens_of(person_id).values("name", "scopes", "made_on", "ends_on", "used_on")
        ),
        "mfa_authenticator": list(factors.values("type", "created_at", "last_used_at")),
    }
