"""Forms for bringing contributions together, and for setting somebody aside in public."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.consultation.actions.conversation import MOST_AT_ONCE
from comity.consultation.rules.signals import SignalKind
from comity.web.consultation.answers.forms import InLanguages, Words
from comity.web.consultation.conversation.words import SIGNALS
from comity.web.consultation.rounds.forms import LanguageField


class Together(forms.Form):
    """Which contributions say the same as the one of the page."""

    contributions = forms.MultipleChoiceField(
        label=_("Which of them say the same?"),
        widget=forms.MultipleHiddenInput,
        error_messages={"required": _("Choose at least one.")},
    )

    def __init__(self, *args: Any, choices: Sequence[str] = (), **options: Any) -> None:  # noqa: ANN401, Django's signature
        """Offer those that are shown.

        Args:
            args: as Django has them.
            choices: ids of contributions.
            options: as Django has them.
        """
        super().__init__(*args, **options)
        offered = [(one, one) for one in choices[:MOST_AT_ONCE]]
        field = self.fields["contributions"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = offered


class Reason(InLanguages):
    """Why results are shown with and without somebody, or why no more."""

    reason = Words(
        label=_("Why?"),
        help_text=_(
            "Everybody can read it. Say what you saw, not who you think they are. "
            "What they said stays, and is answered like everything else."
        ),
        error_messages={"required": _("Write the reason. Everybody can read it.")},
    )
    language = LanguageField(label=_("In which language is it?"))
    second_reason = Words(label=_("The same in another language"), required=False, rows=3)
    second_language = LanguageField(label=_("Which other language?"), required=False)


class SetAside(Reason):
    """A decision to show results also without somebody, with what pointed there."""

    signal = forms.ChoiceField(
        label=_("What pointed there?"),
        required=False,
        choices=lambda: [("", _("Nothing in particular")), *_kinds()],
    )
    field_order = ("signal", "reason", "language", "second_reason", "second_language")


def _kinds() -> list[tuple[str, object]]:
    return [(one.value, SIGNALS[one][0]) for one in SignalKind]
