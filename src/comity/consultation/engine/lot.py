"""Chances for a panel by lot: the smallest chance of anybody is as large as quotas allow.

The maximin lottery of Flanigan et al., Fair algorithms for selecting citizens' assemblies, Nature
596, 2021, p. 548-552, by column generation. People who give the same answers are interchangeable,
so that the solver counts types instead of people: for every lottery there is one that gives all
people of a type the same chance without a smaller smallest one.

Many lotteries have the same smallest chance. Among them one is looked for whose largest chance is
small, so that nobody is as good as chosen who does not have to be (after Goldilocks; Baharav and
Flanigan, Fair, manipulation-robust, and transparent sortition, EC 2024).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from comity.consultation.rules.lot import PARTS, Lots, Mix, Quota, Ticket, chances, types_of

ENOUGH = 1e-9
"""How much better a panel has to be to be looked at; a chance is exact to about that."""

CLOSE = 1e-6
"""Two chances that differ by less are the same."""

EVENING = 100
"""Panels that are looked at to make the largest chance smaller; the smallest is exact before."""

_WHOLE = 1
_SLIGHT = 1e-12


class CannotSolve(Exception):
    """The solver came to no end, which no pool that we know of makes it do."""


@dataclass(frozen=True, slots=True)
class Relaxed:
    """No panel keeps the quotas; these are the nearest that one can.

    Attributes:
        quotas: all of them, with the fewest changes.
        changed: those that are not as they were asked for.
    """

    quotas: tuple[Quota, ...]
    changed: tuple[Quota, ...]


@dataclass(frozen=True, slots=True)
class _Model:
    """The pool and its quotas as matrices; columns are types.

    Attributes:
        people: how many are of each type.
        has: a row for each quota: 1 for the types it counts.
        least: of each quota.
        most: of each quota.
        seats: of the panel.
    """

    people: np.ndarray
    has: np.ndarray
    least: np.ndarray
    most: np.ndarray
    seats: int


def lots(pool: Sequence[Ticket], quotas: Sequence[Quota], seats: int) -> Lots | Relaxed:
    """Give the panels that can be drawn, with chances whose smallest is as large as can be.

    Args:
        pool: at least as many people as seats.
        quotas: as ``rules.lot.check_quotas`` returned them.
        seats: how many are drawn.

    Raises:
        CannotSolve: the solver came to no end.
    """
    types = types_of(pool)
    model = _model(types, quotas, seats)
    if _best(model, np.zeros(len(types))) is None:
        return _relaxed(model, quotas)
    mixes, never = _first(model)
    while True:
        prices, worst = _prices(model, mixes, never)
        found = _best(model, prices)
        if found is None:
            raise CannotSolve
        if prices @ found <= worst + ENOUGH or tuple(found) in mixes:
            break
        mixes[tuple(found)] = None
    shares = _evened(model, mixes, never, worst)
    return Lots(
        tuple(dict(answers) for answers in types),
        _rounded(shares, list(mixes)),
        tuple(sorted(never)),
    )


def as_fair(found: Lots, pool: Sequence[Ticket], quotas: Sequence[Quota], seats: int) -> bool:
    """Tell whether no lottery gives anybody who can be drawn at all a larger smallest chance.

    Raises:
        CannotSolve: the solver came to no end.
    """
    best = lots(pool, quotas, seats)
    if isinstance(best, Relaxed) or best.never != found.never:
        return False
    able = [one for one in chances(found, pool).values() if one]
    fairest = [one for one in chances(best, pool).values() if one]
    return min(able, default=0.0) >= min(fairest, default=0.0) - CLOSE


def _model(
    types: dict[tuple[tuple[str, str], ...], tuple[str, ...]], quotas: Sequence[Quota], seats: int
) -> _Model:
    has = [[(str(one.dimension), one.category) in answers for answers in types] for one in quotas]
    return _Model(
        people=np.array([len(ids) for ids in types.values()], dtype=float),
        has=np.array(has, dtype=float).reshape(len(quotas), len(types)),
        least=np.array([one.least for one in quotas], dtype=float),
        most=np.array([one.most for one in quotas], dtype=float),
        seats=seats,
    )


def _best(model: _Model, worth: np.ndarray) -> np.ndarray | None:
    """Find the panel within the quotas whose members are worth most; None if there is none."""
    constraints = [LinearConstraint(np.ones((1, len(worth))), model.seats, model.seats)]
    if len(model.has):
        constraints.append(LinearConstraint(model.has, model.least, model.most))
    done = milp(
        -worth,
        integrality=np.full(len(worth), _WHOLE),
        bounds=Bounds(0, model.people),
        constraints=constraints,
        options={"mip_rel_gap": 0.0},
    )
    return None if done.x is None else np.rint(done.x).astype(int)


def _first(model: _Model) -> tuple[dict[tuple[int, ...], None], frozenset[int]]:
    """Find panels that have a member of every type, and the types that none can have."""
    mixes: dict[tuple[int, ...], None] = {}
    waiting = np.ones(len(model.people), dtype=bool)
    while waiting.any():
        found = _best(model, waiting.astype(float))
        if found is None:
            raise CannotSolve
        met = waiting & (found > 0)
        if not met.any():
            break
        mixes[tuple(found)] = None
        waiting &= ~met
    return mixes, frozenset(int(place) for place in np.flatnonzero(waiting))


def _prices(
    model: _Model, mixes: dict[tuple[int, ...], None], never: frozenset[int]
) -> tuple[np.ndarray, float]:
    """Price the types so that the dearest panel is as cheap as can be (the dual problem).

    Returns:
        The price of a member of each type, and that of the dearest panel.
    """
    many = len(model.people)
    rows = np.hstack([np.array(list(mixes), dtype=float), -np.ones((len(mixes), 1))])
    whole = np.append(model.people, 0.0)
    upper = [0.0 if place in never else None for place in range(many)]
    done = linprog(
        np.append(np.zeros(many), 1.0),
        A_ub=rows,
        b_ub=np.zeros(len(mixes)),
        A_eq=whole.reshape(1, -1),
        b_eq=[1.0],
        bounds=[*((0.0, one) for one in upper), (None, None)],
        method="highs",
    )
    if done.x is None:
        raise CannotSolve
    return done.x[:many], float(done.x[many])


def _evened(
    model: _Model, mixes: dict[tuple[int, ...], None], never: frozenset[int], smallest: float
) -> np.ndarray:
    """Give each panel its chance, so that nobody's is below the smallest or needlessly large."""
    counted = [place for place in range(len(model.people)) if place not in never]
    people = model.people[counted]
    # A hair below the smallest, because the panels found so far meet it to rounding only.
    floor = people * (smallest - ENOUGH)
    for turn in range(EVENING + 1):
        columns = np.array(list(mixes), dtype=float).T[counted]
        done = linprog(
            np.append(np.zeros(len(mixes)), 1.0),
            A_ub=np.vstack(
                [
                    np.hstack([-columns, np.zeros((len(counted), 1))]),
                    np.hstack([columns, -people.reshape(-1, 1)]),
                ]
            ),
            b_ub=np.concatenate([-floor, np.zeros(len(counted))]),
            A_eq=np.append(np.ones(len(mixes)), 0.0).reshape(1, -1),
            b_eq=[1.0],
            bounds=(0.0, None),
            method="highs",
        )
        if done.x is None:
            raise CannotSolve
        worth = np.zeros(len(model.people))
        worth[counted] = done.ineqlin.marginals[len(counted) :]
        worth[counted] -= done.ineqlin.marginals[: len(counted)]
        found = _best(model, worth)
        if (
            turn == EVENING
            or found is None
            or worth @ found <= ENOUGH - done.eqlin.marginals[0]
            or tuple(found) in mixes
        ):
            break
        mixes[tuple(found)] = None
    shares: np.ndarray = np.clip(done.x[: len(mixes)], 0.0, None)
    return shares


