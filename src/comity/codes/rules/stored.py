"""How bounds and names are kept in a table: as JSON that reads like the TOML they came from."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from comity.codes.rules.documents import Document, Source
from comity.codes.rules.provisions import Kind, Modality, Provision
from comity.kernel.order import Bound, Direction, Value


def bound_to(bound: Bound) -> dict[str, object]:
    """Write a bound as JSON."""
    value: object = bound.value
    if isinstance(value, frozenset):
        value = sorted(value)
    elif isinstance(value, tuple):
        value = {"from": value[0], "to": value[1]}
    return {
        "direction": bound.direction,
        "value": value,
        "scale": list(bound.scale),
        "unit": bound.unit,
    }


def bound_from(stored: Mapping[str, object]) -> Bound:
    """Read a bound that ``bound_to`` wrote."""
    scale = stored["scale"]
    words = tuple(str(one) for one in scale) if isinstance(scale, list) else ()
    direction = Direction(str(stored["direction"]))
    return Bound(direction, _value(stored["value"]), words, str(stored["unit"]))


def rule_to(rule: Provision) -> dict[str, object]:
    """Write what a provision asks as JSON."""
    return {
        "id": rule.id,
        "kind": rule.kind,
        "modality": rule.modality or "",
        "derogable": rule.derogable,
        "behaviours": sorted(rule.behaviours),
        "actors": sorted(rule.actors),
        "spaces": sorted(rule.spaces),
        "exceptions": sorted(rule.exceptions),
        "parameters": {name: bound_to(bound) for name, bound in rule.parameters.items()},
        "refines": rule.refines,
    }


def rule_from(stored: Mapping[str, Any]) -> Provision:
    """Read what ``rule_to`` wrote."""
    sets = ("behaviours", "actors", "spaces", "exceptions")
    return Provision(
        id=stored["id"],
        kind=Kind(stored["kind"]),
        modality=Modality(stored["modality"]) if stored["modality"] else None,
        derogable=stored["derogable"],
        parameters={name: bound_from(one) for name, one in stored["parameters"].items()},
        refines=stored["refines"],
        **{axis: frozenset(stored[axis]) for axis in sets},
    )


def source_to(source: Source | None) -> dict[str, str] | None:
    """Write as JSON where words were taken from."""
    return asdict(source) if source else None


def source_from(stored: Mapping[str, str] | None) -> Source | None:
    """Read what ``source_to`` wrote."""
    return Source(**stored) if stored else None


def names_to(document: Document) -> dict[str, dict[str, dict[str, str]]]:
    """Write the names of a code as JSON: the words of each, and where it stands."""
    trees = {
        "behaviours": document.vocabulary.behaviours.parents,
        "actors": document.vocabulary.actors.parents,
        "spaces": document.vocabulary.spaces.parents,
    }
    return {
        axis: {
            name: dict(words) | ({"parent": trees[axis][name]} if axis in trees else {})
            for name, words in names.items()
        }
        for axis, names in document.words.items()
    }


def _value(stored: object) -> Value:
    if isinstance(stored, dict):
        return int(stored["from"]), int(stored["to"])
    if isinstance(stored, list):
        return frozenset(str(one) for one in stored)
    return stored if isinstance(stored, int) else str(stored)
