"""Reading the numbers and lists of a provision as people type them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from comity.codes.errors import CodeTooLong, ParameterTwice, ParameterWrong, ShortNameWrong
from comity.codes.rules.documents import LONGEST_NAME
from comity.kernel.errors import SeveralProblems, WrongInput
from comity.kernel.order import Bound, Direction, Value

_NUMBER = re.compile(r"-?\d{1,9}")
_SPAN = re.compile(r"(\d{1,9})\s*(?:-|\u2013|\.\.)\s*(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Typed:
    """A parameter as somebody typed it.

    Attributes:
        name: of the parameter, as the vocabulary has it.
        direction: where stricter lies.
        value: a number, a span such as 3-7, or words with commas between them.
        unit: what a number counts; may be empty.
        scale: the steps of a scale, weakest first, with commas between them; may be empty.
        field: what a refusal calls it.
    """

    name: str
    direction: str
    value: str
    unit: str = ""
    scale: str = ""
    field: str = "parameters"


def parameters_of(rows: Sequence[Typed]) -> dict[str, Bound]:
    """Read the parameters of one provision.

    Raises:
        ParameterTwice: one stands there twice.
        ParameterWrong: a value does not fit its direction.
        SeveralProblems: more than one of them is wrong.
    """
    found: dict[str, Bound] = {}
    problems: list[WrongInput] = []
    for row in rows:
        if not row.name:
            problems.append(ShortNameWrong(field=row.field, name=row.value[:LONGEST_NAME]))
        elif row.name in found:
            problems.append(ParameterTwice(field=row.field, name=row.name))
        else:
            try:
                found[row.name] = bound_of(row)
            except WrongInput as problem:
                problems.append(problem)
    if len(problems) == 1:
        raise problems[0]
    if problems:
        raise SeveralProblems(problems)
    return found


def bound_of(row: Typed) -> Bound:
    """Read one parameter.

    Raises:
        ParameterWrong: the value does not fit its direction.
        CodeTooLong: a part of it is longer than a name.
    """
    for said in (row.unit, *_words(row.scale), *_words(row.value)):
        if len(said) > LONGEST_NAME:
            raise CodeTooLong(field=row.field, most=LONGEST_NAME)
    try:
        direction = Direction(row.direction)
        return Bound(direction, _value(direction, row.value), _words(row.scale), row.unit.strip())
    except ValueError as problem:
        raise ParameterWrong(field=row.field, name=row.name) from problem


def typed_of(name: str, bound: Bound) -> Typed:
    """Write a parameter as ``bound_of`` reads it."""
    value = bound.value
    if isinstance(value, frozenset):
        said = ", ".join(sorted(value))
    elif isinstance(value, tuple):
        said = f"{value[0]}-{value[1]}"
    else:
        said = str(value)
    return Typed(name, bound.direction, said, bound.unit, ", ".join(bound.scale))


def _value(direction: Direction, typed: str) -> Value:
    said = typed.strip()
    if direction in {Direction.SUPERSET, Direction.SUBSET}:
        if not _words(said):
            raise ValueError(typed)
        return frozenset(_words(said))
    if direction is Direction.INTERVAL:
        match = _SPAN.fullmatch(said)
        if match is None:
            raise ValueError(typed)
        return int(match[1]), int(match[2])
    if direction is not Direction.ONE_OF_ORDER and _NUMBER.fullmatch(said):
        return int(said)
    if not said:
        raise ValueError(typed)
    return said


def _words(typed: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for one in typed.split(",") if (word := one.strip())))
