"""The forms of statements."""

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.consultation.rules.statements import LONGEST_REASON, LONGEST_STATEMENT
from comity.web.consultation.rounds.forms import LanguageField

AREA = {"rows": 3, "dir": "auto"}


class Say(forms.Form):
    """A statement, and in which language it is."""

    text = forms.CharField(
        label=_("Your statement"),
        help_text=_(
            "One thought, in one or two sentences, that others can agree or disagree with."
        ),
        max_length=LONGEST_STATEMENT,
        widget=forms.Textarea(attrs=AREA),
    )
    language = LanguageField(label=_("In which language is it?"))


class Propose(Say):
    """A statement of somebody who may have no account: their receipt comes with the form."""

    part = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)


class Decline(forms.Form):
    """Why people are not asked about a statement."""

    reason = forms.CharField(
        label=_("Why are people not asked about it?"),
        help_text=_("Everybody can read this beside the statement."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs=AREA),
    )


class Translate(forms.Form):
    """A statement in another language."""

    language = LanguageField(label=_("Into which language?"))
    text = forms.CharField(
        label=_("The statement in that language"),
        help_text=_("Say the same thing, as somebody who thinks it would say it."),
        max_length=LONGEST_STATEMENT,
        widget=forms.Textarea(attrs=AREA),
    )
