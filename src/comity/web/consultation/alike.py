"""What was said before and is like what somebody is about to publish: shown once, never in the way.

Every form that publishes words goes through here, and its page includes ``consultation/alike.html``
inside the form.
"""

from dataclasses import dataclass

from django import forms
from django.http import HttpRequest

from comity.consultation.queries import contributions, conversation, opinions
from comity.consultation.rules.statements import same
from comity.web.consultation.opinions import places
from comity.web.consultation.rounds import told
from comity.web.consultation.rounds.told import Card


@dataclass(frozen=True, slots=True)
class Alike:
    """What is to be read before somebody publishes; it is empty when they may go on.

    Attributes:
        cards: contributions, the likest first.
        statements: likewise.
    """

    cards: tuple[Card, ...] = ()
    statements: tuple[places.Said, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether there is anything to read."""
        return bool(self.cards or self.statements)


NOTHING = Alike()


def said_before(request: HttpRequest, form: forms.Form, consultation_id: str) -> Alike:
    """Find contributions like the one that was typed, unless somebody has seen them already."""
    if _looked(request):
        return NOTHING
    found = conversation.similar(consultation_id, _typed(form))
    shown = contributions.several(one.id for one in found)
    return Alike(cards=tuple(told.cards(shown, None, translated_first=True)))


def asked_before(request: HttpRequest, form: forms.Form, round_id: str) -> Alike:
    """Find statements like the one that was typed, unless somebody has seen them already.

    Of one with the very same words nothing is shown: it is refused, with the number that it has.
    """
    if _looked(request):
        return NOTHING
    found = opinions.similar(round_id, _typed(form))
    if any(same(one.text) == same(form.cleaned_data["text"]) for one in found):
        return NOTHING
    return Alike(statements=tuple(places.said(one) for one in found))


def _looked(request: HttpRequest) -> bool:
    return bool(request.POST.get("looked"))


def _typed(form: forms.Form) -> dict[str, str]:
    return {form.cleaned_data["language"]: form.cleaned_data["text"]}
