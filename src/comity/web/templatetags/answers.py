"""Tags that show answers and suggestions beside contributions: ``{% load answers %}``."""

from collections.abc import Iterable, Mapping, Sequence

from django import template
from django.utils import timezone

from comity.consultation.queries import answers, rounds
from comity.web.consultation.answers import told
from comity.web.consultation.answers.caused import Caused
from comity.web.consultation.answers.public import parts_of
from comity.web.consultation.answers.told import Row, Shown
from comity.web.consultation.rounds.told import Card

register = template.Library()


@register.simple_tag
def change_in(contribution_id: str) -> Shown | None:
    """Show what a contribution would change in the text; nothing where it suggests no change."""
    return told.shown(contribution_id)


@register.simple_tag
def answers_to(card: Card) -> Row:
    """Show the answers to one contribution."""
    return answers_to_all([(card, False)])[card.one.id]


@register.simple_tag
def answers_to_all(cards: Iterable[tuple[Card, bool]]) -> Mapping[str, Row]:
    """Show the answers to several contributions of one consultation, by id, read together."""
    listed = [card.one for card, _ in cards if not card.one.withdrawn]
    if not listed:
        return {}
    parts = parts_of(rounds.consultation(listed[0].consultation_id))
    found = answers.several([one.id for one in listed], today=timezone.now().date())
    return {one.id: told.row(one, parts) for one in found}


@register.simple_tag
def causes_in(causes: Mapping[str, Sequence[Caused]], provision_id: str) -> Sequence[Caused]:
    """Choose because of what one provision changed."""
    return causes.get(provision_id, ())


@register.simple_tag
def answer_of(answered: Mapping[str, Row], card: Card) -> Row | None:
    """Choose the answers to one contribution."""
    return answered.get(card.one.id)
