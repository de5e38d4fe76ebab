"""What the measures package puts on record: on the sealed chain, by day, and never whom."""

from dataclasses import dataclass
from typing import ClassVar

from comity.kernel.facts import Chain, Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureFact(Fact):
    """Something happened to a measure."""

    chain: ClassVar[Chain] = Chain.SEALED
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureOrdered(MeasureFact):
    """A measure was ordered."""

    kind: ClassVar[str] = "measure:ordered"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureInForce(MeasureFact):
    """A measure took effect."""

    kind: ClassVar[str] = "measure:in_force"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureStuck(MeasureFact):
    """A measure has failed so often that a person has to look; it goes on being tried."""

    kind: ClassVar[str] = "measure:stuck"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRefused(MeasureFact):
    """The wiki refuses for good; only a person can help."""

    kind: ClassVar[str] = "measure:refused"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRetryOrdered(MeasureFact):
    """A person asked for a measure to be tried again."""

    kind: ClassVar[str] = "measure:retry_ordered"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureEndOrdered(MeasureFact):
    """It was ordered that a measure ends before its day."""

    kind: ClassVar[str] = "measure:end_ordered"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureExpired(MeasureFact):
    """A measure ran out."""

    kind: ClassVar[str] = "measure:expired"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureEnded(MeasureFact):
    """A measure was taken back."""

    kind: ClassVar[str] = "measure:ended"
    personal: ClassVar[frozenset[str]] = frozenset()
