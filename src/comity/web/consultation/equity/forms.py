"""Forms about who takes part: shares, oneself, outreach and listening sessions."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.consultation.rules.equity import Dimension, Gap
from comity.consultation.rules.outreach import (
    LONGEST_CONSENT,
    LONGEST_FACILITATOR,
    LONGEST_NOTE,
    OutreachState,
)
from comity.web.communities.fields import DayField
from comity.web.consultation.equity.words import DIMENSIONS, QUESTIONS, group
from comity.web.consultation.rounds.forms import LanguageField

LONGEST_TABLE = 200_000


class Shares(forms.Form):
    """How large the groups are, as a table."""

    table = forms.CharField(
        label=_("The groups"),
        help_text=_(
            "One group on each line: one of the words above, the group, its share in percent, "
            "where the figure comes from, and the day it tells of. Commas stand between them, as "
            "in: language,en,60,Edits of 2025,2025-12-31"
        ),
        required=False,
        max_length=LONGEST_TABLE,
        widget=forms.Textarea(attrs={"rows": 14, "dir": "ltr", "spellcheck": "false"}),
    )
    file = forms.FileField(
        label=_("Or a file with such a table (CSV)"),
        required=False,
        help_text=_("It takes the place of what stands above."),
    )

    @property
    def typed(self) -> str:
        """The table, from the file if there is one."""
        sent = self.cleaned_data.get("file")
        if sent is not None:
            return bytes(sent.read()[:LONGEST_TABLE]).decode("utf-8", errors="replace")
        return str(self.cleaned_data["table"])


class AboutMe(forms.Form):
    """What somebody says about themselves, all of it optional."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401, Django's signature
        offered: Mapping[Dimension, Sequence[str]],
        required: bool = False,
        **options: Any,  # noqa: ANN401, Django's signature
    ) -> None:
        """Ask what is measured, and nothing else.

        Args:
            args: as Django's.
            offered: the groups to choose from, by dimension.
            required: whether each has to be answered.
            options: as Django's.
        """
        super().__init__(*args, **options)
        nothing = [] if required else [("", _("I do not say"))]
        for dimension, groups in offered.items():
            self.fields[str(dimension)] = forms.ChoiceField(
                label=str(QUESTIONS[dimension]),
                required=required,
                choices=[*nothing, *((one, group(dimension, one)) for one in groups)],
            )

    @property
    def said(self) -> dict[Dimension, str]:
        """What was answered."""
        return {Dimension(name): value for name, value in self.cleaned_data.items() if value}


class Begin(forms.Form):
    """To which group somebody goes out."""

    group = forms.ChoiceField(
        label=_("To which group?"),
        error_messages={
            "required": _("Choose a group."),
            "invalid_choice": _(
                "Somebody goes out to this group now, or it takes part. Choose another."
            ),
        },
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401, Django's signature
        gaps: Sequence[Gap],
        again: Sequence[Gap] = (),
        **options: Any,  # noqa: ANN401, Django's signature
    ) -> None:
        """Offer the groups that are not reached.

        Args:
            args: as Django's.
            gaps: to whom nobody went out so far.
            again: to whom somebody did; they stand last, under a heading of their own.
            options: as Django's.
        """
        super().__init__(*args, **options)
        field = self.fields["group"]
        if isinstance(field, forms.ChoiceField):
            once_more = [(_("Once more"), _choices(again))] if again else []
            field.choices = [*_choices(gaps), *once_more]

    @property
    def chosen(self) -> tuple[Dimension, str]:
        """The dimension and the group."""
        dimension, _colon, category = self.cleaned_data["group"].partition(":")
        return Dimension(dimension), category


def _choices(gaps: Sequence[Gap]) -> list[tuple[str, str]]:
    return [
        (
            f"{one.dimension}:{one.category}",
            f"{DIMENSIONS[one.dimension]}: {group(one.dimension, one.category)}",
        )
        for one in gaps
    ]


class Settle(forms.Form):
    """What came of going out to a group."""

    state = forms.ChoiceField(
        label=_("How did it go?"),
        choices=[
            (OutreachState.DONE, _("We went out to them")),
            (OutreachState.GIVEN_UP, _("It could not be done")),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("What was done, or why could it not be done?"),
        help_text=_("Everybody can read it."),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )


class Session(forms.Form):
    """A listening session."""

    day = DayField(label=_("On which day?"))
    language = LanguageField(label=_("In which language did people speak?"))
    facilitator = forms.CharField(
        label=_("Who led it, as they want to be named"),
        required=False,
        max_length=LONGEST_FACILITATOR,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    people = forms.IntegerField(label=_("How many people came?"))
    notes = forms.CharField(
        label=_("What did they say?"),
        help_text=_("Leave out names and what would show who somebody is. Everybody can read it."),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )
    consent = forms.CharField(
        label=_("How did they agree that this is published?"),
        max_length=LONGEST_CONSENT,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
