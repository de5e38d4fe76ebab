"""Forms about serving in a body."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from comity.communities.queries import Node


class DeclareConflict(forms.Form):
    """With whom or with which place somebody has a conflict of interest."""

    account = forms.CharField(
        label=_("The account of the person"),
        required=False,
        max_length=255,
        help_text=_("As it is called on the wiki. Leave it empty if it is about a community."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    place = forms.ChoiceField(label=_("Or a community"), required=False)
    hard = forms.TypedChoiceField(
        label=_("How close is it?"),
        coerce=lambda value: value == "hard",
        initial="hard",
        choices=[
            ("hard", _("I should not open such a report at all")),
            ("soft", _("I could read it, but I should not vote")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, data: QueryDict | None, *, nodes: list[Node]) -> None:
        """Offer the places of the tree."""
        super().__init__(data)
        field = self.fields["place"]
        if isinstance(field, forms.ChoiceField):
            named = [(node.community.id, node.community.name) for node in nodes]
            field.choices = [("", _("None")), *named]

    def clean(self) -> dict[str, object]:
        """Ask for one of the two."""
        cleaned = super().clean() or {}
        if bool(cleaned.get("account")) == bool(cleaned.get("place")):
            self.add_error("account", _("Name an account or choose a community, one of the two."))
        return cleaned
