"""Proving that an account is one's own, without signing in and without a row in any table.

Whoever asks gets a code and a sealed token. The code comes back either in the summary of an
edit by the account, or typed in after the wiki sent it to the account by e-mail (which also
reaches people who are blocked everywhere). The token holds for one visit and a short time.
"""

import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, auto

from comity.cases.errors import CodeDiffers, ProofExpired, ProofNotFound
from comity.wikis.rules import Contribution, proving

LIFETIME = timedelta(minutes=30)
CODE_LENGTH = 16
"""Symbols of a code, 5 bits each."""


class Way(StrEnum):
    """How a code comes back."""

    EDIT = auto()
    MAIL = auto()


@dataclass(frozen=True, slots=True)
class Challenge:
    """What has to be shown, by whom, in which visit and until when.

    Attributes:
        code: random symbols, used nowhere else.
        provider: of the account.
        subject: the account's numeric id, as text: names can be taken over, ids cannot.
        visit: keyed hash of the session that asked.
        way: how the code comes back.
        issued_at: with its time zone.
    """

    code: str
    provider: str
    subject: str
    visit: str
    way: Way
    issued_at: datetime

    @property
    def expires_at(self) -> datetime:
        """When it is too late."""
        return self.issued_at + LIFETIME

    def to_bytes(self) -> bytes:
        """Write it down, to be sealed."""
        return json.dumps(
            {
                "code": self.code,
                "provider": self.provider,
                "subject": self.subject,
                "visit": self.visit,
                "way": self.way,
                "issued_at": self.issued_at.isoformat(),
            }
        ).encode()

    @classmethod
    def from_bytes(cls, written: bytes) -> "Challenge":
        """Read it back.

        Raises:
            ProofExpired: this was never a challenge.
        """
        try:
            read = json.loads(written)
            return cls(
                code=read["code"],
                provider=read["provider"],
                subject=read["subject"],
                visit=read["visit"],
                way=Way(read["way"]),
                issued_at=datetime.fromisoformat(read["issued_at"]),
            )
        except (ValueError, KeyError, TypeError):
            raise ProofExpired from None


def check_visit(challenge: Challenge, *, visit: str, now: datetime) -> None:
    """Refuse a challenge that is too old or was made for another visit.

    Raises:
        ProofExpired: one or the other.
    """
    mine = hmac.compare_digest(challenge.visit, visit)
    if not mine or not challenge.issued_at <= now < challenge.expires_at:
        raise ProofExpired


def find_proof(challenge: Challenge, edits: Iterable[Contribution]) -> Contribution:
    """Find the edit that proves the account.

    Only edits by the numeric id count, made after the challenge was issued (wikis keep whole
    seconds), whose summary holds the code as a word of its own.

    Raises:
        ProofNotFound: there is none yet.
    """
    since = challenge.issued_at.replace(microsecond=0)
    mine = (edit for edit in edits if str(edit.account) == challenge.subject and edit.at >= since)
    found = proving(mine, challenge.code) if challenge.way is Way.EDIT else None
    if found is None:
        raise ProofNotFound
    return found


def check_typed(challenge: Challenge, typed: str) -> None:
    """Compare what was typed with what was sent.

    Raises:
        CodeDiffers: it is something else.
    """
    shown = "".join(typed.upper().split()).replace("-", "")
    same = hmac.compare_digest(challenge.code.encode(), shown.encode())
    if challenge.way is not Way.MAIL or not same:
        raise CodeDiffers(field="code")
