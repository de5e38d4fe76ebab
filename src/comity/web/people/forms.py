"""Forms about oneself."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from comity.web.components import language_name


def _languages() -> list[tuple[str, str]]:
    return [(tag, language_name(tag, own=True)) for tag, _name in settings.LANGUAGES]


class Language(forms.Form):
    """In which language to write to somebody."""

    language = forms.ChoiceField(
        label=_("Your language"), choices=_languages, widget=forms.RadioSelect
    )


class NoticeAddress(forms.Form):
    """Where to send notices."""

    address = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        help_text=_("Leave it empty and nothing is sent to you."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )
