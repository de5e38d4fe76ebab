"""Forms of those who judge words and give opinions, and of those who ask for them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.codes.rules.documents import LONGEST_LANGUAGE, LONGEST_TEXT
from comity.codes.rules.review import Verdict

LONGEST_USERNAME = 150


class JudgeForm(forms.Form):
    """Where words stand against the floor, and why."""

    verdict = forms.ChoiceField(
        label=_("Do these words protect people as much as the floor does?"),
        choices=[
            (Verdict.ABOVE.value, _("They protect more: above the floor")),
            (Verdict.AT.value, _("They protect as much: at the floor")),
            (Verdict.BELOW.value, _("They protect less: below the floor")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Everybody can read it, beside the words, for good."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )


class ReviewerForm(forms.Form):
    """Who judges words."""

    username = forms.CharField(
        label=_("The name by which they sign in here"),
        max_length=LONGEST_USERNAME,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )


class _Said(forms.Form):
    language = forms.CharField(
        label=_("In which language?"),
        help_text=_("Write its short name, such as en, ar or pt-br."),
        max_length=LONGEST_LANGUAGE,
        widget=forms.TextInput(attrs={"size": 8, "autocomplete": "off", "dir": "ltr"}),
    )


class AskForm(_Said):
    """A question about a published draft."""

    question = forms.CharField(
        label=_("What should they look at?"),
        help_text=_("Everybody can read it."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )
    field_order = ("question", "language")


class AnswerForm(_Said):
    """An opinion on a published draft."""

    text = forms.CharField(
        label=_("Your opinion"),
        help_text=_("Everybody can read it. It binds nobody."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )
    field_order = ("text", "language")
