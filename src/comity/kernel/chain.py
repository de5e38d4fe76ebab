"""The hash chain that shows whether a series of lines is still as it was written."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

START = "0" * 64


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
    return hashlib.sha256(canonical(linked)).hexdigest()


def canonical(body: Mapping[str, object]) -> bytes:
    """Write a mapping in its one canonical form: sorted, unspaced JSON in UTF-8."""
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def first_broken(links: Iterable[Link]) -> int | None:
    """Name the first line, counted from 1, that does not follow from the one before.

    Lines missing at the end do not show: compare the last hash with a signed head kept elsewhere.
    """
    expected = START
    for number, link in enumerate(links, start=1):
        intact = link.own_hash == next_hash(link.previous_hash, link.body)
        if link.previous_hash != expected or not intact:
            return number
        expected = link.own_hash
    return None
