"""Forms about bodies, their seats, and serving in them."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from comity.bodies.rules import SEVERITIES, BodyKind, Stage
from comity.charter.rules import Charter, spoken
from comity.communities.queries import CommunityRow, Node
from comity.web.bodies.words import KINDS
from comity.web.communities.fields import DayField, NamesField
from comity.web.communities.words import SEVERITIES as GRAVITIES

LONGEST_NAME = 150
LONGEST_CODE_NAME = 60


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
            field.choices = [("", pgettext_lazy("no place", "None")), *named]

    def clean(self) -> dict[str, object]:
        """Ask for one of the two."""
        cleaned = super().clean() or {}
        if bool(cleaned.get("account")) == bool(cleaned.get("place")):
            self.add_error("account", _("Name an account or choose a community, one of the two."))
        return cleaned


class FindBodies(forms.Form):
    """Which bodies somebody looks for. Nothing of it is kept."""

    q = forms.CharField(label=_("Name of the body"), required=False, max_length=LONGEST_NAME)
    community = forms.ChoiceField(label=_("Community, with all below it"), required=False)
    kind = forms.ChoiceField(label=_("What it is"), required=False)
    subject = forms.ChoiceField(label=_("What it is about"), required=False)
    language = forms.ChoiceField(label=_("Somebody there reads"), required=False)

    def __init__(self, data: QueryDict, *, nodes: list[Node], charter: Charter | None) -> None:
        """Offer what there is to choose from."""
        super().__init__(data)
        language = get_language() or "en"
        subjects = charter.subjects.values() if charter else ()
        self._offer(
            "community",
            [(one.community.slug, f"{'— ' * one.depth}{one.community.name}") for one in nodes],
        )
        self._offer("kind", [(kind.value, KINDS[kind]) for kind in BodyKind])
        self._offer("subject", [(one.id, spoken(one.names, language)) for one in subjects])
        self._offer("language", list(settings.LANGUAGES))

    def _offer(self, name: str, choices: Iterable[tuple[str, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                ("", pgettext_lazy("a filter that leaves nothing out", "All")),
                *choices,
            ]


class ProposeSeat(forms.Form):
    """Who should take a seat, and for how long."""

    username = forms.CharField(
        label=_("The name with which they sign in here"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    starts_on = DayField(
        label=_("First day of the term"),
        help_text=_("At the earliest the day on which somebody confirms it."),
    )
    ends_on = DayField(label=_("Last day of the term"))
    code_name = forms.CharField(
        label=_("Code name"),
        required=False,
        max_length=LONGEST_CODE_NAME,
        help_text=_(
            "Only where it would be dangerous for them to be named. Everybody but the members of "
            "this body then sees the code name alone, from the first day on."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )


class Sure(forms.Form):
    """A box to tick before something that cannot simply be undone."""

    sure = forms.BooleanField(label=_("Yes, I am sure"))


class Compared(forms.Form):
    """That somebody compared a fingerprint, and which one was shown to them."""

    compared = forms.CharField(widget=forms.HiddenInput, max_length=32)
    sure = forms.BooleanField(
        label=_(
            "I asked them for their fingerprint in another way than this website, such as in "
            "person or by telephone, and it is the same"
        ),
    )


class CodeName(forms.Form):
    """The code name that a member would like."""

    code_name = forms.CharField(
        label=_("Code name"),
        max_length=LONGEST_CODE_NAME,
        help_text=_(
            "Choose one that nobody connects with you, and that you have not used elsewhere."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )


class BodyForm(forms.Form):
    """What is said about a body."""

    slug = forms.SlugField(
        label=_("Short name for the address"),
        help_text=_("Lower-case letters, digits and single dashes. It cannot be changed later."),
        max_length=60,
    )
    kind = forms.ChoiceField(label=_("What it is"), choices=lambda: list(KINDS.items()))
    names = NamesField()
    contact = forms.CharField(
        label=_("How to reach it without this website"),
        help_text=_("Such as an e-mail address. Everybody sees it."),
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    response_days = forms.IntegerField(
        label=_("Within how many days somebody answers"), min_value=1, max_value=90, initial=3
    )
    places = forms.IntegerField(
        label=_("How many people should sit in it"),
        help_text=_("Leave it empty if nobody has decided that."),
        min_value=1,
        max_value=100,
        required=False,
    )

    def __init__(self, *args: Any, changes: bool = False, **options: Any) -> None:  # noqa: ANN401, Django's signature
        """Leave out what cannot be changed, where a body is there already."""
        super().__init__(*args, **options)
        if changes:
            del self.fields["slug"]
            del self.fields["kind"]


class MandateForm(forms.Form):
    """What a body may decide. What is left open is not restricted."""

    stage = forms.ChoiceField(
        label=_("When it decides"),
        choices=[
            (Stage.FIRST.value, pgettext_lazy("before any other body", "First")),
            (Stage.APPEAL.value, _("On appeal, after another body has decided")),
        ],
        widget=forms.RadioSelect,
        initial=Stage.FIRST.value,
    )
    subjects = forms.MultipleChoiceField(
        label=_("Subjects"),
        required=False,
        help_text=_("Choose none to let it decide about all of them."),
        widget=forms.CheckboxSelectMultiple,
    )
    severity_from = forms.TypedChoiceField(
        label=_("From how grave on"),
        coerce=int,
        choices=lambda: list(GRAVITIES.items()),
        initial=min(SEVERITIES),
    )
    severity_to = forms.TypedChoiceField(
        label=_("Up to how grave"),
        coerce=int,
        choices=lambda: list(GRAVITIES.items()),
        initial=max(SEVERITIES),
    )
    measure_to = forms.TypedChoiceField(
        label=_("The gravest measure it may impose"), coerce=int, initial=8
    )
    spaces = forms.MultipleChoiceField(
        label=_("Only in"),
        required=False,
        help_text=_("Choose none to let it decide about everything at and below its community."),
        widget=forms.CheckboxSelectMultiple,
    )
    languages = forms.CharField(
        label=_("Only in these languages"),
        required=False,
        help_text=_("Language tags such as en or pt-br, with spaces between them."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    since = DayField(label=_("First day"))
    until = DayField(label=_("Last day"), required=False, help_text=_("Leave it empty for no end."))

    def __init__(
        self,
        data: QueryDict | None,
        *,
        charter: Charter,
        places: list[CommunityRow],
        **options: Any,  # noqa: ANN401, Django's signature
    ) -> None:
        """Offer the subjects and measures of the charter, and the places below the body's own."""
        super().__init__(data, **options)
        language = get_language() or "en"
        measures = [
            (level, spoken(charter.guideline.measure(level).names, language)) for level in range(9)
        ]
        subjects = [(one.id, spoken(one.names, language)) for one in charter.subjects.values()]
        spaces = [(place.id, place.name) for place in places]
        for name, choices in (("measure_to", measures), ("subjects", subjects), ("spaces", spaces)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices
        if not spaces:
            del self.fields["spaces"]

    def clean_languages(self) -> list[str]:
        """Read the tags one by one."""
        return str(self.cleaned_data["languages"]).replace(",", " ").split()


class EndMandate(forms.Form):
    """Until when a body may decide something."""

    until = DayField(label=_("Last day"))
    sure = forms.BooleanField(label=_("Yes, I am sure"))
