"""What the states of translations and the steps between them are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comity.codes.rules.documents import TextState
from comity.codes.rules.moves import Move

MISSING = "missing"

UNIT_STATES: dict[str, tuple[Promise | str, str]] = {
    TextState.APPROVED: (_("Approved"), "good"),
    TextState.COMPLETE: (_("Complete, not reviewed here"), "good"),
    TextState.IN_REVIEW: (_("Waits for a second reader"), "open"),
    TextState.DRAFT: (pgettext_lazy("translation", "Draft"), "warn"),
    TextState.MACHINE: (_("Machine translation"), "warn"),
    TextState.OUTDATED: (_("Made from earlier words"), "danger"),
    MISSING: (_("No words yet"), "still"),
}
"""By state: the word, and the tone of its tag."""

MOVES: dict[Move, tuple[Promise | str, Promise | str]] = {
    Move.ENTER_MACHINE: (
        _("%(name)s entered a machine translation."),
        _("A machine translation was entered."),
    ),
    Move.BRING_IN: (_("%(name)s brought the words in."), _("The words were brought in.")),
    Move.WRITE: (_("%(name)s wrote a draft."), _("A draft was written.")),
    Move.ASK_REVIEW: (
        _("%(name)s asked for a second reader."),
        _("A second reader was asked for."),
    ),
    Move.TAKE_BACK: (
        _("%(name)s took the words back to a draft."),
        _("The words were taken back to a draft."),
    ),
    Move.APPROVE: (_("%(name)s approved the words."), _("The words were approved.")),
    Move.SEND_BACK: (_("%(name)s sent the words back."), _("The words were sent back.")),
}
"""By step: a sentence with who did it, and one where nobody is known any more."""

BANNERS: dict[Move, Promise | str] = {
    Move.WRITE: _("The draft is saved."),
    Move.ASK_REVIEW: _("The translation is saved and waits for a second reader."),
    Move.TAKE_BACK: _("The translation is a draft again."),
    Move.APPROVE: _("The translation is approved."),
    Move.SEND_BACK: _("The translation is sent back, with your reason."),
}
