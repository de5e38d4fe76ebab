"""What is asked of whoever freezes a version: what it means for those who are easily overlooked."""

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.codes.rules.effects import Effects
from comity.web.consultation.answers.forms import InLanguages, Words
from comity.web.consultation.rounds.forms import LanguageField


class FreezeForm(InLanguages):
    """What the version means for some, and that it is to be frozen."""

    names = ("newcomers", "silent")

    language = LanguageField(label=_("In which language do you write?"))
    newcomers = Words(
        label=_("What does it mean for people who have just come?"),
        help_text=_("For somebody who does not know our habits, our words or our people yet."),
    )
    silent = Words(
        label=_("What does it mean for groups that were silent or shut out?"),
        help_text=_("Name them, say what is known of what they need, and what the text does."),
    )
    second_language = LanguageField(label=_("Another language"), required=False)
    second_newcomers = Words(
        label=_("What it means for newcomers, in that language"), required=False, rows=3
    )
    second_silent = Words(
        label=_("What it means for who was silent, in that language"), required=False, rows=3
    )
    sure = forms.BooleanField(label=_("Yes, I am sure"))

    def effects(self) -> Effects:
        """Give what was said, by language."""
        language = self.cleaned_data["language"]
        return Effects(language, self.by_language("newcomers"), self.by_language("silent"))
