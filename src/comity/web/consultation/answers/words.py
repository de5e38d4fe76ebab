"""What answers, suggestions and positions are called on pages, and what each means."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comity.consultation.rules.consensus import Choice
from comity.consultation.rules.consensus import State as Standing
from comity.consultation.rules.dispositions import Decision
from comity.consultation.rules.suggestions import Kind, State

DECISIONS: Mapping[str, tuple[Promise, str]] = {
    Decision.TAKEN_UP: (_("Taken up"), "good"),
    Decision.PARTLY: (_("Partly taken up"), "good"),
    Decision.NOT_TAKEN_UP: (_("Not taken up"), "danger"),
    Decision.PROMOTED: (_("Goes on in the next round"), "open"),
    Decision.ANSWERED: (_("Answered"), "good"),
    Decision.NOTED: (_("Noted"), "still"),
    Decision.OUT_OF_SCOPE: (_("About something else"), "still"),
}
"""By answer: the word, and the tone of its tag."""

EXPLAINED: Mapping[str, Promise] = {
    Decision.TAKEN_UP: _("Taken up: what they ask for is done, or stands in the text now"),
    Decision.PARTLY: _("Partly taken up: some of it is done; say which, and why not the rest"),
    Decision.NOT_TAKEN_UP: _("Not taken up: say why"),
    Decision.PROMOTED: _("Goes on in the next round as a contribution of its own"),
    Decision.ANSWERED: _("Answered: it asked something, and the reason is the answer"),
    Decision.NOTED: _("Noted: nothing follows from it now; say what it is kept for"),
    Decision.OUT_OF_SCOPE: _("About something else: say where it belongs"),
}

SUGGESTIONS: Mapping[str, tuple[Promise, str]] = {
    State.PENDING: (_("Not decided yet"), "open"),
    State.ACCEPTED: (_("Stands in the draft"), "good"),
    State.PARTLY: (_("Stands in the draft in part"), "good"),
    State.REJECTED: (_("Not taken up"), "danger"),
    State.CARRIED_OVER: (_("Carried over, not decided yet"), "open"),
    State.PROMOTED: (_("Goes on in the next round"), "open"),
}

KINDS: Mapping[str, Promise] = {
    Kind.CHANGE: _("Suggests a change"),
    Kind.NEW: _("Suggests something new"),
    Kind.REMOVE: _("Suggests to remove this"),
}

CHOICES: Mapping[str, tuple[Promise, str]] = {
    Choice.SUPPORT: (_("Support"), "good"),
    Choice.STAND_ASIDE: (pgettext_lazy("towards a proposal", "Stand aside"), "still"),
    Choice.CONCERN: (_("Concern"), "warn"),
    Choice.BLOCK: (_("Block"), "danger"),
}

MEANINGS: Mapping[str, Promise] = {
    Choice.SUPPORT: _("I want this, or I can live well with it."),
    Choice.STAND_ASIDE: _("I would not do it, but I do not stand in the way of others."),
    Choice.CONCERN: _("Something has to be answered first. I say what."),
    Choice.BLOCK: _(
        "This would harm people or what we hold to, so it must not happen. I say why, and "
        "somebody speaks with me before anything is recorded."
    ),
}
PROMPTS: Mapping[str, Promise] = {
    Choice.SUPPORT: _("What makes it good? You can leave this empty."),
    Choice.STAND_ASIDE: _("What keeps you from supporting it? You can leave this empty."),
    Choice.CONCERN: _("What has to be answered before you could support it?"),
    Choice.BLOCK: _("Whom or what would it harm, and what would have to change?"),
}

STANDINGS: Mapping[str, tuple[Promise, str]] = {
    Standing.OPEN: (pgettext_lazy("a proposal", "Open"), "open"),
    Standing.HEARING: (_("Somebody has to be heard first"), "warn"),
    Standing.REACHED: (_("Agreement"), "good"),
    Standing.NOT_REACHED: (_("No agreement"), "danger"),
    Standing.WITHDRAWN: (_("Taken back"), "still"),
}
