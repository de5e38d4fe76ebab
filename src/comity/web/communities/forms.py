"""The question who decides."""

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.charter.rules import Charter, spoken
from comity.communities.queries import Node
from comity.web.communities.words import SEVERITIES

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
