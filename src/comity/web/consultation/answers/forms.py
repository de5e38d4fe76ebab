"""Forms about answers and about how a consultation ends."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from comity.consultation.queries.answers import Numbers
from comity.consultation.rules.dispositions import LONGEST_REASON, Decision
from comity.web.components import language_name
from comity.web.consultation import receipts
from comity.web.consultation.answers.words import DECISIONS, EXPLAINED
from comity.web.consultation.rounds.forms import LanguageField

WORDS = {"rows": 5, "dir": "auto"}
MOST_TYPED = 2 * LONGEST_REASON
"""What is shown again even where it is too long to be kept."""


class Words(forms.CharField):
    """A text that people wrote, in whatever direction."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401, whatever Django's field takes
        """Leave room for some sentences."""
        widget = forms.Textarea(attrs=WORDS | {"rows": options.pop("rows", 5)})
        super().__init__(widget=widget, max_length=options.pop("most", MOST_TYPED), **options)


class InLanguages(forms.Form):
    """A text in one language, and in a second one where somebody can write it.

    ``names`` lists the fields that are written in both.
    """

    names: Sequence[str] = ("reason",)

    def by_language(self, name: str) -> dict[str, str]:
        """Give a text by language, as it was typed."""
        typed = self.cleaned_data
        first = {typed["language"]: typed[name]}
        second = typed.get("second_language") or ""
        other = typed.get(f"second_{name}") or ""
        return first | ({second: other} if second and other else {})

    def clean(self) -> dict[str, object]:
        """Ask for the language of a second text."""
        cleaned = super().clean() or {}
        second = any(cleaned.get(f"second_{name}") for name in self.names)
        if second and not cleaned.get("second_language"):
            self.add_error("second_language", _("Say in which language this is."))
        return cleaned


class Answer(InLanguages):
    """An answer, with its reason."""

    decision = forms.ChoiceField(
        label=_("What becomes of it?"),
        choices=lambda: [(one.value, EXPLAINED[one]) for one in Decision],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what becomes of it.")},
    )
    reason = Words(
        label=_("Why?"),
        help_text=_(
            "For whoever wrote it, in their language if you can. Everybody can read it. "
            "Say what you understood, and what follows from it."
        ),
        error_messages={"required": _("Write the reason. Everybody is owed one.")},
    )
    language = LanguageField(label=_("In which language is your answer?"))
    second_reason = Words(
        label=_("The same in another language"),
        required=False,
        help_text=_("If you can, so that more people understand why."),
        rows=3,
    )
    second_language = LanguageField(label=_("Which other language?"), required=False)
    provisions = forms.MultipleChoiceField(
        label=_("What changed in the text because of it?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The comparison of versions then leads to this contribution."),
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401, Django's signature
        parts: Sequence[tuple[str, str]] = (),
        without: Sequence[Decision] = (),
        **options: Any,  # noqa: ANN401, Django's signature
    ) -> None:
        """Offer what there is to choose from.

        Args:
            args: as Django has them.
            parts: provisions of the text, with their titles.
            without: answers that are not possible here.
            options: as Django has them.
        """
        super().__init__(*args, **options)
        _offer(self, "provisions", parts)
        _offer(
            self,
            "decision",
            [(one.value, EXPLAINED[one]) for one in Decision if one not in without],
        )
        if not parts:
            del self.fields["provisions"]


