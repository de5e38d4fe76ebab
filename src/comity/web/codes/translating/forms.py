"""Forms of translators: words of a unit, a reason, a term, a person, a language."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comity.codes.rules.documents import LONGEST_LANGUAGE, LONGEST_TEXT, LONGEST_TITLE
from comity.codes.rules.glossary import LONGEST_NOTE, LONGEST_TERM
from comity.codes.rules.talk import LONGEST_REASON
from comity.web.codes.translating.words import UNIT_STATES
from comity.web.components import direction

LONGEST_USERNAME = 150


class UnitForm(forms.Form):
    """The words of a provision in another language."""

    made_from = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE, required=False)
    text = forms.CharField(
        label=_("Text"),
        help_text=_("Keep marks such as **bold** and the stars of lists where they belong."),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    example = forms.CharField(
        label=_("Example"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401, Django's signature
        language: str,
        needs_text: bool,
        about: bool = False,
        **options: Any,  # noqa: ANN401, Django's signature
    ) -> None:
        """Let whoever types do so in the direction of the language.

        Args:
            args: Django's.
            language: in which they write.
            needs_text: whether the agreed words have a text.
            about: whether these are title and summary of the whole code.
            options: Django's.
        """
        super().__init__(*args, **options)
        self.fields["text"].required = needs_text
        if about:
            self.fields["title"].required = True
            self.fields["text"].label, self.fields["text"].help_text = _("Summary"), ""
            self.fields["text"].widget.attrs["rows"] = 4
            del self.fields["example"]
        for name in self.fields.keys() - {"made_from"}:
            self.fields[name].widget.attrs |= {"lang": language, "dir": direction(language)}


class ReasonForm(forms.Form):
    """Why somebody does something that others must live with."""

    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Everybody can read it."),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class ChooseState(forms.Form):
    """Which units to show."""

    state = forms.ChoiceField(label=_("Which texts?"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401, Django's signature
        """Offer every state."""
        super().__init__(*args, **options)
        field = self.fields["state"]
        if isinstance(field, forms.ChoiceField):
            offered = [(state, word) for state, (word, _tone) in UNIT_STATES.items()]
            field.choices = [("", _("All")), *offered]


class LanguageForm(forms.Form):
    """A language to translate into."""

    language = forms.CharField(
        label=_("Language"),
        help_text=_("Its short name, such as ar, de or pt-br."),
        max_length=LONGEST_LANGUAGE,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "class": "short"}),
    )

    def clean_language(self) -> str:
        """Write tags in small letters, as addresses have them."""
        return str(self.cleaned_data["language"]).strip().lower()


class TermForm(forms.Form):
    """A term, and how it is said in another language."""

    term = forms.CharField(label=pgettext_lazy("of a glossary", "Term"), max_length=LONGEST_TERM)
    said = forms.CharField(label=_("How it is said"), max_length=LONGEST_TERM)
    note = forms.CharField(
        label=_("What to mind"),
        help_text=_("When to use it, and what it must not be mixed up with."),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def __init__(self, *args: Any, source: str, language: str, **options: Any) -> None:  # noqa: ANN401, Django's signature
        """Let each word be typed in the direction of its language."""
        super().__init__(*args, **options)
        for name, tag in (("term", source), ("said", language)):
            self.fields[name].widget.attrs |= {"lang": tag, "dir": direction(tag)}


class TranslatorForm(forms.Form):
    """Somebody who translates, or no longer does."""

    username = forms.CharField(
        label=_("The name by which they sign in"),
        max_length=LONGEST_USERNAME,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
