"""What will soon keep a body or a community from being served, said before it happens."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum, auto

ENDS_SOON = timedelta(days=60)


class Trouble(StrEnum):
    """Every concern there is. Each has words, under ``concern_`` and its name."""

    NOBODY_SITS = auto()
    FEW_KEYS = auto()
    SEATS_END = auto()
    NO_CONTACT = auto()
    MANDATE_OVER = auto()
    NOBODY_READS = auto()


@dataclass(frozen=True, slots=True)
class Concern:
    """Something to mend, about a body or a community.

    Attributes:
        trouble: what it is.
        about: short name of the body or the community.
        detail: values for the sentence. Nothing that tells about a person.
    """

    trouble: Trouble
    about: str
    detail: Mapping[str, object] = field(default_factory=dict)

    @property
    def told(self) -> dict[str, object]:
        """The values for the sentence, with what it is about among them."""
        return {"about": self.about, **self.detail}

    @property
    def code(self) -> str:
        """The code under which the words stand."""
        return f"concern_{self.trouble}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manned:
    """A body as far as its concerns go.

    Attributes:
        slug: its short name.
        contact: how to reach it; empty if nobody said.
        ends: the last day of each seat that is held today.
        coming: how many seats begin later.
        certified: how many of those who sit hold a certified key.
        mandate_ends: the last day of each mandate it ever had; None for no end.
    """

    slug: str
    contact: str
    ends: tuple[date, ...]
    coming: int
    certified: int
    mandate_ends: tuple[date | None, ...]


def of_body(body: Manned, *, needed: int, today: date) -> list[Concern]:
    """List what is to be mended in a body.

    Args:
        body: as it is today.
        needed: how many members with certified keys the charter asks for.
        today: the day.
    """
    found = []
    if not body.contact.strip():
        found.append(Concern(Trouble.NO_CONTACT, body.slug))
    running = [end for end in body.mandate_ends if end is None or end >= today]
    if body.mandate_ends and not running:
        last = max(end for end in body.mandate_ends if end is not None)
        detail: dict[str, object] = {"day": last.isoformat()}
        return [*found, Concern(Trouble.MANDATE_OVER, body.slug, detail)]
    if not running:
        return found
    if not body.ends:
        return [*found, Concern(Trouble.NOBODY_SITS, body.slug)]
    if body.certified < needed:
        detail = {"count": body.certified, "needed": needed}
        found.append(Concern(Trouble.FEW_KEYS, body.slug, detail))
    ending = sorted(end for end in body.ends if end <= today + ENDS_SOON)
    if len(ending) > body.coming:
        detail = {"count": len(ending) - body.coming, "day": ending[0].isoformat()}
        found.append(Concern(Trouble.SEATS_END, body.slug, detail))
    return found


def reads_any(spoken: Collection[str], read: Collection[str]) -> bool:
    """Tell whether somebody who reads these languages understands one that is spoken.

    Variants of one language understand each other: ``pt-br`` and ``pt``.
    """
    return not spoken or not {_main(one) for one in spoken}.isdisjoint(map(_main, read))


def _main(tag: str) -> str:
    return tag.lower().partition("-")[0]
