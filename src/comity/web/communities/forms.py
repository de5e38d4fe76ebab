"""Forms about communities: the question who decides, and what is said about them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.charter.rules import Charter, spoken
from comity.communities.queries import Node
from comity.communities.rules import Kind
from comity.web.communities.fields import DayField, NamesField
from comity.web.communities.words import KINDS, SEVERITIES

USUAL_SEVERITY = "2"


class WhoDecides(forms.Form):
    """What happened where, and how grave it is."""

    place = forms.ChoiceField(label=_("Where did it happen?"))
    subject = forms.ChoiceField(label=_("What is it about?"))
    severity = forms.TypedChoiceField(
        label=_("How grave is it?"),
        coerce=int,
        choices=lambda: list(SEVERITIES.items()),
        widget=forms.RadioSelect,
    )

    def __init__(
        self, asked: dict[str, str], *, nodes: list[Node], charter: Charter, language: str
    ) -> None:
        """Offer the places of the tree and the subjects of the charter.

        Whoever comes with a place or a subject only finds it chosen, and is not told off yet.
        """
        complete = bool(asked.get("place") and asked.get("subject"))
        data = {"severity": USUAL_SEVERITY, **asked}
        super().__init__(data if complete else None, initial=data)
        places = [
            (node.community.slug, f"{'— ' * node.depth}{node.community.name}") for node in nodes
        ]
        subjects = [(one.id, spoken(one.names, language)) for one in charter.subjects.values()]
        for name, choices in (("place", places), ("subject", subjects)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices


class CommunityForm(forms.Form):
    """What is said about a community."""

    slug = forms.SlugField(
        label=_("Short name for the address"),
        help_text=_("Lower-case letters, digits and single dashes. It cannot be changed later."),
        max_length=60,
    )
    kind = forms.ChoiceField(label=_("What it is"))
    names = NamesField()
    languages = forms.CharField(
        label=_("Languages it works in"),
        help_text=_("Language tags such as en or pt-br, the main one first, spaces between them."),
        max_length=500,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    starts_on = DayField(
        label=_("First day"), required=False, help_text=_("Only events have days.")
    )
    ends_on = DayField(label=_("Last day"), required=False)

    def __init__(self, *args: Any, changes: Kind | None = None, **options: Any) -> None:  # noqa: ANN401, Django's signature
        """Leave out what cannot be changed, where a community is there already."""
        super().__init__(*args, **options)
        field = self.fields["kind"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(one, word) for one, word in KINDS.items() if one != Kind.MOVEMENT]
        if changes is not None:
            del self.fields["slug"]
            del self.fields["kind"]
        if changes not in {None, Kind.EVENT}:
            del self.fields["starts_on"]
            del self.fields["ends_on"]

    def clean_languages(self) -> list[str]:
        """Read the tags one by one."""
        return str(self.cleaned_data["languages"]).replace(",", " ").split()


class MoveCommunity(forms.Form):
    """Under which community another should stand."""

    parent = forms.ChoiceField(label=_("Put it under"))
    sure = forms.BooleanField(label=_("Yes, I am sure"))

    def __init__(self, *args: Any, nodes: list[Node], **options: Any) -> None:  # noqa: ANN401, Django's signature
        """Offer the places of the tree."""
        super().__init__(*args, **options)
        field = self.fields["parent"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                (node.community.slug, f"{'— ' * node.depth}{node.community.name}") for node in nodes
            ]
