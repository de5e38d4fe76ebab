"""Sessions whose table is useless to whoever steals it.

The cookie holds a random secret. The row's id is a hash of it and the row's content is encrypted
under a key derived from it, so that only a browser that still has the cookie can open the row.

So that people can see where they are signed in, and end it, a row also carries a tag: a hash of
the person and of the day on which they signed in, under a key that is not in the database. Without
that key the tags of two days, or of two people, have nothing in common.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import IntegrityError, transaction

from comity.kernel.sealing import CannotOpen, decrypt, derive, encrypt
from comity.people.models import Session

CONTEXT = b"session"
ENDS = "_ends"
SINCE = "_since"
LONGEST = timedelta(days=7)
"""After signing in; then one signs in again, however busy the session was."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A browser in which somebody is signed in.

    Attributes:
        id: finds the session and opens nothing.
        since: the day on which they signed in there.
    """

    id: str
    since: date


class SessionStore(SessionBase):
    """Django's session interface over the sealed table."""

    def load(self) -> dict[str, Any]:
        """Open the row that belongs to the cookie, if there is one and it has not ended."""
        row = Session.objects.filter(id=_row_id(self.session_key)).first()
        if row is None:
            self._session_key = None
            return {}
        try:
            data: dict[str, Any] = json.loads(
                decrypt(_row_key(self.session_key), bytes(row.sealed), CONTEXT)
            )
        except CannotOpen:
            self._session_key = None
            return {}
        # The exact end is inside the seal; the row shows only its day.
        now = datetime.now(UTC)
        since = date.fromisoformat(data.get(SINCE, now.date().isoformat()))
        if data.pop(ENDS, 0) < now.timestamp() or now.date() - since > LONGEST:
            self._session_key = None
            return {}
        return data

    def exists(self, session_key: str) -> bool:
        """Tell whether there is a row for this cookie."""
        return Session.objects.filter(id=_row_id(session_key)).exists()

    def create(self) -> None:
        """Make a new cookie and its row."""
        while True:
            self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]  # Django's, not in its stubs
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002, Django's signature
        """Write the row.

        Raises:
            CreateError: it was to be new, but there is one.
            UpdateError: it was deleted meanwhile, as by signing out elsewhere.
        """
        if self.session_key is None:
            self.create()
            return
        ends = datetime.now(UTC) + timedelta(seconds=settings.SESSION_COOKIE_AGE)
        current = self._get_session(no_load=must_create)  # type: ignore[attr-defined]  # as above
        data = {**current, ENDS: ends.timestamp()}
        owner_tag = ""
        if SESSION_KEY in data:
            since = date.fromisoformat(data.setdefault(SINCE, datetime.now(UTC).date().isoformat()))
            current[SINCE] = data[SINCE]
            owner_tag = _owner_tag(data[SESSION_KEY], since)
        sealed = encrypt(_row_key(self.session_key), json.dumps(data).encode(), CONTEXT)
        values = {"sealed": sealed, "ends_on": ends.date(), "owner_tag": owner_tag}
        row_id = _row_id(self.session_key)
        if must_create:
            try:
                with transaction.atomic():
                    Session.objects.create(id=row_id, **values)
            except IntegrityError as problem:
                raise CreateError from problem
        elif not Session.objects.filter(id=row_id).update(**values):
            raise UpdateError

    def delete(self, session_key: str | None = None) -> None:
        """Delete the row; without it the cookie opens nothing."""
        key = session_key or self.session_key
        if key is not None:
            Session.objects.filter(id=_row_id(key)).delete()

    @classmethod
    def clear_expired(cls) -> None:
        """Delete rows whose last day is over."""
        cls.forget_before(datetime.now(UTC).date())

    @classmethod
    def forget_before(cls, day: date) -> None:
        """Delete rows that ended before a day."""
        Session.objects.filter(ends_on__lt=day).delete()


def id_of(cookie: str | None) -> str:
    """Name the session that a cookie opens, as ``signed_in`` names it."""
    return _row_id(cookie)


def signed_in(person_id: str, *, today: date) -> list[SignedIn]:
    """List the browsers in which somebody is signed in, the newest first."""
    days = _days(person_id, today)
    rows = Session.objects.filter(owner_tag__in=days, ends_on__gte=today)
    found = [SignedIn(row_id, days[tag]) for row_id, tag in rows.values_list("id", "owner_tag")]
    return sorted(found, key=lambda one: (one.since, one.id), reverse=True)


def end(person_id: str, *, today: date, only: str = "", but: str = "") -> int:
    """Sign somebody out of one browser, or of all but one; what is not theirs stays.

    Returns:
        how many sessions were ended.
    """
    rows = Session.objects.filter(owner_tag__in=_days(person_id, today)).exclude(id=but)
    if only:
        rows = rows.filter(id=only)
    return rows.delete()[0]


def _days(person_id: str, today: date) -> dict[str, date]:
    """Give the tag of each day on which a session can have begun, by a clock a little ahead too."""
    days = [today - timedelta(days=ago) for ago in range(-1, LONGEST.days + 1)]
    return {_owner_tag(person_id, day): day for day in days}


def _owner_tag(person_id: str, since: date) -> str:
    return settings.COMITY_KEYS.tag("session", person_id, since.isoformat())


def _row_id(cookie: str | None) -> str:
    return hashlib.sha256(b"comity session id v1" + (cookie or "").encode()).hexdigest()


def _row_key(cookie: str | None) -> bytes:
    return derive((cookie or "").encode(), b"session")
