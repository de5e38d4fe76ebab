"""Fields that several forms about communities and bodies share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.communities.rules import LANGUAGE

LONGEST_NAME = 150
MOST_NAMES = 60


class DayField(forms.DateField):
    """A day, as browsers ask for one; typed as 2026-03-31 where they do not."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401, whatever Django's field takes
        """Show a day as it is typed."""
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "short"})
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], **options)


class NamesField(forms.CharField):
    """What something is called, a language a line: ``en: The Harbour``."""

    def __init__(self) -> None:
        """Explain how it is written."""
        super().__init__(
            label=_("Names"),
            help_text=_("One a line, each with its language in front, such as “en: The Harbour”."),
            max_length=MOST_NAMES * LONGEST_NAME,
            widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        )

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401, Django's signature
        """Write names as they are typed."""
        if isinstance(value, dict):
            return "\n".join(f"{language}: {name}" for language, name in value.items())
        return value

    def to_python(self, value: Any) -> Any:  # noqa: ANN401, Django's signature
        """Read the lines.

        Raises:
            forms.ValidationError: a line has no language, or a name is too long.
        """
        text = super().to_python(value) or ""
        names: dict[str, str] = {}
        for line in filter(None, (line.strip() for line in text.splitlines())):
            language, colon, name = line.partition(":")
            tag, name = language.strip().lower(), name.strip()
            if not colon or not name or not LANGUAGE.fullmatch(tag):
                raise forms.ValidationError(
                    _("Start each line with a language and a colon, such as “en: The Harbour”.")
                )
            if len(name) > LONGEST_NAME:
                raise forms.ValidationError(_("A name has at most 150 characters."))
            names[tag] = name
        return names

    def validate(self, value: Any) -> None:  # noqa: ANN401, Django's signature
        """Ask for one name at least."""
        if not value:
            raise forms.ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:  # noqa: ANN401, Django's signature
        """Leave out what is meant for plain text: it was checked line by line."""
