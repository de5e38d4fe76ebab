"""A report that is being written: it travels with its pages, sealed, and is kept nowhere."""

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count

from comity.kernel.keys import ServiceKeys
from comity.kernel.receipts import BITS, Receipt, is_given_out, new_receipt
from comity.kernel.sealing import CannotOpen, derive
from comity.reports.errors import DraftEnded, DraftNotReadable, KeyTooShort
from comity.reports.rules.answers import Answers, from_json

PURPOSE = "report draft"
LIFETIME = timedelta(hours=12)
"""How long a page with a draft may lie open before it is sent on."""
SHORTEST_KEY = 32
"""Characters: a random UUID has 36."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A report that is being written.

    Attributes:
        receipt: drawn when the draft began, so that sending it twice makes one report.
        answers: what was answered so far.
        shown: the mark of the list of people that the reporter has seen last.
    """

    receipt: Receipt = field(repr=False)
    answers: Answers = field(default_factory=Answers, repr=False)
    shown: str = ""

    def answering(self, answers: Answers) -> "Draft":
        """Go on with other answers."""
        return replace(self, answers=answers)

    def showing(self, mark: str) -> "Draft":
        """Remember which list of people was shown."""
        return replace(self, shown=mark)

    def tag(self, keys: ServiceKeys) -> str:
        """Name this draft, for the table of reports: nobody gets from it to the receipt."""
        return keys.tag(PURPOSE, self.receipt.lookup)


def begin(answers: Answers) -> Draft:
    """Begin a draft, and draw its receipt."""
    return Draft(new_receipt(), answers)


def begin_again(key: str, said: bytes, keys: ServiceKeys) -> Draft:
    """Begin the draft of a program that may have to send the same report again.

    The receipt follows from the program's key and from all that it said, so that the same call
    leads to the same receipt, while nothing has to be remembered and nobody else comes to it by
    choosing the same key.

    Args:
        key: random, and kept as secret as a receipt.
        said: everything that was sent, in one canonical form.
        keys: of the service.

    Raises:
        KeyTooShort: somebody else could choose the same key.
    """
    if len(key) < SHORTEST_KEY:
        raise KeyTooShort(field="idempotency_key", least=SHORTEST_KEY)
    purpose = hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()
    purpose += hashlib.sha256(said).digest()
    secret = keys.derived("receipts of programs")
    drawn = (
        int.from_bytes(derive(secret, purpose + turn.to_bytes(4), BITS // 8)) for turn in count()
    )
    return Draft(Receipt(next(number for number in drawn if is_given_out(number))))


def seal(draft: Draft, keys: ServiceKeys, now: datetime) -> str:
    """Seal a draft, to travel in a form."""
    held = {
        "number": hex(draft.receipt.number),
        "ends": (now + LIFETIME).timestamp(),
        "answers": draft.answers.as_json(),
        "shown": draft.shown,
    }
    return base64.b64encode(keys.seal(PURPOSE, json.dumps(held).encode())).decode()


def unseal(token: str, keys: ServiceKeys, now: datetime) -> Draft:
    """Open a draft that came back.

    Raises:
        DraftNotReadable: we did not seal it, or it was changed.
        DraftEnded: it lay open for too long.
    """
    try:
        blob = base64.b64decode(token, validate=True)
        held = json.loads(keys.open(PURPOSE, blob))
        draft = Draft(Receipt(int(held["number"], 16)), from_json(held["answers"]), held["shown"])
        ends = held["ends"]
    except (CannotOpen, binascii.Error, ValueError, KeyError, TypeError) as problem:
        raise DraftNotReadable(field="draft") from problem
    if ends < now.timestamp():
        raise DraftEnded(field="draft", hours=LIFETIME // timedelta(hours=1))
    return draft
