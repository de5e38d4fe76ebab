"""How the state of a wiki, and of a need there, is said and shown."""

from dataclasses import dataclass

from comity.messages import words
from comity.wikis.queries import Standing
from comity.wikis.rules import Line, Met

TONES = {Met.MET: "good", Met.MISSING: "danger", Met.EXCESS: "warn", Met.UNKNOWN: "still"}
STANDING_TONES = {
    Standing.WORKS: "good",
    Standing.TROUBLED: "danger",
    Standing.UNCHECKED: "still",
    Standing.DISCONNECTED: "still",
}


@dataclass(frozen=True, slots=True)
class Said:
    """A line of the checklist in words.

    Attributes:
        line: as the table gives it.
        need: what is needed.
        why: why we need it.
        without: what cannot be done without it.
        state: whether it is met, as a word with its tone.
    """

    line: Line
    need: str
    why: str
    without: str
    state: tuple[str, str]

    @property
    def optional(self) -> bool:
        """Whether a wiki serves without it, unless its community decided otherwise."""
        decided = self.line.name in {"group", "only_group"}
        return self.line.met is Met.MISSING and not (self.line.needed or decided)


def said(line: Line) -> Said:
    """Put a line of the checklist into words."""
    tone = "warn" if line.met is Met.MISSING and not line.needed else TONES[line.met]
    return Said(
        line,
        words(f"wiki_need_{line.name}"),
        words(f"wiki_why_{line.name}"),
        words(f"wiki_without_{line.name}"),
        (words(f"wiki_met_{line.met}"), tone),
    )


def standing_word(standing: Standing) -> tuple[str, str]:
    """Say how a wiki stands, as a word with its tone."""
    return words(f"wiki_standing_{standing}"), STANDING_TONES[standing]
