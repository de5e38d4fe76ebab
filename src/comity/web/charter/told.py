"""A charter as one reader gets it: plain sentences in groups, each with its source."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from comity.charter.queries import VersionRow, charter
from comity.charter.rules import (
    Ballot,
    Charter,
    Clock,
    Decision,
    Limit,
    Role,
    numbers,
    origin_of,
    spoken,
)
from comity.web.bodies.words import DECISIONS, majority
from comity.web.charter.words import (
    DUTIES,
    DUTY_NAMES,
    MISSED,
    MOST,
    NUMBERS,
    ROLE_NUMBERS,
    STANDINGS,
    span,
)
from comity.web.components import listed


@dataclass(frozen=True, slots=True)
class Told:
    """One number, or a few that belong together, in plain words.

    Attributes:
        text: whole sentences, or a name that stands above several.
        parts: the sentences that stand under it.
        source: the place of its source in the list of sources; 0 for a community's own.
        where: the section of the source.
        note: why so much; may be empty.
        since: the day since which it is so; None where it was never otherwise.
        own: whether a community set it itself.
    """

    text: str
    parts: Sequence[str]
    source: int
    where: str
    note: str
    since: date | None
    own: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Numbers that belong together; ``slug`` is the anchor."""

    slug: str
    name: str
    rows: Sequence[Told]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source as the page lists it."""

    place: int
    name: str
    standing: tuple[Promise | str, str]
    address: str
    adopted_on: date | None


class Teller:
    """Tells one charter in the reader's language."""

    def __init__(self, told: Charter, earlier: Sequence[VersionRow]) -> None:
        """Look up where everything comes from and since when it is so.

        Args:
            told: the charter.
            earlier: its version and those before it, newest first.
        """
        self._charter = told
        self._places = {name: place for place, name in enumerate(told.agreed.sources, start=1)}
        self._since = _since(told, earlier)

    def groups(self) -> list[Group]:
        """Tell everything that is no table."""
        agreed = self._charter.agreed
        found = [
            ("time", _("How long things take"), [*self._time()]),
            ("deciding", _("How many decide"), [*self._deciding()]),
            ("danger", _("When somebody is in danger"), [*self._named("emergency")]),
            ("people", _("What is asked of people"), [*self._people()]),
            (
                "kept",
                _("How long something is kept"),
                [*self._clocks("retention", agreed.retention)],
            ),
            ("limits", _("Limits"), [*self._limits()]),
        ]
        return [Group(slug, name, rows) for slug, name, rows in found if rows]

    def sources(self) -> list[SourceRow]:
        """Tell where the numbers come from."""
        return [
            SourceRow(
                self._places[name],
                self._said(one.names),
                STANDINGS[one.standing],
                one.address,
                one.adopted_on,
            )
            for name, one in self._charter.agreed.sources.items()
        ]

    def routes(self) -> list[dict[str, object]]:
        """Tell who handles what: reason, and the classes that are asked, nearest first."""
        return [
            {"because": self._said(row.because), "to": self._classes((*row.to, row.if_none))}
            for row in self._charter.agreed.routes
        ]

    def appeals(self) -> list[dict[str, object]]:
        """Tell where appeals go."""
        return [
            {
                "because": self._said(row.because),
                "by": self._classes(row.decided_by),
                "to": self._classes((*row.to, row.if_none)),
            }
            for row in self._charter.agreed.appeal_routes
        ]

    def ladder(self) -> list[tuple[str, str]]:
        """Name the rungs of the ladder of measures."""
        return [(one.code, self._said(one.names)) for one in self._charter.guideline.measures]

    def cells(self) -> list[tuple[int, list[str]]]:
        """Tell the guideline: a row for each severity, a range for each history."""
        return [
            (severity, [f"M{cell.floor} … M{cell.ceiling}" for cell in row])
            for severity, row in self._charter.guideline.cells.items()
        ]

    def _time(self) -> Iterator[Told]:
        yield from self._named("deadlines")
        yield from self._named("appeals")
        yield from self._clocks("clocks", self._charter.agreed.clocks)
        yield from self._clocks("notices", self._charter.agreed.notices)

    def _deciding(self) -> Iterator[Told]:
        here = self._charter
        yield from self._named("handlers_minimum")
        yield from self._named("panel")
        yield from self._named("competence")
        for decision in Decision:
            needed = here.majorities[decision]
            key = f"majorities.{decision}.share"
            yield self._row(key, str(DECISIONS[decision]), [majority(needed)])
        for name, ballot in here.ballots.items():
            key = next(self._under(f"ballots.{name}"))
            yield self._row(key, self._said(ballot.names), self._ballot(ballot))
        yield from self._named("guideline")

    def _people(self) -> Iterator[Told]:
        agreed = self._charter.agreed
        for name, role in agreed.roles.items():
            key = next(self._under(f"roles.{name}"))
            yield self._row(key, self._said(role.names), self._role(role))
        if agreed.signing.roles:
            named = [self._said(agreed.roles[one].names) for one in sorted(agreed.signing.roles)]
            text = _("These must confirm the code: %(who)s.") % {"who": listed(named)}
            yield self._row("signing.roles", text)
            yield from self._named("signing")

    def _limits(self) -> Iterator[Told]:
        agreed = self._charter.agreed
        for table, limits in (("caps", agreed.caps), ("thresholds", agreed.thresholds)):
            for name, limit in limits.items():
                yield self._row(f"{table}.{name}.count", self._limit(limit))

    def _named(self, table: str) -> Iterator[Told]:
        """Tell the numbers of a table that have a sentence of their own, in the order of those."""
        for key, sentence in NUMBERS.items():
            if key.split(".")[0] == table and (value := self._value(key)) is not None:
                yield self._row(key, str(sentence % {"count": value}))

    def _clocks(self, table: str, clocks: Mapping[str, Clock]) -> Iterator[Told]:
        for name, clock in clocks.items():
            amount = MOST[clock.stricter] % {"amount": span(clock.hours)}
            missed = MISSED[clock.missed] if clock.missed else ""
            text = f"{self._said(clock.names)} {amount} {missed}".strip()
            yield self._row(f"{table}.{name}.span", text)

    def _limit(self, limit: Limit) -> str:
        amount = MOST[limit.stricter] % {"amount": limit.count}
        return f"{self._said(limit.names)}: {amount}"

    @staticmethod
    def _role(role: Role) -> list[str]:
        parts = [str(ROLE_NUMBERS[key] % {"count": count}) for key, count in role.numbers.items()]
        parts += [f"{DUTY_NAMES[key]}: {DUTIES[duty]}." for key, duty in role.duties.items()]
        for module, duty in role.training.items():
            parts.append(
                _("Training “%(module)s”: %(duty)s.")
                % {"module": module.replace("_", " "), "duty": DUTIES[duty]}
            )
        return parts

    def _ballot(self, ballot: Ballot) -> list[str]:
        parts = []
        if ballot.majority is not None:
            parts.append(majority(ballot.majority))
        if ballot.any_way:
            parts.append(_("One of these is enough."))
        if ballot.in_favour:
            parts.append(_("Votes in favour, at least: %(count)s.") % {"count": ballot.in_favour})
        if ballot.net:
            parts.append(
                _("More votes for than against, at least: %(count)s.") % {"count": ballot.net}
            )
        if ballot.quorum:
            parts.append(_("So many must take part: %(count)s.") % {"count": ballot.quorum})
        if ballot.wait_hours:
            parts.append(_("It then waits for %(span)s.") % {"span": span(ballot.wait_hours)})
        for other in ballot.also:
            named = self._said(self._charter.ballots[other].names)
            parts.append(_("This must be carried too: %(other)s.") % {"other": named})
        return parts

    def _row(self, key: str, text: str, parts: Sequence[str] = ()) -> Told:
        here = self._charter
        own = key in here.own
        origin = None if own else origin_of(key, here.agreed)
        return Told(
            text=text,
            parts=parts,
            source=self._places[origin.source] if origin else 0,
            where=origin.where if origin else "",
            note=self._said(origin.note) if origin and origin.note else "",
            since=self._since.get(key),
            own=own,
        )

    def _value(self, key: str) -> object:
        found = self._charter.values
        for part in key.split("."):
            if not isinstance(found, dict) or part not in found:
                return None
            found = found[part]
        return found

    def _under(self, start: str) -> Iterator[str]:
        return (key for key in numbers(self._charter.values) if key.startswith(f"{start}."))

    def _classes(self, names: Sequence[str] | frozenset[str]) -> str:
        known = self._charter.agreed.classes
        return listed([self._said(known[one].names) for one in names if one])

    @staticmethod
    def _said(names: Mapping[str, str]) -> str:
        return spoken(names, get_language() or "en")


def _since(told: Charter, earlier: Sequence[VersionRow]) -> dict[str, date]:
    """Say since when each number is as it is, where it was ever otherwise."""
    now = {key: one.bound for key, one in numbers(told.values).items()}
    found: dict[str, date] = {}
    for newer, older in pairwise(earlier):
        before = {key: one.bound for key, one in numbers(charter(older.id).values).items()}
        for key, bound in now.items():
            if key not in found and before.get(key) != bound:
                found[key] = newer.adopted_on
    return found
