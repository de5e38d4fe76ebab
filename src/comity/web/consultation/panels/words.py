"""What the states of panels are called on pages."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comity.consultation.rules.panels import EntryState, PanelState

STATES: Mapping[PanelState, tuple[Promise, str]] = {
    PanelState.OPEN: (_("People can put themselves forward"), "open"),
    PanelState.CLOSED: (_("Being worked out"), "still"),
    PanelState.READY: (_("Ready for the draw"), "open"),
    PanelState.IMPOSSIBLE: (_("Cannot be drawn like this"), "warn"),
    PanelState.DRAWN: (_("Drawn"), "good"),
    PanelState.CANCELLED: (_("Cancelled"), "danger"),
}
OWN: Mapping[EntryState, Promise] = {
    EntryState.WAITING: _("You put yourself forward."),
    EntryState.SEATED: _("You were drawn. You have a seat on this panel."),
    EntryState.STEPPED_DOWN: _("You do not serve on this panel."),
}
