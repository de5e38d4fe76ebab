"""Suggestions: what somebody would change in a provision, and what can become of that."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum, auto
from itertools import count
from types import MappingProxyType

from comity.codes.rules.documents import Document, Text, Written
from comity.codes.rules.effective import structure
from comity.codes.rules.provisions import EVERYONE, EVERYWHERE, Modality, Provision
from comity.codes.rules.provisions import Kind as ProvisionKind
from comity.codes.rules.stored import bound_from, bound_to
from comity.consultation.rules.dispositions import Decision
from comity.kernel.order import Bound

SETS = ("behaviours", "actors", "spaces", "exceptions")
WORDS = ("title", "body", "example")
LONGEST_KEY = 60
LONGEST_CREDIT = 100
"""Characters of the name under which somebody is thanked."""
_LATIN = re.compile(r"[a-z0-9]+")


class Kind(StrEnum):
    """What a suggestion would do."""

    CHANGE = auto()
    NEW = auto()
    REMOVE = auto()


class State(StrEnum):
    """Where a suggestion stands."""

    PENDING = auto()
    ACCEPTED = auto()
    PARTLY = auto()
    REJECTED = auto()
    CARRIED_OVER = auto()
    """Still to be decided, now against a later edition than it was made for."""
    PROMOTED = auto()


class Kept(StrEnum):
    """How much of what was taken up stands in a text."""

    WHOLE = auto()
    PART = auto()
    NOTHING = auto()


class Act(StrEnum):
    """What can happen to a suggestion."""

    ACCEPT = auto()
    TAKE_PARTLY = auto()
    REJECT = auto()
    PROMOTE = auto()
    CARRY_OVER = auto()
    REOPEN = auto()
    """Its author says that the answer misses the point."""


OPEN = frozenset({State.PENDING, State.CARRIED_OVER})
"""Somebody still has to decide."""

_DECIDED = {
    Act.ACCEPT: State.ACCEPTED,
    Act.TAKE_PARTLY: State.PARTLY,
    Act.REJECT: State.REJECTED,
    Act.PROMOTE: State.PROMOTED,
}
TABLE: Mapping[tuple[State, Act], State] = MappingProxyType(
    {(state, act): after for state in OPEN for act, after in _DECIDED.items()}
    | {(state, Act.CARRY_OVER): State.CARRIED_OVER for state in OPEN}
    | {(state, Act.REOPEN): State.PENDING for state in (State.PARTLY, State.REJECTED)}
)
"""Every step there is. What was accepted stays in the draft, so nothing leads back from there."""

ACTS: Mapping[Decision, Act] = MappingProxyType(
    {
        Decision.TAKEN_UP: Act.ACCEPT,
        Decision.PARTLY: Act.TAKE_PARTLY,
        Decision.NOT_TAKEN_UP: Act.REJECT,
        Decision.PROMOTED: Act.PROMOTE,
        Decision.ANSWERED: Act.REJECT,
        Decision.NOTED: Act.REJECT,
        Decision.OUT_OF_SCOPE: Act.REJECT,
    }
)
"""What an answer to a contribution does with the suggestion in it."""


@dataclass(frozen=True, slots=True)
class Patch:
    """What would be different in one provision. What is not named stays.

    Attributes:
        fields: structured fields by name, as they would be: ``kind``, ``modality``,
            ``derogable``, ``refines``, the lists of ``SETS`` sorted; each parameter is a field of
            its own, ``parameters.days``, as ``codes.rules.stored`` writes bounds, or nothing
            where it would be removed.
        words: ``title``, ``body`` or ``example`` as they would read.
        language: of those words; empty where there are none.
    """

    fields: Mapping[str, object] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    language: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing would be different."""
        return not self.fields and not self.words


def to_json(patch: Patch) -> dict[str, object]:
    """Write a patch for a table."""
    return {"fields": dict(patch.fields), "words": dict(patch.words), "language": patch.language}


def from_json(stored: Mapping[str, object]) -> Patch:
    """Read what ``to_json`` wrote."""
    fields, words = stored.get("fields"), stored.get("words")
    return Patch(
        dict(fields) if isinstance(fields, dict) else {},
        {name: str(said) for name, said in words.items()} if isinstance(words, dict) else {},
        str(stored.get("language", "")),
    )


def difference(before: Written, after: Written, language: str) -> Patch:
    """Tell what leads from one provision to another.

    Args:
        before: as it is.
        after: as somebody would have it.
        language: of the words that are compared; others are left alone.
    """
    was, would = flat(before.provision), flat(after.provision)
    fields = {
        name: would.get(name)
        for name in sorted(was.keys() | would.keys())
        if was.get(name) != would.get(name)
    }
    old, new = (one.texts.get(language, Text("", "")) for one in (before, after))
    words = {name: getattr(new, name) for name in WORDS if getattr(new, name) != getattr(old, name)}
    return Patch(fields, words, language if words else "")


def patched(before: Written, patch: Patch) -> Written:
    """Give a provision as a patch would have it.

    Raises:
        ValueError: a field is unknown, or its value is none that it can have.
    """
    texts = dict(before.texts)
    if patch.words:
        if unknown := patch.words.keys() - set(WORDS):
            raise ValueError(min(unknown))
        text = texts.get(patch.language, Text("", ""))
        texts[patch.language] = replace(text, **dict(patch.words))
    return replace(before, provision=_changed(before.provision, patch.fields), texts=texts)


