"""Forms of talk: saying something, answering, hiding, and choosing what to read."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.codes.rules.documents import LONGEST_LANGUAGE
from comity.codes.rules.talk import LONGEST_REASON, LONGEST_TALK
from comity.communities.queries import Node
from comity.web.codes.talk.words import CHOICES, KINDS
from comity.web.components import language_name


class AnswerForm(forms.Form):
    """Words, and the language that they are in."""

    text = forms.CharField(
        label=_("Your words"),
        max_length=LONGEST_TALK,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )
    language = forms.CharField(
        label=_("Language of your words"),
        help_text=_("Its short name, such as en, ar or pt-br. Any language will do."),
        max_length=LONGEST_LANGUAGE,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "class": "short"}),
    )

    def clean_language(self) -> str:
        """Write tags in small letters."""
        return str(self.cleaned_data["language"]).strip().lower()


class SayForm(AnswerForm):
    """Something that begins a talk."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=CHOICES, widget=forms.RadioSelect)
    community = forms.ChoiceField(
        label=_("Which community does it speak of?"),
        required=False,
        help_text=_("Choose none where it holds anywhere."),
    )
    field_order = ("kind", "text", "language", "community")

    def __init__(self, *args: Any, nodes: Iterable[Node], **options: Any) -> None:  # noqa: ANN401, Django's signature
        """Offer the communities."""
        super().__init__(*args, **options)
        field = self.fields["community"]
        if isinstance(field, forms.ChoiceField):
            offered = [
                (node.community.id, f"{'— ' * node.depth}{node.community.name}") for node in nodes
            ]
            field.choices = [("", _("None in particular")), *offered]


class HideForm(forms.Form):
    """Why something is hidden."""

    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Everybody reads it in place of what you hide."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class ChooseTalk(forms.Form):
    """Which talk to read."""

    kind = forms.ChoiceField(label=_("What?"), required=False)
    language = forms.ChoiceField(label=_("In which language?"), required=False)
    still_open = forms.BooleanField(label=_("Only questions without an answer"), required=False)

    def __init__(self, *args: Any, languages: Iterable[str], **options: Any) -> None:  # noqa: ANN401, Django's signature
        """Offer the languages in which anything was said."""
        super().__init__(*args, **options)
        offered: dict[str, list[tuple[str, Any]]] = {
            "kind": [(kind, word) for kind, (word, _tone) in KINDS.items()],
            "language": [(tag, language_name(tag)) for tag in languages],
        }
        for name, choices in offered.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", _("All")), *choices]
