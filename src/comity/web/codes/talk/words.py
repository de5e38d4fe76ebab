"""What the kinds of talk are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comity.codes.rules.talk import TalkKind

KINDS: dict[str, tuple[Promise | str, str]] = {
    TalkKind.QUESTION: (_("Question"), "open"),
    TalkKind.EXAMPLE: (_("Example from practice"), "good"),
    TalkKind.THOUGHT: (pgettext_lazy("talk", "Thought"), "still"),
}
"""By kind: the word, and the tone of its tag."""

CHOICES: tuple[tuple[str, Promise | str], ...] = (
    (TalkKind.QUESTION, _("A question: what does this mean?")),
    (TalkKind.EXAMPLE, _("An example: in our community this looks like …")),
    (TalkKind.THOUGHT, _("A thought: what I make of it")),
)
