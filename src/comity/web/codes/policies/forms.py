"""Forms about policies beside a code."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from comity.codes.rules.documents import (
    LONGEST_ADDRESS,
    LONGEST_CODE,
    LONGEST_LANGUAGE,
    LONGEST_LICENCE,
    LONGEST_TITLE,
)
from comity.codes.rules.policies import LONGEST_NOTE, Part
from comity.web.codes.policies.words import MEANINGS
from comity.web.components import plain

SHOWN = 80
"""Characters of a part without a title, in the list to choose from."""


class PolicyForm(forms.Form):
    """A policy of a community."""

    title = forms.CharField(
        label=_("What it is called"),
        max_length=LONGEST_TITLE,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    address = forms.CharField(
        label=_("Where one can read it"),
        required=False,
        max_length=LONGEST_ADDRESS,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "url", "autocomplete": "off"}),
    )
    language = forms.CharField(
        label=_("Its language"),
        help_text=_("Its short name, such as en, ar or pt-br."),
        max_length=LONGEST_LANGUAGE,
        widget=forms.TextInput(attrs={"dir": "ltr", "class": "short", "autocomplete": "off"}),
    )
    licence = forms.CharField(
        label=_("Licence of its words"),
        required=False,
        max_length=LONGEST_LICENCE,
        widget=forms.TextInput(attrs={"dir": "ltr", "class": "short", "autocomplete": "off"}),
    )
    text = forms.CharField(
        label=_("The whole text"),
        help_text=_(
            "As Markdown: headings with # before them, items with * before them. A code as TOML "
            "is compared by the machine too."
        ),
        max_length=LONGEST_CODE,
        widget=forms.Textarea(attrs={"rows": 16, "dir": "auto"}),
    )


class MappingForm(forms.Form):
    """How a policy stands to one provision."""

    relation = forms.ChoiceField(
        label=_("How does the policy stand to it?"),
        choices=lambda: list(MEANINGS.items()),
        widget=forms.RadioSelect,
    )
    part = forms.ChoiceField(label=_("Which part of the policy speaks of it?"), required=False)
    note = forms.CharField(
        label=_("Why"),
        help_text=_("So that others can follow. Everybody can read it."),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def __init__(
        self, data: QueryDict | None, *, parts: list[Part], initial: dict[str, object]
    ) -> None:
        """Offer the parts of the policy."""
        super().__init__(data, initial=initial)
        field = self.fields["part"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("0", _("None")), *((str(one.number), named(one)) for one in parts)]

    def clean_part(self) -> int:
        """Read its number."""
        return int(self.cleaned_data["part"] or 0)


def named(part: Part) -> str:
    """Name a part of a policy in one line."""
    said = part.title or plain(part.body)
    short = said if len(said) <= SHOWN else f"{said[:SHOWN]}…"
    return f"{part.number}. {short}"
