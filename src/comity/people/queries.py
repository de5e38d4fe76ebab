"""Who somebody is."""

from collections import defaultdict
from collections.abc import Iterable

from django.conf import settings
from django.db.models import Q

from comity.kernel.actors import Actor, ActorKind
from comity.people.errors import NotSignedIn
from comity.people.models import Account, AccountName, NoticeAddress, Person
from comity.people.rules import AccountRef, tidy_name

ADDRESS_PURPOSE = "notice address"


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
