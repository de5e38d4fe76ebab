"""What signals are called, and what they may be."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comity.consultation.rules.signals import SignalKind

SIGNALS: dict[SignalKind, tuple[Promise | str, Promise | str]] = {
    SignalKind.BURST: (
        _("Much more on one day than on others"),
        _("Somebody may have called on people to come. That can be welcome."),
    ),
    SignalKind.NEWCOMERS: (
        _("Many more began to take part on one day than on others"),
        _("A newspaper, a meeting or a mailing list can do this."),
    ),
    SignalKind.SAME_WORDS: (
        _("Several people used the same words"),
        _("They may have written together, or copied a letter they agree with."),
    ),
    SignalKind.SAME_ANSWERS: (
        _("Several people answered many statements all alike"),
        _("They may think alike, or be one person."),
    ),
}
"""By signal: what was noticed, and a harmless reason for it."""
