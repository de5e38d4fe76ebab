"""What the parts of a provision are called where one writes it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comity.codes.rules.provisions import Modality
from comity.kernel.order import Direction

NAMES: dict[str, Promise | str] = {
    "behaviours": _("What it is about"),
    "actors": _("For whom"),
    "spaces": _("Where"),
    "exceptions": _("Exceptions"),
    "parameters": _("Numbers and lists"),
}
"""The sorts of names that provisions are written with."""

MODALITIES: dict[str, Promise | str] = {
    "": _("Nobody has said it yet"),
    Modality.MUST: _("Must: everybody it is for has to do it"),
    Modality.SHOULD: _("Should: they do it unless there is a good reason"),
    Modality.MAY: _("May: it is a right that nobody can take away"),
    Modality.SHOULD_NOT: _("Should not: they leave it unless there is a good reason"),
    Modality.MUST_NOT: _("Must not: nobody it is for may do it"),
}

LIMITS: dict[str, Promise | str] = {
    Direction.AT_MOST: _("at most this number"),
    Direction.AT_LEAST: _("at least this number"),
    Direction.INTERVAL: _("from one number to another, such as 3-7"),
    Direction.SUPERSET: _("at least everything on this list"),
    Direction.SUBSET: _("nothing but what is on this list"),
    Direction.ONE_OF_ORDER: _("at least this step of a scale"),
    Direction.EXACT: _("exactly this"),
}
