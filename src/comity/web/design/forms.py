"""A form with every kind of field."""

from django import forms
from django.utils.translation import gettext_lazy as _


class EveryField(forms.Form):
    """One field of each kind that pages use."""

    name = forms.CharField(label=_("What should we call you?"), help_text=_("Any name you like."))
    what = forms.CharField(label=_("What happened?"), widget=forms.Textarea(attrs={"rows": 4}))
    where = forms.ChoiceField(
        label=_("Where did it happen?"),
        choices=[("wiki", _("On a wiki")), ("event", _("At an event"))],
    )
    named = forms.ChoiceField(
        label=_("Do you want to give your name?"),
        widget=forms.RadioSelect,
        choices=[("yes", _("Yes, to those who handle the report")), ("no", _("No"))],
        help_text=_("You can give it later."),
    )
    harm = forms.MultipleChoiceField(
        label=_("What was done?"),
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("insult", _("Insults")),
            ("threat", _("Threats")),
            ("private", _("Private details were published")),
        ],
        required=False,
    )
    day = forms.DateField(
        label=_("When was it?"), widget=forms.DateInput(attrs={"class": "short"}), required=False
    )
    file = forms.FileField(label=_("A file that shows it"), required=False)
    agree = forms.BooleanField(label=_("I have read who will see this."))
