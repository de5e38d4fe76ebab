"""Forms of the moves: each asks for what one decision needs and nothing more."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from comity.cases.rules import labels
from comity.cases.rules.questions import MeasureTerms, Range
from comity.cases.rules.seating import Hard, Soft
from comity.charter.rules import Guideline, spoken
from comity.measures.queries import KINDS
from comity.messages import words
from comity.reports.rules import LONGEST_TEXT
from comity.web.files import FilesField

Choices = Sequence[tuple[str, Any]]
"""What a field offers: a value and its words, or a heading and what stands under it."""

NO_CONFLICT = "none"
"""The answer of somebody who has no conflict, or does not name it."""
OTHER = "other"
"""An account that no report names."""
HARMS = (
    ("1", _("A nuisance")),
    ("2", _("Somebody was hurt")),
    ("3", _("Lasting harm, or somebody was driven out")),
    ("4", _("Somebody's safety or dignity, or many people left")),
    ("5", _("Danger")),
)
SEVERITIES = (
    ("1", _("Slight")),
    ("2", _("Noticeable")),
    ("3", _("Serious")),
    ("4", _("Grave")),
    ("5", _("Dangerous")),
)
NAMESPACES = (
    ("0", _("Articles")),
    ("1", _("Talk pages of articles")),
    ("2", _("User pages")),
    ("3", _("Talk pages of users")),
    ("4", _("Pages about the project")),
    ("5", _("Talk pages about the project")),
    ("6", _("Files")),
    ("10", _("Templates")),
    ("14", _("Categories")),
)
"""Namespaces that every MediaWiki has, with the numbers it gives them."""


def text_field(rows: int = 5, **options: Any) -> forms.CharField:  # noqa: ANN401, whatever Django's field takes
    """Make a field for a text of several lines."""
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return forms.CharField(widget=widget, max_length=LONGEST_TEXT, **options)


class Confirm(forms.Form):
    """Nothing to say: pressing the button is the decision."""


class Reason(forms.Form):
    """Why, in words."""

    reason = text_field(label=_("Why?"))


class Accept(forms.Form):
    """How grave it looks."""

    severity = forms.TypedChoiceField(
        label=_("How grave does it look?"),
        help_text=_("It only says how many members are asked to sit. Nothing is decided by it."),
        choices=SEVERITIES,
        coerce=int,
        widget=forms.RadioSelect,
    )


class Declare(forms.Form):
    """Whether somebody has a conflict."""

    NOTHING = _("None of these is true of me.")

    conflicts = forms.MultipleChoiceField(
        label=_("Is one of these true of you?"),
        help_text=_("Tick all that are."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401, Django's signature
        """Offer every conflict, and none, in the reader's language."""
        super().__init__(*args, **options)
        none = (NO_CONFLICT, self.NOTHING)
        offer(self, "conflicts", [*said(labels.HARD), *said(labels.SOFT), none])

    def clean_conflicts(self) -> list[str]:
        """Refuse an answer that says both that there is a conflict and that there is none."""
        ticked = list(self.cleaned_data["conflicts"])
        if NO_CONFLICT in ticked and len(ticked) > 1:
            raise ValidationError(_("The last answer and the others cannot both be true."))
        return ticked

    def conflicts_declared(self) -> tuple[Hard | Soft, ...]:
        """Give what was ticked."""
        ticked = [one for one in self.cleaned_data["conflicts"] if one != NO_CONFLICT]
        return tuple(Hard(one) if one in set(Hard) else Soft(one) for one in ticked)


class Recuse(Declare):
    """Why somebody stands aside, if they want to say."""

    NOTHING = _("I do not want to say why.")


class Message(forms.Form):
    """A text, files, or both, to one side or among members."""

    to = forms.ChoiceField(label=_("To whom?"), widget=forms.RadioSelect)
    text = text_field(label=_("Your message"), required=False)
    files = FilesField()  # type: ignore[assignment]  # Django takes fields out of the class

    def __init__(self, *args: Any, sides: Choices, **options: Any) -> None:  # noqa: ANN401, Django's signature
        """Offer those who can be reached."""
        super().__init__(*args, **options)
        offer(self, "to", sides)


class Evidence(forms.Form):
    """Something that shows what happened."""

    text = text_field(
        label=_("What does it show?"),
        help_text=_("In neutral words: the respondent may read it."),
        required=False,
    )
    files = FilesField()  # type: ignore[assignment]  # Django takes fields out of the class


class Serve(forms.Form):
    """What the panel wants to say besides the allegations."""

    note = text_field(
        label=_("Anything else that the respondent should know?"),
        help_text=_("Such as what would help to put things right."),
        required=False,
    )


