"""Which class of body the charter names for a matter, and for an appeal.

The walk in ``walk`` finds a body of this house. The table of a charter says more: it also names
those who work outside of it, such as whoever answers when somebody is in danger.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from comity.bodies.rules import BodyKind
from comity.charter.rules import AppealRoute, Appellant, Charter, Route, Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What a route depends on.

    Attributes:
        subject: a subject of the charter, or a behaviour.
        scope: where it happened.
        severity: 1 to 5.
        systemic: whether it is about a community that fails again and again.
    """

    subject: str
    scope: Scope
    severity: int = 1
    systemic: bool = False


@dataclass(frozen=True, slots=True)
class Routed:
    """Who handles a matter.

    Attributes:
        row: short name of the row that fits; empty where the charter has none.
        classes: ids, in the order in which they are asked; empty for nobody.
        because: the reason as a sentence, by language.
    """

    row: str
    classes: tuple[str, ...]
    because: Mapping[str, str]

    @property
    def first(self) -> str:
        """The class that is asked first; empty for nobody."""
        return self.classes[0] if self.classes else ""


@dataclass(frozen=True, slots=True)
class AppealTarget:
    """Where an appeal goes.

    Attributes:
        row: short name of the row that fits; empty where the charter has none.
        to: id of a class; empty where there is no appeal.
        who: may appeal; empty for everybody concerned.
        within_days: how long; None for the window of the charter.
        because: the reason as a sentence, by language.
    """

    row: str
    to: str
    who: frozenset[Appellant]
    within_days: int | None
    because: Mapping[str, str]


NOBODY = Routed("", (), {})


def route(matter: Matter, charter: Charter, there: Iterable[str]) -> Routed:
    """Find who handles a matter: the first row of the charter that fits counts.

    Args:
        matter: what it is about.
        charter: with its table.
        there: ids of the classes of which there is a body at or above the place.
    """
    for row in charter.agreed.routes:
        if _fits(row, matter, charter):
            return Routed(row.id, _asked(row.to, row.if_none, charter, there), row.because)
    return NOBODY


def appeal_target(
    decided_by: str, charter: Charter, there: Iterable[str], *, alone: bool = False
) -> AppealTarget:
    """Find where an appeal against a decision goes.

    Args:
        decided_by: id of the class that decided.
        charter: with its table.
        there: ids of the classes of which there is a body at or above the place.
        alone: whether one person decided, and not the body together.
    """
    for row in charter.agreed.appeal_routes:
        if (not row.decided_by or decided_by in row.decided_by) and row.alone in (None, alone):
            return _target(row, charter, there)
    return AppealTarget("", "", frozenset(), None, {})


def classes_of(kinds: Iterable[BodyKind], charter: Charter) -> frozenset[str]:
    """Name the classes that bodies of these kinds belong to."""
    known = {str(kind) for kind in kinds}
    return frozenset(name for name, one in charter.agreed.classes.items() if one.kinds & known)


def _target(row: AppealRoute, charter: Charter, there: Iterable[str]) -> AppealTarget:
    asked = _asked(row.to, row.if_none, charter, there)
    clock = charter.agreed.clocks.get(row.within)
    return AppealTarget(
        row.id, asked[0] if asked else "", row.who, clock.days if clock else None, row.because
    )


def _fits(row: Route, matter: Matter, charter: Charter) -> bool:
    least, most = row.severity
    return (
        (not row.subjects or charter.subject_of(matter.subject) in row.subjects)
        and (not row.scopes or matter.scope in row.scopes)
        and least <= matter.severity <= most
        and (matter.systemic or not row.systemic)
    )


def _asked(
    to: tuple[str, ...], if_none: str, charter: Charter, there: Iterable[str]
) -> tuple[str, ...]:
    """Keep the classes that there are. One that works outside of this house is always there."""
    here = set(there)
    classes = charter.agreed.classes
    found = tuple(one for one in to if one in here or not classes[one].kinds)
    return found or ((if_none,) if if_none else ())
