"""Answers and suggestions as one reader gets them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from comity.codes import queries as codes
from comity.codes.rules.stored import bound_from
from comity.consultation.queries import suggestions
from comity.consultation.queries.answers import Told
from comity.consultation.queries.suggestions import Became, Redline
from comity.consultation.rules.suggestions import Kept, State
from comity.messages import words
from comity.web.codes.words import FIELDS
from comity.web.codes.words import KINDS as PROVISION_KINDS
from comity.web.components import listed, number
from comity.web.consultation.answers.words import DECISIONS, KINDS, SUGGESTIONS
from comity.web.consultation.rounds.told import Said, language, said

PARAMETERS = "parameters."


@dataclass(frozen=True, slots=True)
class ReplyCard:
    """One answer as a page shows it."""

    decision: Promise
    tone: str
    reason: Said
    others: Sequence[Said]
    day: object
    provisions: Sequence[tuple[str, str]]
    objection: str


@dataclass(frozen=True, slots=True)
class Row:
    """A contribution with its answers as a page shows it.

    Attributes:
        one: as the queries tell it.
        provisions: ids and titles of those that it is about.
        suggestion: word and tone; nothing where it suggests no change.
        replies: in their order.
    """

    one: Told
    provisions: Sequence[tuple[str, str]]
    suggestion: tuple[Promise | str, str] | None
    replies: Sequence[ReplyCard]


@dataclass(frozen=True, slots=True)
class Field:
    """What a suggestion changes in the exact meaning of a provision."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A suggestion as a page shows it."""

    redline: Redline
    kind: Promise
    state: Promise | str
    tone: str
    fields: Sequence[Field]


def row(one: Told, titles: Mapping[str, str]) -> Row:
    """Show a contribution with its answers.

    Args:
        one: as the queries tell it.
        titles: of provisions, by id.
    """
    return Row(
        one,
        [(key, titles.get(key, key)) for key in one.provisions],
        standing(one.suggestion, one.became) if one.suggestion else None,
        replies(one, titles),
    )


def standing(state: str, became: Became | None) -> tuple[Promise | str, str]:
    """Say in a word where a suggestion stands, in the end or until now, and in which tone.

    Args:
        state: of the suggestion.
        became: what became of it in the end; nothing before.
    """
    if became is None:
        return SUGGESTIONS[state]
    said = {"number": number(became.number)}
    if became.kept is Kept.NOTHING:
        return _("Not in version %(number)s") % said, "warn"
    if became.kept is Kept.WHOLE and state == State.ACCEPTED:
        return _("Stands in version %(number)s") % said, "good"
    return _("Stands in version %(number)s in part") % said, "good"


def replies(one: Told, titles: Mapping[str, str]) -> list[ReplyCard]:
    """Show the answers to a contribution, in the reader's language where there are words in it."""
    cards = []
    for reply in one.replies:
        word, tone = DECISIONS[reply.decision]
        mine = said(reply.reason, one.language)
        others = [Said(text, tag) for tag, text in reply.reason.items() if tag != mine.language]
        cards.append(
            ReplyCard(
                word,
                tone,
                mine,
                others,
                reply.decided_on,
                [(key, titles.get(key, key)) for key in reply.provisions],
                reply.objection,
            )
        )
    return cards


def shown(contribution_id: str) -> Shown | None:
    """Show what a contribution would change; nothing where it suggests no change."""
    found = suggestions.redline_of(contribution_id)
    if found is None:
        return None
    state, tone = standing(found.state, found.became)
    names = suggestions.names_for(found.edition_id) if found.fields else {}
    return Shown(
        found,
        KINDS[found.kind],
        state,
        tone,
        [_field(name, before, after, names) for name, before, after in found.fields],
    )


def _field(
    name: str,
    before: object,
    after: object,
    names: Mapping[str, Mapping[str, Mapping[str, str]]],
) -> Field:
    axis, _dot, key = name.partition(".")
    if name.startswith(PARAMETERS):
        label = codes.named(names, "parameters", key, language())
    else:
        label = str(FIELDS.get(name, name))
    return Field(label, _value(axis, before, names), _value(axis, after, names))


def _value(axis: str, value: object, names: Mapping[str, Mapping[str, Mapping[str, str]]]) -> str:
    """Put what a field says into words."""
    if isinstance(value, dict):
        return codes.tell_bound(bound_from(value))
    if isinstance(value, list | tuple):
        several = [codes.named(names, axis, str(one), language()) for one in value]
        return listed(several) or words("floor_nothing")
    if axis == "modality" and value:
        return words(f"floor_modality_{value}")
    if axis == "kind" and value:
        return str(PROVISION_KINDS[str(value)])
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return str(value) if value else words("floor_nothing")
