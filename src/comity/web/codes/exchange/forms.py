"""The form that a code is brought in with."""

from typing import Any

from django import forms
from django.utils.functional import Promise, lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from comity.codes.actions.importing import Wish
from comity.codes.rules.documents import (
    LONGEST_ADDRESS,
    LONGEST_CODE,
    LONGEST_LANGUAGE,
    LONGEST_LICENCE,
    LONGEST_TITLE,
)
from comity.codes.rules.imports import File, Form, decode
from comity.kernel.errors import DomainError
from comity.messages import words
from comity.vault.rules import File as Upload
from comity.web.components import number
from comity.web.files import FilesField

FORMS: list[tuple[str, Promise | str]] = [
    ("", _("Find out by itself")),
    (Form.MARKDOWN, _("Markdown")),
    (Form.WIKITEXT, _("The text of a wiki page")),
    (Form.TOML, _("TOML, as Comity exports it")),
    (Form.JSON, _("JSON, as Comity exports it")),
]
_PLAIN = {"autocomplete": "off", "dir": "ltr"}


class Bring(forms.Form):
    """What is brought: a text that is pasted, files, or both."""

    text = forms.CharField(
        label=_("Paste the text"),
        help_text=format_lazy(
            _("Up to {most} characters. Longer texts come as files."),
            most=lazy(number, str)(LONGEST_CODE),
        ),
        required=False,
        max_length=LONGEST_CODE,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto", "spellcheck": "false"}),
    )
    files = FilesField(  # type: ignore[assignment]  # Django takes fields out of the class
        label=_("Or choose files"),
        help_text=_(
            "The first is the text that was agreed, the others say it in other languages. The "
            "name of each says which, as in code.ar.md."
        ),
    )
    form = forms.ChoiceField(label=_("How is it written?"), choices=FORMS, required=False)
    language = forms.CharField(
        label=_("In which language was it agreed?"),
        help_text=_("Its short name, such as en, ar or pt-br."),
        initial="en",
        max_length=LONGEST_LANGUAGE,
        widget=forms.TextInput(attrs=_PLAIN),
    )
    source = forms.CharField(
        label=_("Where do the words come from?"),
        help_text=_("The name of the code or policy. Every provision will say so. May be empty."),
        required=False,
        max_length=LONGEST_TITLE,
    )
    address = forms.CharField(
        label=_("Where can it be read?"),
        required=False,
        max_length=LONGEST_ADDRESS,
        widget=forms.TextInput(attrs={**_PLAIN, "inputmode": "url"}),
    )
    licence = forms.CharField(
        label=_("Under which licence?"),
        help_text=_("By its short name. Empty keeps what the files say."),
        required=False,
        max_length=LONGEST_LICENCE,
        widget=forms.TextInput(attrs=_PLAIN),
    )
    wiki = forms.CharField(
        label=_("Address that pages of the wiki stand under"),
        help_text=_("Such as https://wiki.example/wiki/. Without it, links to pages are left out."),
        required=False,
        max_length=LONGEST_ADDRESS,
        widget=forms.TextInput(attrs={**_PLAIN, "inputmode": "url"}),
    )

    def clean_files(self) -> list[File]:
        """Read the files as text."""
        return [self._file(one) for one in self.cleaned_data["files"]]

    def clean(self) -> dict[str, Any]:
        """Refuse where nothing is brought."""
        typed = super().clean() or {}
        if not self.errors and not self.brought:
            self.add_error("text", words("code_empty"))
        return typed

    @property
    def brought(self) -> list[File]:
        """Give what is brought, in its order."""
        typed = self.cleaned_data
        form = Form(typed["form"]) if typed.get("form") else None
        pasted = typed.get("text", "").strip()
        found = [File("", pasted, form)] if pasted else []
        return [*found, *(File(one.name, one.text, form) for one in typed.get("files", []))]

    @property
    def wish(self) -> Wish:
        """Give what is said about it."""
        typed = self.cleaned_data
        return Wish(
            typed["language"].strip(),
            typed["licence"].strip(),
            typed["source"].strip(),
            typed["address"].strip(),
            typed["wiki"].strip(),
        )

    def _file(self, upload: Upload) -> File:
        try:
            return File(upload.name, decode(upload.data, field=upload.name))
        except DomainError as refusal:
            problem = f"{upload.name}: {words(refusal.code, **refusal.detail)}"
            raise forms.ValidationError(problem) from refusal
