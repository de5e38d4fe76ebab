"""Forms of respondents."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.cases.rules import labels
from comity.cases.rules.challenge import Way
from comity.web.cases.forms import Choices, offer, said, text_field
from comity.web.files import FilesField

WAYS = (
    (Way.EDIT, _("I make an edit on my own talk page")),
    (Way.MAIL, _("I cannot edit there: send a code to the e-mail address of the account")),
)


class Start(forms.Form):
    """Which account somebody wants to show to be theirs, and how."""

    account = forms.CharField(
        label=_("What is your account on the wiki called?"),
        max_length=255,
        widget=forms.TextInput(attrs={"autocomplete": "username", "dir": "auto"}),
    )
    wiki_id = forms.ChoiceField(label=_("On which wiki?"))
    way = forms.ChoiceField(
        label=_("How do you want to show that it is yours?"),
        choices=WAYS,
        initial=Way.EDIT,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, wikis: Choices, **options: Any) -> None:  # noqa: ANN401, Django's signature
        """Offer the wikis; where there is one only, nobody has to choose."""
        super().__init__(*args, **options)
        offer(self, "wiki_id", wikis)
        if len(wikis) == 1:
            self.fields["wiki_id"].widget = forms.HiddenInput()
            self.fields["wiki_id"].initial = wikis[0][0]


class Proof(forms.Form):
    """What goes back with the proof; the account and the summary are only shown again."""

    token = forms.CharField(widget=forms.HiddenInput, max_length=4000)
    account = forms.CharField(widget=forms.HiddenInput, max_length=255)
    summary = forms.CharField(widget=forms.HiddenInput, max_length=500, required=False)
    way = forms.CharField(widget=forms.HiddenInput, max_length=10)
    wiki_id = forms.CharField(widget=forms.HiddenInput, max_length=20)
    code = forms.CharField(
        label=_("The code from the e-mail"),
        max_length=100,
        required=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "class": "short", "dir": "ltr"}
        ),
    )

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401, Django's signature
        """Ask for a code only where one was sent."""
        super().__init__(*args, **options)
        way = self.data.get("way") if self.is_bound else self.initial.get("way")
        if way != Way.MAIL:
            self.fields["code"].widget = forms.HiddenInput()


class Answer(forms.Form):
    """An answer: a text, files, or both."""

    text = text_field(
        rows=10,
        label=_("Your answer"),
        help_text=_("What happened, as you saw it. You can also say what you would do to repair."),
        required=False,
    )
    files = FilesField()  # type: ignore[assignment]  # Django takes fields out of the class


class Support(forms.Form):
    """What somebody needs in order to be heard."""

    text = text_field(
        label=_("What would help you?"),
        help_text=_("Such as more time, a translation, somebody beside you, or plainer words."),
    )


class Appeal(forms.Form):
    """On what an appeal rests, and why."""

    grounds = forms.MultipleChoiceField(
        label=_("What was wrong with the decision?"),
        help_text=_("Tick at least one."),
        widget=forms.CheckboxSelectMultiple,
    )
    text = text_field(
        rows=10,
        label=_("Why?"),
        help_text=_("For each that you ticked: what exactly, and what should be done instead."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401, Django's signature
        """Offer every ground."""
        super().__init__(*args, **options)
        offer(self, "grounds", said(labels.GROUNDS))