class Allegation(forms.Form):
    """What exactly is said against somebody, under which provision."""

    account = forms.ChoiceField(label=_("Whose conduct is it?"), widget=forms.RadioSelect)
    other = forms.CharField(
        label=_("The name of that other account"), max_length=255, required=False
    )
    provision = forms.ChoiceField(label=_("Which provision does it concern?"))
    what = text_field(
        label=_("What happened?"),
        help_text=_("In neutral words. The respondent reads exactly this."),
    )
    where = forms.CharField(label=_("Where?"), max_length=500)
    when = forms.CharField(label=_("When?"), max_length=500)
    harm = forms.TypedChoiceField(
        label=_("How much harm would it have done?"),
        choices=HARMS,
        coerce=int,
        widget=forms.RadioSelect,
    )
    intent = forms.ChoiceField(label=_("How far was it meant?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, accounts: Choices, provisions: Choices, **options: Any) -> None:  # noqa: ANN401, Django's signature
        """Offer the accounts that the reports name, and the provisions the case is pinned to."""
        super().__init__(*args, **options)
        offer(self, "account", accounts)
        if OTHER not in dict(accounts):
            del self.fields["other"]
        offer(self, "provision", provisions)
        offer(self, "intent", said(labels.INTENTS))


class Vote(forms.Form):
    """What a member says to a question."""

    choice = forms.ChoiceField(label=_("Your vote"), widget=forms.RadioSelect)
    reason = text_field(
        rows=3,
        label=_("Why?"),
        required=False,
        help_text=_("The panel reads it. The two sides do not."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401, Django's signature
        """Offer for, against and no side."""
        super().__init__(*args, **options)
        offer(self, "choice", said(labels.CHOICES))


class Measure(forms.Form):
    """A measure: which, for how long, where, and why."""

    level = forms.ChoiceField(label=_("Which measure?"))
    days = forms.IntegerField(
        label=_("For how many days?"),
        help_text=_("Advice, warnings and suspensions without an end take none."),
        required=False,
        min_value=1,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    pages = text_field(
        rows=3,
        label=_("Pages that the person shall not edit"),
        help_text=_("For a limit to some pages: one title a line, at most 10."),
        required=False,
    )
    namespaces = forms.TypedMultipleChoiceField(
        label=_("Parts of the wiki that the person shall not edit"),
        choices=NAMESPACES,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = text_field(
        rows=3,
        label=_("What else is asked of the person?"),
        help_text=_("Such as a training, or what to repair."),
        required=False,
    )
    reason = text_field(label=_("Why this measure?"), help_text=_("Both sides read it."))
    departure_reason = text_field(
        rows=3,
        label=_("Why outside the guideline's range?"),
        help_text=_("Needed if the measure is milder or stricter than the range."),
        required=False,
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401, Django's signature
        guideline: Guideline,
        found: Range | None,
        **options: Any,  # noqa: ANN401, Django's signature
    ) -> None:
        """Offer the rungs of the ladder, those of the guideline's range first."""
        super().__init__(*args, **options)
        offer(self, "level", list(_ladder(guideline, found)))

    def terms(self) -> MeasureTerms | None:
        """Give what was chosen; nothing where no measure was."""
        typed = self.cleaned_data
        if not typed["level"]:
            return None
        level, _colon, kind = typed["level"].partition(":")
        return MeasureTerms(
            level=int(level),
            kind=kind,
            days=typed["days"],
            pages=tuple(line.strip() for line in typed["pages"].splitlines() if line.strip()),
            namespaces=tuple(typed["namespaces"]),
            note=typed["note"].strip(),
        )


class Outcome(Measure):
    """How an appeal should end; only a variation names a measure."""

    outcome = forms.ChoiceField(label=_("How should the appeal end?"), widget=forms.RadioSelect)
    field_order = ("outcome", "reason", "level", "days", "pages", "namespaces", "note")

    def __init__(
        self,
        *args: Any,  # noqa: ANN401, Django's signature
        guideline: Guideline,
        found: Range | None,
        **options: Any,  # noqa: ANN401, Django's signature
    ) -> None:
        """Offer every outcome; a measure is only asked for where it is changed."""
        super().__init__(*args, guideline=guideline, found=found, **options)
        offer(self, "outcome", said(labels.OUTCOMES))
        unchanged = ("", _("None: the measure is not changed"))
        offer(self, "level", [unchanged, *_ladder(guideline, found)])
        self.fields["level"].required = False
        self.fields["level"].label = _("Which milder measure? Only where you change it.")
        self.fields["reason"].label = _("Why?")
        del self.fields["departure_reason"]


def offer(form: forms.Form, field: str, choices: Choices) -> None:
    """Set what can be chosen in a field."""
    form.fields[field].choices = choices  # type: ignore[attr-defined]  # it is a ChoiceField


def said(table: Mapping[Any, str]) -> Choices:
    """Give each value of a table of labels with its words."""
    return [(str(value), words(code)) for value, code in table.items()]


def _ladder(guideline: Guideline, found: Range | None) -> Iterator[tuple[str, Any]]:
    """List the measures under headings, inside the range, milder, stricter; flat without one."""
    language = get_language() or "en"
    places: dict[str, list[tuple[str, str]]] = {}
    for rung in guideline.measures:
        named = f"{rung.code} {spoken(rung.names, language)}"
        for kind in rung.kinds:
            label = f"{named}: {words(KINDS[kind])}" if kind in KINDS else named
            rungs = places.setdefault(_place(rung.level, found), [])
            rungs.append((f"{rung.level}:{kind}", label))
    if found is None:
        yield from places.get("inside", ())
        return
    headings = {
        "inside": _("In the guideline's range"),
        "milder": _("Milder than the range: needs a reason"),
        "stricter": _("Stricter than the range: needs a reason"),
    }
    for place, heading in headings.items():
        if place in places:
            yield str(heading), places[place]


def _place(level: int, found: Range | None) -> str:
    if found is None or found.cell.holds(level):
        return "inside"
    return "milder" if level < found.cell.floor else "stricter"
