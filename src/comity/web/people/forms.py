"""Forms about oneself."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from comity.kernel.errors import WrongInput
from comity.messages import words
from comity.people.rules import MOST_LANGUAGES
from comity.web.components import language_name
from comity.web.people import tongues

FEWEST_LINES = 4
LIST = "all-languages"
"""The id of the list of names that stands beside the form."""


def _languages() -> list[tuple[str, str]]:
    return [(tag, language_name(tag, own=True)) for tag, _name in settings.LANGUAGES]


class Languages(forms.Form):
    """Which languages somebody reads, in their order. What is left empty is left out."""

    def __init__(self, *args: Any, read: Sequence[str], **options: Any) -> None:  # noqa: ANN401, Django's signature
        """Offer a line for each language that is known, and some more."""
        super().__init__(*args, **options)
        lines = sum(name.startswith("language_") for name in self.data)
        lines = min(MOST_LANGUAGES, max(FEWEST_LINES, lines, len(read) + 2))
        for number in range(1, lines + 1):
            known = tongues.name_of(read[number - 1]) if number <= len(read) else ""
            self.fields[f"language_{number}"] = forms.CharField(
                label=_("Language %(number)s") % {"number": number},
                required=False,
                max_length=100,
                initial=known,
                widget=forms.TextInput(attrs={"list": LIST, "autocomplete": "off", "dir": "auto"}),
            )
        self.fields["language_1"].label = _("The language you like best")
        self.fields["language_1"].required = True

    def clean(self) -> dict[str, Any]:
        """Find the language that each line means."""
        typed = super().clean() or {}
        found = []
        for name, text in list(typed.items()):
            try:
                found += [tongues.tag_of(text)] if text.strip() else []
            except WrongInput as refusal:
                self.add_error(name, words(refusal.code, **refusal.detail))
        return {"languages": found}


class NoticeAddress(forms.Form):
    """Where to send notices."""

    address = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        help_text=_("Leave it empty and nothing is sent to you."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )


class Join(forms.Form):
    """What somebody is called here who comes with an account elsewhere."""

    display_name = forms.CharField(
        label=_("What should others call you here?"),
        help_text=_(
            "Others see it where you sign or serve. You can keep the name of your account."
        ),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "nickname", "dir": "auto"}),
    )
    language = forms.ChoiceField(
        label=_("Your language"), choices=_languages, widget=forms.RadioSelect
    )


class Unlink(forms.Form):
    """That somebody has read what follows when an account is unlinked."""

    sure = forms.BooleanField(label=_("I have read what follows, and want to unlink the account"))


class Leave(forms.Form):
    """That somebody has read what goes and what stays."""

    sure = forms.BooleanField(label=_("I have read what goes and what stays, and want to go"))
