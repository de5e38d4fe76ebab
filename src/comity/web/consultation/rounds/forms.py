"""Forms of consultations: asking, planning, contributing, writing down for others."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as plain
from django.utils.translation import gettext_lazy as _

from comity.codes.rules.documents import Document
from comity.communities.rules import LANGUAGE
from comity.consultation.actions.contributions import About
from comity.consultation.queries.contributions import Counts
from comity.consultation.rules.kinds import Channel, RoundKind
from comity.consultation.rules.rounds import CONTINGENT, COVERAGE
from comity.consultation.rules.texts import LONGEST_CONTRIBUTION
from comity.kernel.errors import WrongInput
from comity.messages import words
from comity.web.communities.fields import DayField
from comity.web.components import language_name
from comity.web.consultation.words import CHANNELS, KINDS, MEANINGS
from comity.web.people import tongues

MOST_SHOWN_AGAIN = 2 * LONGEST_CONTRIBUTION
_TIME = r"^([01]\d|2[0-3]):[0-5]\d$"


class LanguageField(forms.CharField):
    """A language, by its name in any language people here read, or by its tag."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401, whatever Django's field takes
        """Show a name, and accept a name or a tag."""
        super().__init__(
            max_length=100,
            widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
            **options,
        )

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401, Django's signature
        """Show the name of a tag; what was typed stays as it was typed."""
        fine = isinstance(value, str) and LANGUAGE.fullmatch(value)
        return tongues.name_of(value) if fine and value.islower() else value

    def to_python(self, value: Any) -> str:  # noqa: ANN401, Django's signature
        """Find the language that is meant.

        Raises:
            forms.ValidationError: nobody knows it.
        """
        typed = super().to_python(value)
        if not typed:
            return ""
        try:
            return tongues.tag_of(typed).lower()
        except WrongInput as refusal:
            if LANGUAGE.fullmatch(typed) and "-" in typed:
                return typed.lower()
            raise forms.ValidationError(words(refusal.code, **refusal.detail)) from None