def _rounded(shares: np.ndarray, mixes: Sequence[tuple[int, ...]]) -> tuple[Mix, ...]:
    """Turn chances into whole parts that add up, panels in a settled order."""
    parts = {
        tuple(int(many) for many in mix): round(float(share / shares.sum()) * PARTS)
        for mix, share in zip(mixes, shares, strict=True)
        if share > _SLIGHT
    }
    likeliest = max(parts, key=lambda mix: (parts[mix], mix))
    parts[likeliest] += PARTS - sum(parts.values())
    return tuple(Mix(parts[mix], mix) for mix in sorted(parts))


def _relaxed(model: _Model, quotas: Sequence[Quota]) -> Relaxed:
    """Find the fewest members by which quotas have to give way."""
    many, rules = len(model.people), len(quotas)
    # One number for each type, then by how much each least falls and each most rises.
    down = np.hstack([model.has, np.eye(rules), np.zeros((rules, rules))])
    up = np.hstack([model.has, np.zeros((rules, rules)), -np.eye(rules)])
    seats = np.append(np.ones(many), np.zeros(2 * rules)).reshape(1, -1)
    done = milp(
        np.append(np.zeros(many), np.ones(2 * rules)),
        integrality=np.full(many + 2 * rules, _WHOLE),
        bounds=Bounds(0, np.concatenate([model.people, model.least, np.full(rules, model.seats)])),
        constraints=[
            LinearConstraint(down, model.least, np.inf),
            LinearConstraint(up, -np.inf, model.most),
            LinearConstraint(seats, model.seats, model.seats),
        ],
        options={"mip_rel_gap": 0.0},
    )
    if done.x is None:
        raise CannotSolve
    changes = np.rint(done.x[many:]).astype(int)
    relaxed = tuple(
        Quota(one.dimension, one.category, one.least - int(lower), one.most + int(higher))
        for one, lower, higher in zip(quotas, changes[:rules], changes[rules:], strict=True)
    )
    return Relaxed(relaxed, tuple(one for one in relaxed if one not in set(quotas)))
