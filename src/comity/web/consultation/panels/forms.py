"""Forms about panels: setting one up, and drawing it."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.consultation.rules.equity import Dimension
from comity.consultation.rules.lot import Quota
from comity.consultation.rules.panels import LONGEST_BEACON, LONGEST_NAME, LONGEST_OFFER
from comity.messages import words

COLUMNS = 4
LONGEST_TABLE = 40_000


class QuotasField(forms.CharField):
    """How many members come from which group, one a line."""

    def to_python(self, value: Any) -> Any:  # noqa: ANN401, Django's signature
        """Read the lines.

        Raises:
            forms.ValidationError: one cannot be read; its number is named.
        """
        text = str(super().to_python(value) or "")
        quotas: list[Quota] = []
        for number, cells in enumerate(csv.reader(io.StringIO(text)), start=1):
            plain = [cell.strip() for cell in cells]
            if not any(plain):
                continue
            try:
                dimension, group, least, most = plain
                quotas.append(Quota(Dimension(dimension.lower()), group, int(least), int(most)))
            except ValueError:
                raise forms.ValidationError(
                    words("panel_quota_not_readable", line=number)
                ) from None
        return quotas

    def validate(self, value: Any) -> None:  # noqa: ANN401, Django's signature
        """Allow none: then everybody is as likely."""

    def run_validators(self, value: Any) -> None:  # noqa: ANN401, Django's signature
        """Leave out what is meant for plain text: quotas are checked below."""

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401, Django's signature
        """Write quotas as they are typed."""
        return value if isinstance(value, str) else write(value or ())


class New(forms.Form):
    """A panel that people can put themselves forward for."""

    name = forms.CharField(
        label=_("What is the panel called?"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    offer = forms.CharField(
        label=_("What does it ask of people, and what do they get for it?"),
        help_text=_("How much time it takes, in which language, and what is paid."),
        required=False,
        max_length=LONGEST_OFFER,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    seats = forms.IntegerField(label=_("How many seats are there?"), initial=12)
    quotas = QuotasField(
        label=_("How many members come from which group?"),
        help_text=_(
            "One group on each line: one of the words above, the group, how many members at "
            "least, how many at most. Commas stand between them, as in: language,en,2,4. Without "
            "any line, everybody is as likely as everybody else."
        ),
        required=False,
        max_length=LONGEST_TABLE,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "ltr", "spellcheck": "false"}),
    )
    beacon = forms.CharField(
        label=_("Which public number is mixed into the draw?"),
        help_text=_(
            "One that nobody can know before the pool closes, such as the numbers of a lottery on "
            "a day after it. Then not even whoever runs this service can know the outcome."
        ),
        required=False,
        max_length=LONGEST_BEACON,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


class Draw(forms.Form):
    """The public number, as it was published."""

    beacon_value = forms.CharField(
        label=_("The public number, as it was published"),
        max_length=LONGEST_BEACON,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )


def write(quotas: Iterable[Quota]) -> str:
    """Write quotas as they are typed."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for one in quotas:
        writer.writerow([one.dimension, one.category, one.least, one.most])
    return out.getvalue()
