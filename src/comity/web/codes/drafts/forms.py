"""Forms about a draft as a whole: where it starts, what it is called, what its names are."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from comity.codes import queries
from comity.codes.rules.documents import (
    LONGEST_LANGUAGE,
    LONGEST_LICENCE,
    LONGEST_NAME,
    LONGEST_TITLE,
    Document,
)
from comity.codes.rules.names import AXES, Above, short_name
from comity.web.codes import told
from comity.web.codes.drafts.words import NAMES

NOTHING = "nothing"
LONGEST_SUMMARY = 2_000


class StartForm(forms.Form):
    """What a draft starts from."""

    template = forms.ChoiceField(label=_("Start from"), widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("What the code will be called"),
        help_text=_("Leave it empty to keep the name of what you start from."),
        required=False,
        max_length=LONGEST_TITLE,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    language = forms.CharField(
        label=_("Language in which it will be agreed"),
        help_text=_(
            "Only where you start with nothing. Its short name, such as en, ar or pt-br. Other "
            "languages are translations."
        ),
        max_length=LONGEST_LANGUAGE,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "class": "short", "autocomplete": "off"}),
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        templates: list[tuple[str, str]],
        **options: Any,  # noqa: ANN401, Django's signature
    ) -> None:
        """Offer the templates there are."""
        super().__init__(data, **options)
        field = self.fields["template"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [*templates, (NOTHING, _("Nothing: I write it from the beginning"))]

    def clean_language(self) -> str:
        """Read a tag however it was typed."""
        return str(self.cleaned_data["language"]).strip().lower()


class AboutForm(forms.Form):
    """What a draft is called."""

    title = forms.CharField(
        label=_("Title"), max_length=LONGEST_TITLE, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    summary = forms.CharField(
        label=_("In one or two sentences"),
        required=False,
        max_length=LONGEST_SUMMARY,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    licence = forms.CharField(
        label=_("Licence of its words"),
        help_text=_("It says who may use them elsewhere. Leave it empty if nobody has decided."),
        required=False,
        max_length=LONGEST_LICENCE,
        widget=forms.TextInput(attrs={"dir": "ltr", "class": "short", "autocomplete": "off"}),
    )


class NameForm(forms.Form):
    """A name that provisions can be written with."""

    axis = forms.ChoiceField(label=_("What sort of name"), choices=lambda: list(NAMES.items()))
    called = forms.CharField(
        label=_("What it is called"),
        help_text=_("In the language of the draft, such as “publishing where somebody lives”."),
        max_length=LONGEST_TITLE,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    name = forms.CharField(
        label=_("Short name"),
        help_text=_(
            "Small letters, digits and single hyphens. It is the same in every language and never "
            "changes. Leave it empty to have one made."
        ),
        required=False,
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"dir": "ltr", "class": "short", "autocomplete": "off"}),
    )
    parent = forms.ChoiceField(
        label=_("It is a part of"),
        help_text=_("What is said about the whole then holds for it too."),
        required=False,
    )

    def __init__(self, data: QueryDict | None, *, document: Document, above: Above) -> None:
        """Offer the names that it can stand under."""
        super().__init__(data)
        field = self.fields["parent"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Nothing: it stands for itself"))]
            field.choices += [
                (NAMES[axis], [(f"{axis}/{name}", label) for name, label in offered])
                for axis in AXES
                if (offered := in_tree(document, above, axis))
            ]

    def clean(self) -> dict[str, object]:
        """Make a short name where none was given; ask for a part of the same sort."""
        cleaned = super().clean() or {}
        if not cleaned.get("name") and cleaned.get("called"):
            cleaned["name"] = short_name(str(cleaned["called"]))
        axis, _slash, parent = str(cleaned.get("parent", "")).partition("/")
        if parent and axis != cleaned.get("axis"):
            self.add_error("parent", _("Choose something of the same sort, or nothing."))
        cleaned["parent"] = parent
        return cleaned


class Sure(forms.Form):
    """A box to tick before something that cannot simply be undone."""

    sure = forms.BooleanField(label=_("Yes, I am sure"))


def in_tree(document: Document, above: Above, axis: str) -> list[tuple[str, str]]:
    """List the names of a tree, each under the one that it is a part of."""
    parents = getattr(above.vocabulary.joined(document.vocabulary), axis).parents
    words = {axis: {**above.words.get(axis, {}), **document.words.get(axis, {})}}
    below: dict[str, list[str]] = {}
    for name, parent in parents.items():
        below.setdefault(parent if parent in parents else "", []).append(name)
    found: list[tuple[str, str]] = []
    waiting = [(name, 0) for name in reversed(below.get("", []))]
    while waiting:
        name, depth = waiting.pop()
        label = queries.named(words, axis, name, told.reader())
        found.append((name, f"{'— ' * depth}{label}"))
        waiting += [(one, depth + 1) for one in reversed(below.get(name, []))]
    return found


def in_list(document: Document, above: Above, axis: str) -> list[tuple[str, str]]:
    """List the names that stand in no tree."""
    words = {axis: {**above.words.get(axis, {}), **document.words.get(axis, {})}}
    return [(name, queries.named(words, axis, name, told.reader())) for name in words[axis]]
