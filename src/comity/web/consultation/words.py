"""What kinds, states and channels are called on pages."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comity.consultation.rules.anchors import AnchorState
from comity.consultation.rules.kinds import Channel, RoundKind, RoundState, Stage

STAGES: Mapping[Stage, tuple[Promise, str]] = {
    Stage.PREPARED: (_("In preparation"), "still"),
    Stage.RUNNING: (_("Going on"), "open"),
    Stage.CONCLUDED: (_("Concluded"), "good"),
    Stage.CANCELLED: (_("Cancelled"), "danger"),
}
STATES: Mapping[RoundState, tuple[Promise, str]] = {
    RoundState.PLANNED: (_("Planned"), "still"),
    RoundState.OPEN: (_("Open for comment"), "open"),
    RoundState.CLOSED: (_("Closed, answers follow"), "warn"),
    RoundState.ANSWERED: (_("Answered"), "good"),
    RoundState.CANCELLED: (_("Cancelled"), "danger"),
}
KINDS: Mapping[RoundKind, Promise] = {
    RoundKind.LISTENING: _("Listening"),
    RoundKind.QUESTIONS: _("Questions before there is a text"),
    RoundKind.TEXT: _("A text"),
    RoundKind.STATEMENTS: _("Statements"),
    RoundKind.PANEL: _("A panel drawn by lot"),
    RoundKind.FREEZE: _("The last look before the text is frozen"),
}
MEANINGS: Mapping[RoundKind, Promise] = {
    RoundKind.LISTENING: _("Say what you have lived through and what you need."),
    RoundKind.QUESTIONS: _("Answer the questions. Nobody has written a text yet."),
    RoundKind.TEXT: _("Read the draft, and say what should stay and what should change."),
    RoundKind.STATEMENTS: _("Agree, disagree or pass on short statements, and add your own."),
    RoundKind.PANEL: _("People drawn by lot talk it through. Others can follow."),
    RoundKind.FREEZE: _("Read the text once more and say what would hurt somebody."),
}
CHANNELS: Mapping[Channel, Promise] = {
    Channel.WEB: _("On this site"),
    Channel.API: _("By a program"),
    Channel.MAIL: _("By e-mail"),
    Channel.PAPER: _("On paper"),
    Channel.MEETING: _("In a meeting"),
    Channel.CALL: _("In a call"),
    Channel.PARTNER: _("Through a partner"),
}
PLACES: Mapping[AnchorState, tuple[Promise, str]] = {
    AnchorState.ANCHORED: (_("Stands in the text"), "good"),
    AnchorState.REWORDED: (_("Reworded since"), "warn"),
    AnchorState.MOVED: (_("Moved elsewhere"), "warn"),
    AnchorState.ORPHANED: (_("Not in the text any more"), "danger"),
}
CHANGES: Mapping[str, Promise] = {
    "opened": _("Opened early"),
    "extended": _("Goes on for longer"),
    "closed": _("Closed early"),
    "cancelled": _("Cancelled"),
}
