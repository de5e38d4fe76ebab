"""How large groups are among the people whom a consultation concerns: reading and checking it."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from comity.consultation.errors.equity import (
    TargetColumnsWrong,
    TargetDayWrong,
    TargetDimensionUnknown,
    TargetGroupWrong,
    TargetShareWrong,
    TargetSourceMissing,
    TargetsTooMany,
    TargetSumWrong,
    TargetTwice,
)
from comity.consultation.rules.equity import Dimension
from comity.consultation.rules.hiding import OTHER
from comity.kernel.errors import SeveralProblems, WrongInput

LONGEST_CATEGORY = 80
LONGEST_SOURCE = 300
MOST_GROUPS = 400
WHOLE, SLACK = Decimal(100), Decimal(1)
"""Shares of a dimension add up to 100 percent; rounding may cost one."""

FIELD = "table"
COLUMNS = 5
_THOUSANDTH = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Target:
    """How large one group is.

    Attributes:
        dimension: by what it is told apart.
        category: the group.
        share: percent of the people concerned.
        source: where the figure comes from.
        as_of: the day that it tells of.
    """

    dimension: Dimension
    category: str
    share: Decimal
    source: str
    as_of: date


def read_table(text: str) -> tuple[Target, ...]:
    """Read targets from a table (CSV, RFC 4180): dimension, group, share, source, day.

    A first line that names the columns may be there. Columns may stand apart by commas, semicolons
    or tabulators, as spreadsheets write them. Shares may carry a percent sign.

    Raises:
        SeveralProblems: lines cannot be read or contradict each other; each names its number.
    """
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    separator = next((one for one in ",;\t" if _columns(text, one) == COLUMNS), ",")
    targets: list[Target] = []
    problems: list[WrongInput] = []
    seen: set[tuple[Dimension, str]] = set()
    for number, row in enumerate(_rows(text, separator), start=1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or (number == 1 and cells[0].lower() == "dimension"):
            continue
        if len(targets) + len(problems) >= MOST_GROUPS:
            problems.append(TargetsTooMany(field=FIELD, most=MOST_GROUPS))
            break
        try:
            target = _target(cells, number)
        except WrongInput as problem:
            problems.append(problem)
            continue
        if (target.dimension, target.category) in seen:
            problems.append(TargetTwice(field=FIELD, line=number))
        seen.add((target.dimension, target.category))
        targets.append(target)
    problems = problems or _sums(targets)
    if problems:
        raise SeveralProblems(problems)
    return tuple(targets)


def _rows(text: str, separator: str) -> Iterator[Sequence[str]]:
    """Read line by line; one that no spreadsheet writes comes as a line without columns."""
    reader = csv.reader(io.StringIO(text), delimiter=separator)
    while True:
        try:
            yield next(reader)
        except csv.Error:
            yield ("?",)
        except StopIteration:
            return


def _columns(text: str, separator: str) -> int:
    return len(next(_rows(text, separator), ()))


def _target(cells: Sequence[str], line: int) -> Target:
    if len(cells) != COLUMNS:
        raise TargetColumnsWrong(field=FIELD, line=line)
    name, category, share, source, day = cells
    try:
        dimension = Dimension(name.lower().replace(" ", "_"))
    except ValueError as problem:
        raise TargetDimensionUnknown(field=FIELD, line=line) from problem
    if not 0 < len(category) <= LONGEST_CATEGORY or category == OTHER:
        raise TargetGroupWrong(field=FIELD, line=line)
    if not 0 < len(source) <= LONGEST_SOURCE:
        raise TargetSourceMissing(field=FIELD, line=line)
    try:
        as_of = date.fromisoformat(day)
    except ValueError as problem:
        raise TargetDayWrong(field=FIELD, line=line) from problem
    return Target(dimension, category, _share(share, line), source, as_of)


def _share(text: str, line: int) -> Decimal:
    try:
        share = Decimal(text.removesuffix("%").strip())
    except InvalidOperation as problem:
        raise TargetShareWrong(field=FIELD, line=line) from problem
    if not share.is_finite() or not 0 <= share <= WHOLE:
        raise TargetShareWrong(field=FIELD, line=line)
    return share.quantize(_THOUSANDTH)


def _sums(targets: Iterable[Target]) -> list[WrongInput]:
    sums: dict[Dimension, Decimal] = defaultdict(Decimal)
    for one in targets:
        sums[one.dimension] += one.share
    return [
        TargetSumWrong(field=FIELD, dimension=dimension, sum=f"{total.normalize():f}")
        for dimension, total in sums.items()
        if abs(total - WHOLE) > SLACK
    ]


def write_table(targets: Iterable[Target]) -> str:
    """Write targets as ``read_table`` reads them."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for one in targets:
        share = f"{one.share.normalize():f}"
        writer.writerow([one.dimension, one.category, share, one.source, one.as_of.isoformat()])
    return out.getvalue()


def shares(targets: Iterable[Target]) -> Mapping[Dimension, Mapping[str, float]]:
    """Give the shares by dimension and group, as ``rules.equity`` measures against them."""
    found: dict[Dimension, dict[str, float]] = {}
    for one in targets:
        found.setdefault(one.dimension, {})[one.category] = float(one.share)
    return found


def proposed(counts: Mapping[str, int], source: str, as_of: date) -> tuple[Target, ...]:
    """Turn counts of languages into shares that add up to 100 percent.

    Args:
        counts: how many speak which language.
        source: where the counts come from.
        as_of: the day they tell of.
    """
    whole = sum(counts.values())
    return tuple(
        Target(
            Dimension.LANGUAGE,
            tag,
            (WHOLE * many / whole).quantize(_THOUSANDTH),
            source,
            as_of,
        )
        for tag, many in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    )


def language_among(tag: str, known: Iterable[str]) -> str:
    """Find the language that is measured for one that somebody wrote in.

    Args:
        tag: as somebody's words are marked, such as pt-br.
        known: the languages that have a share, such as pt.
    """
    known = set(known)
    parts = tag.split("-")
    tries = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((one for one in tries if one in known), tag)
