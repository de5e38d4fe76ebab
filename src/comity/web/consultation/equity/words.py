"""What dimensions, groups and standings are called on pages."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comity.consultation.rules.equity import Dimension, Standing
from comity.consultation.rules.hiding import OTHER, UNSAID
from comity.consultation.rules.outreach import OutreachState
from comity.web.components import language_name

DIMENSIONS: Mapping[Dimension, Promise] = {
    Dimension.LANGUAGE: gettext_lazy("Language"),
    Dimension.REGION: gettext_lazy("Region"),
    Dimension.TENURE: gettext_lazy("How long somebody has been here"),
    Dimension.ROLE: gettext_lazy("What somebody does here"),
    Dimension.COMMUNITY_SIZE: gettext_lazy("Size of the home community"),
    Dimension.GENDER: gettext_lazy("Gender"),
}
QUESTIONS: Mapping[Dimension, Promise] = {
    Dimension.LANGUAGE: gettext_lazy("Which language do you speak most with others here?"),
    Dimension.REGION: gettext_lazy("Where in the world are you?"),
    Dimension.TENURE: gettext_lazy("How long have you been here?"),
    Dimension.ROLE: gettext_lazy("What do you do here?"),
    Dimension.COMMUNITY_SIZE: gettext_lazy("How large is your home community?"),
    Dimension.GENDER: gettext_lazy("What is your gender?"),
}
STANDINGS: Mapping[Standing, tuple[Promise, str]] = {
    Standing.REACHED: (gettext_lazy("Takes part"), "good"),
    Standing.SILENT: (gettext_lazy("Hardly takes part"), "warn"),
    Standing.TOO_FEW: (gettext_lazy("Not shown"), "still"),
    Standing.EMPTY: (gettext_lazy("Nobody is in this group"), "still"),
    Standing.OUTSIDE: (gettext_lazy("Size not known"), "still"),
}
STATES: Mapping[OutreachState, tuple[Promise, str]] = {
    OutreachState.OPEN: (gettext_lazy("Under way"), "open"),
    OutreachState.DONE: (gettext_lazy("Done"), "good"),
    OutreachState.GIVEN_UP: (gettext_lazy("Given up"), "still"),
}


def group(dimension: Dimension, category: str) -> str:
    """Name a group as people say it; words of organisers stay as they wrote them."""
    if category == OTHER:
        return _("All others")
    if category == UNSAID:
        return _("Did not say")
    return language_name(category) if dimension is Dimension.LANGUAGE else category
