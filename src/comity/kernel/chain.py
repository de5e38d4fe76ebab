"""The hash chain that shows whether a series of lines is still as it was written."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from json.encoder import encode_basestring
from typing import Any, NamedTuple

START = "0" * 64
NOTHING = "{}"

_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


@dataclass(frozen=True, slots=True)
class Link:
    """A line as the chain sees it: what it says, and two hashes of 64 hex digits."""

    body: Mapping[str, object]
    previous_hash: str
    own_hash: str


def next_hash(previous_hash: str, body: Mapping[str, object]) -> str:
    """Hash what a line says, together with the hash of the line before.

    Args:
        previous_hash: the hash of the line before, ``START`` for the first line.
        body: strings, integers and mappings only, so that they have one canonical form.

    Returns:
        SHA-256 in hex, over sorted and unspaced JSON in UTF-8, in the manner of RFC 8785.
    """
    linked = {"previous_hash": previous_hash, "body": body}
    return sha256(canonical(linked)).hexdigest()


def canonical(body: Mapping[str, object]) -> bytes:
    """Write a mapping in its one canonical form: sorted, unspaced JSON in UTF-8."""
    return _encode(body).encode()


class Written(NamedTuple):
    """A line as it lies in its table, in the order of its columns.

    Attributes:
        number: the place in the chain.
        kind: what sort of fact.
        subject: what it is about.
        actor: who did it.
        at: when.
        shown: what everybody may read, as JSON in any form.
        hidden: ciphertext.
        previous_hash: the hash of the line before.
        own_hash: its own.
    """

    number: int
    kind: str
    subject: str
    actor: str
    at: str
    shown: str
    hidden: bytes
    previous_hash: str
    own_hash: str


def first_broken(chain: str, lines: Iterable[Written | tuple[Any, ...]]) -> int | None:
    """Name the first line, counted from 1, that does not follow from the one before.

    A record of a million lines is read as a whole, so what ``next_hash`` hashes is written down
    directly: that takes a quarter of the time.

    Lines missing at the end do not show: compare the last hash with a signed head kept elsewhere.

    Args:
        chain: the name of the chain.
        lines: all of it, in order; plain tuples do.
    """
    expected, name = START, encode_basestring(chain)
    for place, line in enumerate(lines, start=1):
        number, kind, subject, actor, at, shown, hidden, previous_hash, own_hash = line
        told = shown if shown == NOTHING else _encode(json.loads(shown))
        text = (
            f'{{"body":{{"actor":{encode_basestring(actor)},"at":{encode_basestring(at)},'
            f'"chain":{name},"hidden":"{bytes(hidden).hex()}","kind":{encode_basestring(kind)},'
            f'"number":{number},"shown":{told},"subject":{encode_basestring(subject)}}},'
            f'"previous_hash":{encode_basestring(previous_hash)}}}'
        )
        intact = own_hash == sha256(text.encode()).hexdigest()
        if not intact or previous_hash != expected or number != place:
            return place
        expected = own_hash
    return None
