"""The shape of a fact: something that happened, worth putting on record."""

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import ClassVar


class Chain(StrEnum):
    """The two chains of the record.

    ``OPEN`` tells of codes, charters, bodies and signatures, to the second.
    ``SEALED`` tells of reports, cases and measures: the day only, who and what
    as keyed hashes, and everything else under a key of its own.
    """

    OPEN = auto()
    SEALED = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What a line of the record says.

    Attributes:
        kind: ``thing:what_happened``, as in ``vote:closed``.
        chain: where it is written.
        personal: names of the fields that tell something about a person.
        subject: public id of the thing it happened to.
    """

    kind: ClassVar[str]
    chain: ClassVar[Chain] = Chain.OPEN
    personal: ClassVar[frozenset[str]]
    subject: str
