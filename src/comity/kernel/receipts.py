"""Receipts: the secret by which somebody without an account comes back.

A receipt is 120 random bits as 24 symbols of Crockford's Base32 and one ISO 7064 check symbol,
in five groups of five letters and digits. It is long and random, so no slow hash is needed, and
all keys of its holder are derived from it: the server keeps none of them.
"""

import hashlib
import re
import secrets
import unicodedata
from dataclasses import dataclass, field

from comity.kernel.errors import WrongInput
from comity.kernel.ids import ALPHABET
from comity.kernel.sealing import PrivateKeys

SYMBOLS = 24
BITS = 120
GROUP = 5
DECIMAL_GROUP = 4
CHECK_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*"  # ISO/IEC 7064 MOD 37,2
CHECK_USED = frozenset(ALPHABET + "U")
"""Check symbols that look like no other and are no punctuation. A number that would need another
is never given out, which leaves 33 of 37 numbers and so 119.8 of the 120 bits."""
DECIMAL_DIGITS = 37  # enough for 120 bits; two check digits of ISO/IEC 7064 MOD 97,10 follow
DECIMAL_LENGTH = DECIMAL_DIGITS + 2

LONGEST_TYPED = 1000
"""Characters, with everything that pasting may bring along."""

_MEANT = str.maketrans({"O": "0", "I": "1", "L": "1"})


class ReceiptNotReadable(WrongInput):
    """What was typed is not a receipt: too short, too long, or the check symbol differs."""

    code = "receipt_not_readable"


@dataclass(frozen=True)
class Receipt:
    """A receipt that was made here or typed in.

    Attributes:
        number: 120 bits. Never logged, stored or shown by ``repr``.
    """

    number: int = field(repr=False)

    @property
    def text(self) -> str:
        """Five groups of five symbols, the last of them the check symbol."""
        symbols = _symbols(self.number)
        whole = symbols + _check_symbol(symbols)
        return "-".join(whole[at : at + GROUP] for at in range(0, len(whole), GROUP))

    @property
    def digits(self) -> str:
        """The same in digits only, in groups of four, for keyboards without Latin letters."""
        body = f"{self.number:0{DECIMAL_DIGITS}d}"
        whole = body + _check_digits(body)
        return " ".join(
            whole[at : at + DECIMAL_GROUP] for at in range(0, len(whole), DECIMAL_GROUP)
        )

    @property
    def lookup(self) -> str:
        """What the server stores to find what belongs to a receipt: 32 hex digits."""
        return hashlib.blake2b(self._secret, digest_size=16, person=b"comity lookup").hexdigest()

    @property
    def private(self) -> PrivateKeys:
        """The holder's keys, derived anew each time."""
        root = hashlib.blake2b(self._secret, digest_size=32, person=b"comity receipt").digest()
        return PrivateKeys(root)

    @property
    def _secret(self) -> bytes:
        return self.number.to_bytes(BITS // 8)


def new_receipt() -> Receipt:
    """Make a receipt that nobody else has."""
    while True:
        number = secrets.randbits(BITS)
        if is_given_out(number):
            return Receipt(number)


def is_given_out(number: int) -> bool:
    """Tell whether a number can be a receipt: its check symbol must look like no other."""
    return not number >> BITS and _check_symbol(_symbols(number)) in CHECK_USED


def parse_receipt(text: str, *, field: str = "receipt") -> Receipt:
    """Read a receipt as people type and paste it.

    Letter case, spaces and dashes do not matter; O, I and L are read as the digits they look
    like; digits of other scripts count as digits.

    Args:
        text: 25 symbols, or 39 digits.
        field: where it was typed, for the refusal.

    Raises:
        ReceiptNotReadable: it cannot be a receipt.
    """
    if len(text) > LONGEST_TYPED:
        raise ReceiptNotReadable(field=field)
    plain = re.sub(r"[\s\-\u2010-\u2015]", "", unicodedata.normalize("NFKC", text)).upper()
    plain = "".join(_as_ascii_digit(symbol) for symbol in plain)
    if len(plain) == DECIMAL_LENGTH and plain.isdecimal() and plain.isascii():
        return _from_digits(plain, field)
    return _from_symbols(plain, field)


def _from_digits(plain: str, field: str) -> Receipt:
    body, check = plain[:DECIMAL_DIGITS], plain[DECIMAL_DIGITS:]
    number = int(body)
    if check != _check_digits(body) or not is_given_out(number):
        raise ReceiptNotReadable(field=field)
    return Receipt(number)


def _from_symbols(plain: str, field: str) -> Receipt:
    symbols, check = plain[:SYMBOLS].translate(_MEANT), plain[SYMBOLS:]
    if len(plain) != SYMBOLS + 1 or any(symbol not in ALPHABET for symbol in symbols):
        raise ReceiptNotReadable(field=field)
    number = 0
    for symbol in symbols:
        number = number << 5 | ALPHABET.index(symbol)
    if check.translate(_MEANT) != _check_symbol(symbols) or not is_given_out(number):
        raise ReceiptNotReadable(field=field)
    return Receipt(number)


def _symbols(number: int) -> str:
    return "".join(ALPHABET[number >> shift & 31] for shift in range(BITS - 5, -1, -5))


def _check_symbol(symbols: str) -> str:
    """Compute the check symbol of ISO/IEC 7064 MOD 37,2 over letters and digits."""
    remainder = 0
    for symbol in symbols:
        remainder = (remainder + CHECK_ALPHABET.index(symbol)) * 2 % 37
    return CHECK_ALPHABET[(1 - remainder) % 37]


def _check_digits(body: str) -> str:
    """Compute the two check digits of ISO/IEC 7064 MOD 97,10."""
    return f"{98 - int(body) * 100 % 97:02d}"


def _as_ascii_digit(symbol: str) -> str:
    value = unicodedata.decimal(symbol, None)
    return symbol if value is None else str(value)