class AnswerSuggestion(Answer):
    """An answer to a suggestion; what is partly taken up is written as it should read."""

    title = forms.CharField(
        label=_("Title, as it should read"),
        required=False,
        max_length=600,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    body = Words(label=_("Text, as it should read"), required=False, most=60_000, rows=8)
    example = Words(label=_("Example, as it should read"), required=False, rows=3)
    meaning = forms.BooleanField(
        label=_("Also take up what the suggestion changes in its exact meaning"), required=False
    )

    def __init__(self, *args: Any, meaning: bool, **options: Any) -> None:  # noqa: ANN401, Django's signature
        """Leave out the exact meaning where the suggestion does not change it."""
        super().__init__(*args, **options)
        self.fields.pop("provisions", None)
        if not meaning:
            del self.fields["meaning"]


class AnswerTogether(Answer):
    """One reason for several contributions."""

    contributions = forms.MultipleChoiceField(
        label=_("Which contributions?"),
        widget=forms.MultipleHiddenInput,
        error_messages={"required": _("Choose at least one contribution in the list.")},
    )

    def __init__(self, *args: Any, choices: Sequence[str], **options: Any) -> None:  # noqa: ANN401, Django's signature
        """Accept what stands in the list."""
        super().__init__(*args, without=(Decision.PROMOTED,), **options)
        _offer(self, "contributions", [(one, one) for one in choices])


class Missed(forms.Form):
    """What an answer misses."""

    text = Words(
        label=_("What does the answer miss?"),
        help_text=_("Everybody can read it. You can say this once; you are then answered again."),
        error_messages={"required": _("Write what you meant.")},
    )


class Find(forms.Form):
    """Which contributions somebody looks for. Nothing of it is kept."""

    standing = forms.ChoiceField(
        label=_("Answers"),
        required=False,
        choices=[
            ("", _("All")),
            ("waiting", _("Waiting for an answer")),
            ("answered", _("Answered")),
        ],
    )
    decision = forms.ChoiceField(label=_("What became of them"), required=False)
    language = forms.ChoiceField(label=_("Written in"), required=False)
    provision = forms.ChoiceField(label=_("About which part of the text"), required=False)

    def __init__(self, data: Any, *, numbers: Numbers, parts: Mapping[str, str]) -> None:  # noqa: ANN401, whatever Django's form takes
        """Offer what there is to choose from."""
        super().__init__(data, auto_id="find_%s")  # a form to answer can stand beside it
        everything = [("", _("All"))]
        _offer(
            self,
            "decision",
            [
                *everything,
                *((one, f"{DECISIONS[one][0]} ({n})") for one, n in numbers.by_decision.items()),
            ],
        )
        _offer(
            self,
            "language",
            [
                *everything,
                *((tag, f"{language_name(tag)} ({n})") for tag, n in numbers.languages.items()),
            ],
        )
        _offer(self, "provision", [*everything, *parts.items()])
        if not parts:
            del self.fields["provision"]


class Conclude(InLanguages):
    """What came of a consultation, and what that means for some."""

    names = ("outcome", "newcomers", "silent")

    language = LanguageField(label=_("In which language do you write?"))
    outcome = Words(label=_("What came of it?"), help_text=_("In a few sentences for everybody."))
    newcomers = Words(
        label=_("What does it mean for people who have just come?"),
        help_text=_("For somebody who does not know our habits, our words or our people yet."),
    )
    silent = Words(
        label=_("What does it mean for groups that were silent or shut out?"),
        help_text=_("Name them, say what is known of what they need, and what the text does."),
    )
    second_language = LanguageField(label=_("Another language"), required=False)
    second_outcome = Words(label=_("What came of it, in that language"), required=False, rows=3)
    second_newcomers = Words(
        label=_("What it means for newcomers, in that language"), required=False, rows=3
    )
    second_silent = Words(
        label=_("What it means for who was silent, in that language"), required=False, rows=3
    )
    sure = forms.BooleanField(label=_("Yes, the consultation ends here"))

    def __init__(self, *args: Any, freezes: bool, **options: Any) -> None:  # noqa: ANN401, Django's signature
        """Say that the draft is frozen with it, where there is one."""
        super().__init__(*args, **options)
        if freezes:
            self.fields["sure"].label = _(
                "Yes, the consultation ends here, and what the draft says now never changes again"
            )


def draw_anew(request: HttpRequest, form: forms.Form, round_id: str) -> None:
    """Draw a form with a new receipt, where it came with one that is none of ours."""
    typed = request.POST.copy()
    typed["once"] = receipts.sealed_receipt(round_id)
    form.data = typed
    form.add_error(None, _("This page lay open for long. Send it once more."))


def _offer(form: forms.Form, name: str, choices: Sequence[tuple[str, Any]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)