def blank(key: str, language: str) -> Written:
    """Give a provision that says nothing yet, to suggest a new one against."""
    return Written(Provision(key), {language: Text("", "")})


def clashes(base: Written, now: Written, patch: Patch) -> tuple[str, ...]:
    """Name what the draft has changed meanwhile and the patch would overwrite.

    Args:
        base: the provision in the edition that the suggestion was made for.
        now: the provision in the draft.
        patch: the suggestion.
    """
    was, is_now = flat(base.provision), flat(now.provision)
    fields = [
        name
        for name, wanted in patch.fields.items()
        if is_now.get(name) not in (was.get(name), wanted)
    ]
    old, new = (one.texts.get(patch.language, Text("", "")) for one in (base, now))
    words = [
        name
        for name, wanted in patch.words.items()
        if getattr(new, name) not in (getattr(old, name), wanted)
    ]
    return (*fields, *words)


def applied(document: Document, key: str, kind: Kind, patch: Patch) -> Document:
    """Give a code as it is after a suggestion.

    Raises:
        KeyError: the code has no such provision to change or remove, or has it already.
        ValueError: the patch names a field or a value that there is not.
    """
    present = {one.provision.id for one in document.provisions}
    if (kind is Kind.NEW) is (key in present):
        raise KeyError(key)
    match kind:
        case Kind.NEW:
            new = patched(blank(key, document.source_language), patch)
            return replace(document, provisions=(*document.provisions, new))
        case Kind.REMOVE:
            kept = tuple(one for one in document.provisions if one.provision.id != key)
            return replace(document, provisions=kept)
        case Kind.CHANGE:
            rows = tuple(
                patched(one, patch) if one.provision.id == key else one
                for one in document.provisions
            )
            return replace(document, provisions=rows)


def kept(document: Document, key: str, kind: Kind, taken: Patch) -> Kept:
    """Tell how much of what was taken up a text says, which may have been changed again since.

    Args:
        document: the text.
        key: the id of the provision.
        kind: what was suggested; something is removed only where ``taken`` is empty.
        taken: what of it was taken up.
    """
    found = next((one for one in document.provisions if one.provision.id == key), None)
    if kind is Kind.REMOVE and taken.empty:
        return Kept.NOTHING if found else Kept.WHOLE
    if found is None:
        return Kept.NOTHING
    says, text = flat(found.provision), found.texts.get(taken.language, Text("", ""))
    holds = [says.get(name) == _written(name, value) for name, value in taken.fields.items()]
    holds += [getattr(text, name).strip() == said.strip() for name, said in taken.words.items()]
    if all(holds):
        return Kept.WHOLE
    return Kept.PART if any(holds) else Kept.NOTHING


def flat(rule: Provision) -> dict[str, object]:
    """List what a machine knows of a provision, each parameter on its own."""
    flat = {
        name: value for name, value in structure(rule).items() if name not in {"id", "parameters"}
    }
    return flat | {f"parameters.{name}": bound_to(one) for name, one in rule.parameters.items()}


def _written(name: str, value: object) -> object:
    """Give the value of a field as a text writes it, whoever wrote the patch."""
    if value is None:
        return None
    if name.startswith("parameters.") and isinstance(value, Mapping):
        return bound_to(_bound(name, value))
    return flat(_with(Provision(""), name, value))[name]


def _changed(rule: Provision, fields: Mapping[str, object]) -> Provision:
    parameters = dict(rule.parameters)
    for name, value in fields.items():
        section, _, key = name.partition(".")
        if section == "parameters" and key:
            if value is None:
                parameters.pop(key, None)
            elif isinstance(value, Mapping):
                parameters[key] = _bound(name, value)
            else:
                raise ValueError(name)
        else:
            rule = _with(rule, name, value)
    rule = replace(rule, parameters=parameters)
    if bool(rule.modality) is not bool(rule.behaviours):
        message = "modality and behaviours belong together"
        raise ValueError(message)
    return rule


def _bound(name: str, value: Mapping[str, object]) -> Bound:
    try:
        return bound_from(value)
    except (KeyError, TypeError):
        raise ValueError(name) from None


def _with(rule: Provision, name: str, value: object) -> Provision:
    if name in SETS and isinstance(value, list | tuple):
        return _with_names(rule, name, frozenset(str(one) for one in value))
    if name == "kind":
        return replace(rule, kind=ProvisionKind(str(value)))
    if name == "modality":
        return replace(rule, modality=Modality(str(value)) if value else None)
    if name == "derogable" and isinstance(value, bool):
        return replace(rule, derogable=value)
    if name == "refines" and isinstance(value, str):
        return replace(rule, refines=value)
    raise ValueError(name)


def _with_names(rule: Provision, name: str, names: frozenset[str]) -> Provision:
    match name:
        case "behaviours":
            return replace(rule, behaviours=names)
        case "actors":
            return replace(rule, actors=names or frozenset({EVERYONE}))
        case "spaces":
            return replace(rule, spaces=names or frozenset({EVERYWHERE}))
        case _:
            return replace(rule, exceptions=names)


def key_for(title: str, present: Collection[str]) -> str:
    """Make an id for a new provision from its title; a script without Latin letters gets a number.

    Args:
        title: in the language of the suggestion.
        present: ids that are taken.
    """
    stem = "-".join(_LATIN.findall(title.lower()))[:LONGEST_KEY].strip("-") or "new"
    tried = (stem if place == 1 else f"{stem}-{place}" for place in count(1))
    return next(one for one in tried if one not in present)
