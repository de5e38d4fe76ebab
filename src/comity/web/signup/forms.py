"""The forms of signing, and of what a wiki makes of signatures."""

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.kernel import ids
from comity.signup.rules import LONGEST_REASON, MOST_GRACE


class Sign(forms.Form):
    """One decision: to sign the version that was shown."""

    version = forms.CharField(max_length=ids.LENGTH, widget=forms.HiddenInput)


class Group(forms.Form):
    """Whether a wiki has a group of people who have signed."""

    keeps = forms.BooleanField(label=_("Put people who have signed into a group"), required=False)
    group = forms.CharField(
        label=_("Name of the group"),
        help_text=_("As the wiki's settings write it: small letters, no spaces."),
        max_length=63,
        widget=forms.TextInput(attrs={"class": "short", "dir": "ltr", "autocomplete": "off"}),
    )
    grace_days = forms.IntegerField(
        label=_("Days of grace"),
        help_text=_("When the code changes, a signature of the version before counts this long."),
        min_value=0,
        max_value=MOST_GRACE,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )


class Refuse(forms.Form):
    """Whether only people who have signed can edit, and why; sure on the second page."""

    refuses = forms.ChoiceField(
        label=_("Who can edit the wiki?"),
        choices=[
            ("yes", _("Only people who have signed the code")),
            ("no", _("Everybody, as the wiki itself decides")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Everybody can read this, for ever. Say where your community agreed on it."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)
