"""Who one is, and what is kept about oneself, over the API."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from comity.bodies.queries import bodies, seats_of_person
from comity.kernel.spans import day_of
from comity.people import queries
from comity.people.errors import NotConfirmed
from comity.people.freshness import is_fresh
from comity.people.queries import actor
from comity.vault.queries import fingerprint_of, written_by
from comity.vault.rules import Keyring

router = Router(tags=["me"])


class AccountOut(Schema):
    """An account on another site that one has linked."""

    provider: str
    subject: str
    name: str


class OwnSeatOut(Schema):
    """A seat that one holds or will hold."""

    body: str
    starts_on: date
    ends_on: date


class MeOut(Schema):
    """Who is signed in.

    Attributes:
        languages: which one reads, the dearest first.
        fingerprint: of one's keys; none where there are none.
        is_unlocked: whether this session can open what was sealed for one.
        erase_on: the day on which one will be forgotten, if one asked for it.
    """

    id: str
    username: str
    display_name: str
    language: str
    languages: list[str]
    accounts: list[AccountOut]
    seats: list[OwnSeatOut]
    fingerprint: str | None
    is_unlocked: bool
    erase_on: date | None


class KeptOut(Schema):
    """One table that keeps something about somebody."""

    table: str
    what: str
    why: str
    rows: list[dict[str, object]]


class RoomsOut(Schema):
    """What somebody wrote in sealed rooms; nothing where their keys are locked."""

    opened: bool
    written: list[dict[str, object]]


class ExportOut(Schema):
    """Everything that is kept about somebody."""

    format: str
    made_on: date
    kept: list[KeptOut]
    sealed_rooms: RoomsOut


@router.get("", response=MeOut)
def me(request: HttpRequest) -> object:
    """Say who is signed in."""
    by = actor(request.user)
    person = queries.persons([by.id])[by.id]
    seats = seats_of_person(by.id, day_of(timezone.now()))
    by_id = bodies(seat.body_id for seat in seats)
    return MeOut(
        id=person.id,
        username=person.username,
        display_name=person.display_name,
        language=person.language,
        languages=list(person.reads),
        accounts=[
            AccountOut(provider=one.provider, subject=one.subject, name=one.name)
            for one in queries.accounts_of([by.id]).get(by.id, [])
        ],
        seats=[
            OwnSeatOut(
                body=by_id[seat.body_id].slug, starts_on=seat.starts_on, ends_on=seat.ends_on
            )
            for seat in seats
        ],
        fingerprint=fingerprint_of(by.id),
        is_unlocked=_keyring(request) is not None,
        erase_on=person.erase_on,
    )


@router.get("/export", response=ExportOut)
def export(request: HttpRequest) -> object:
    """Hand out everything that is kept about oneself, to somebody who confirmed who they are.

    Raises:
        NotConfirmed: they did so longer ago than 15 minutes, or have no session at all.
    """
    by = actor(request.user)
    if not is_fresh(request):
        raise NotConfirmed
    keyring = _keyring(request)
    written = written_by(keyring) if keyring else None
    return queries.export(by, written=written, now=timezone.now())


def _keyring(request: HttpRequest) -> Keyring | None:
    found: Keyring | None = getattr(request, "keyring", None)
    return found