class LanguagesField(forms.CharField):
    """Several languages, as tags with spaces between them."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401, whatever Django's field takes
        """Explain how they are written."""
        super().__init__(
            max_length=500,
            help_text=_("Language tags such as en or pt-br, spaces between them."),
            widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
            **options,
        )

    def to_python(self, value: Any) -> Any:  # noqa: ANN401, Django's signature
        """Read the tags one by one."""
        return str(super().to_python(value) or "").replace(",", " ").split()

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401, Django's signature
        """Write tags as they are typed."""
        return value if isinstance(value, str) else " ".join(value or ())

    def run_validators(self, value: Any) -> None:  # noqa: ANN401, Django's signature
        """Leave out what is meant for plain text: the tags are checked below."""


class Filter(forms.Form):
    """Which contributions of a round somebody wants to see."""

    provision = forms.ChoiceField(label=_("About which part of the text"), required=False)
    language = forms.ChoiceField(label=_("Written in"), required=False)
    channel = forms.ChoiceField(label=_("How it came"), required=False)
    waiting = forms.ChoiceField(
        label=_("Answers"),
        required=False,
        choices=[("", _("Any")), ("yes", _("Only what waits for an answer"))],
    )

    def offer(self, counted: Counts, document: Document | None, titles: Mapping[str, str]) -> None:
        """List what there is to choose from."""
        choices: dict[str, list[tuple[str, str]]] = {
            "language": [(tag, f"{language_name(tag)} ({n})") for tag, n in counted.languages],
            "channel": [(one, f"{CHANNELS[one]} ({n})") for one, n in counted.channels],
            "provision": [
                (one.provision.id, titles.get(one.provision.id, one.provision.id))
                for one in (document.provisions if document else ())
            ],
        }
        for name, offered in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", _("Any")), *offered]
        if document is None:
            del self.fields["provision"]


class Contribute(forms.Form):
    """Something that somebody says."""

    text = forms.CharField(
        label=_("What do you want to say?"),
        help_text=_("In your own words and your own language. Everybody can read it."),
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        max_length=MOST_SHOWN_AGAIN,
        error_messages={"required": _("Write something first.")},
    )
    language = LanguageField(label=_("In which language is it?"))
    provision = forms.ChoiceField(label=_("Which part of the text is it about?"), required=False)
    quote = forms.CharField(
        label=_("The words of the text that you mean"),
        help_text=_("Copy them from the text, or leave this empty."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1000)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401, Django's signature
        parts: Sequence[tuple[str, str]] = (),
        **options: Any,  # noqa: ANN401, Django's signature
    ) -> None:
        """Offer the parts of the text, where there is one."""
        super().__init__(*args, **options)
        field = self.fields["provision"]
        if isinstance(field, forms.ChoiceField) and parts:
            field.choices = [("", _("All of it, or something that is missing")), *parts]
        else:
            del self.fields["provision"]
            del self.fields["quote"]

    @property
    def about(self) -> tuple[About, ...]:
        """The place in the text that was chosen."""
        provision = self.cleaned_data.get("provision")
        quote = str(self.cleaned_data.get("quote") or "")
        return (About(provision, quote),) if provision else ()


class ContributeFor(Contribute):
    """Something that somebody said offline, written down by an organiser."""

    text = forms.CharField(
        label=_("What did they say?"),
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        max_length=MOST_SHOWN_AGAIN,
        error_messages={"required": _("Write something first.")},
    )
    channel = forms.ChoiceField(
        label=_("How did it come?"),
        choices=[(one, CHANNELS[one]) for one in Channel if one.offline],
        widget=forms.RadioSelect,
    )
    consent = forms.CharField(
        label=_("How did they agree that it is published?"),
        help_text=_("A sentence. Only they and those who run this consultation can read it."),
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        error_messages={"required": _("Write how they agreed.")},
    )
    receipt = forms.CharField(
        label=_("Their receipt, if they have one already"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )


class Change(forms.Form):
    """The same, said differently."""

    text = forms.CharField(
        label=_("What do you want to say?"),
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        max_length=MOST_SHOWN_AGAIN,
        error_messages={"required": _("Write something first.")},
    )
    language = LanguageField(label=_("In which language is it?"))


class Translate(forms.Form):
    """What somebody else said, in another language."""

    language = LanguageField(label=_("Into which language?"))
    text = forms.CharField(
        label=_("Your translation"),
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        max_length=2 * MOST_SHOWN_AGAIN,
    )
    machine = forms.BooleanField(
        label=_("A machine made this translation, and I only pass it on"), required=False
    )


class Shown(forms.Form):
    """How somebody stands in a consultation."""

    shows_name = forms.BooleanField(label=_("Show my name beside what I say here"), required=False)
    wants_letters = forms.BooleanField(
        label=_("Tell me by e-mail when a round opens, so that I can answer by e-mail"),
        required=False,
    )


class Receipt(forms.Form):
    """A receipt, as it is typed."""

    receipt = forms.CharField(
        label=_("Your receipt"),
        help_text=_("Five groups of five letters and digits, or digits only."),
        max_length=1000,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )


class Ask(forms.Form):
    """What is asked."""

    title = forms.CharField(
        label=_("What is it about?"),
        help_text=_("A few words, as people would say them."),
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    question = forms.CharField(
        label=_("What do you want to know, and what happens with the answers?"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )
    source_language = LanguageField(label=_("In which language is this?"))
    about_code = forms.BooleanField(
        label=_("It is about the code of this community"), required=False
    )
    contingent = forms.IntegerField(
        label=_("How often may one person contribute in a day?"),
        help_text=_("So that a few do not drown out everybody else."),
        initial=CONTINGENT,
    )
    coverage_target = forms.IntegerField(
        label=_("Of how many in a hundred should the groups be heard?"),
        help_text=_("A round does not close below it unless somebody reached out."),
        initial=COVERAGE,
    )


class Words(forms.Form):
    """What is asked, in one language."""

    language = LanguageField(label=_("In which language is this?"))
    title = forms.CharField(
        label=_("What is it about?"),
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    question = forms.CharField(
        label=_("What do you want to know, and what happens with the answers?"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )


class Plan(forms.Form):
    """When a round opens and closes, what for, and in which languages."""

    kind = forms.ChoiceField(
        label=_("What is the round for?"),
        choices=[(one, format_lazy("{}: {}", KINDS[one], MEANINGS[one])) for one in KINDS],
        widget=forms.RadioSelect,
        initial=RoundKind.LISTENING,
    )
    opens_day = DayField(label=_("Opens on"))
    opens_time = forms.RegexField(_TIME, label=_("At, in UTC"), initial="12:00")
    closes_day = DayField(label=_("Closes on"))
    closes_time = forms.RegexField(_TIME, label=_("At, in UTC"), initial="12:00")
    languages = LanguagesField(label=_("Languages in which people are asked"))
    target_groups = forms.CharField(
        label=_("Whom should it reach?"),
        help_text=_("One group on each line, such as: people who joined this year."),
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    edition = forms.ChoiceField(label=_("The text"), required=False)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401, Django's signature
        texts: Sequence[tuple[str, str]] = (),
        changes: bool = False,
        **options: Any,  # noqa: ANN401, Django's signature
    ) -> None:
        """Offer the published drafts; what a round is for cannot be changed later."""
        super().__init__(*args, **options)
        field = self.fields["edition"]
        if isinstance(field, forms.ChoiceField) and texts:
            field.choices = [("", _("None, or not yet")), *texts]
        else:
            del self.fields["edition"]
        if changes:
            del self.fields["kind"]
        self.fields["opens_time"].help_text = _clock()

    @property
    def asked(self) -> dict[str, Any]:
        """What the action is asked for."""
        typed = self.cleaned_data
        return {
            "opens": _moment(typed["opens_day"], typed["opens_time"]),
            "closes": _moment(typed["closes_day"], typed["closes_time"]),
            "languages": typed["languages"],
            "target_groups": typed["target_groups"].splitlines(),
            "edition_id": typed.get("edition") or "",
        }


class Extend(forms.Form):
    """Until when a round goes on, and why."""

    closes_day = DayField(label=_("Goes on until"))
    closes_time = forms.RegexField(_TIME, label=_("At, in UTC"), initial="12:00")
    reason = forms.CharField(
        label=_("Why? Everybody can read it."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401, Django's signature
        """Say what time it is, for whoever does not live by UTC."""
        super().__init__(*args, **options)
        self.fields["closes_time"].help_text = _clock()

    @property
    def closes(self) -> datetime:
        """The moment that was chosen."""
        return _moment(self.cleaned_data["closes_day"], self.cleaned_data["closes_time"])


class Reason(forms.Form):
    """Why something happens that nobody planned."""

    reason = forms.CharField(
        label=_("Why? Everybody can read it."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"required": _("Say why, in a sentence or two. Everybody can read it.")},
    )

    def __init__(self, *args: Any, required: bool = True, **options: Any) -> None:  # noqa: ANN401, Django's signature
        """Ask for a reason.

        Args:
            args: as Django's.
            required: whether nothing happens without one.
            options: as Django's.
        """
        super().__init__(*args, **options)
        self.fields["reason"].required = required


class Sure(forms.Form):
    """A step that cannot be taken back."""

    sure = forms.BooleanField(label=_("Yes, I am sure"))


def _clock() -> str:
    return plain("In UTC it is %(time)s now.") % {"time": f"{timezone.now():%H:%M}"}


def _moment(day: Any, time: str) -> datetime:  # noqa: ANN401, a day as the form read it
    return datetime.fromisoformat(f"{day.isoformat()}T{time}").replace(tzinfo=UTC)
