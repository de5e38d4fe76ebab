"""Who handles what at a place, as a table that people can read."""

from dataclasses import dataclass

from comity.bodies.rules import SEVERITIES, Stage
from comity.competence.rules.structure import Structure
from comity.competence.rules.walk import who_handles


@dataclass(frozen=True, slots=True)
class Row:
    """What is handled by the same bodies.

    Attributes:
        subjects: ids of subjects; empty where it is the same for all of them.
        severity_from: 1 to 5.
        severity_to: 1 to 5.
        bodies: ids, nearest first; empty where nobody can handle it.
    """

    subjects: tuple[str, ...]
    severity_from: int
    severity_to: int
    bodies: tuple[str, ...]


def table(place: str, structure: Structure, *, stage: Stage = Stage.FIRST) -> list[Row]:
    """List who handles what, subjects that are handled alike together."""
    alike: dict[tuple[tuple[str, ...], ...], list[str]] = {}
    for subject in structure.charter.subjects:
        chains = tuple(
            tuple(one.body_id for one in who_handles(place, subject, grave, structure, stage=stage))
            for grave in SEVERITIES
        )
        alike.setdefault(chains, []).append(subject)
    rows: list[Row] = []
    for chains, subjects in alike.items():
        named = () if len(alike) == 1 else tuple(subjects)
        rows += _rows(named, chains)
    return rows


def _rows(subjects: tuple[str, ...], chains: tuple[tuple[str, ...], ...]) -> list[Row]:
    rows: list[Row] = []
    for severity, bodies in zip(SEVERITIES, chains, strict=True):
        if rows and rows[-1].bodies == bodies:
            rows[-1] = Row(subjects, rows[-1].severity_from, severity, bodies)
        else:
            rows.append(Row(subjects, severity, severity, bodies))
    return rows
