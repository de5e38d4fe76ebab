"""What communities and severities are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comity.communities.rules import Kind

KINDS: dict[str, Promise | str] = {
    Kind.MOVEMENT: _("The whole movement"),
    Kind.PROJECT: _("Project"),
    Kind.AFFILIATE: _("Affiliate"),
    Kind.EVENT: _("Event"),
    Kind.TECHNICAL: _("Technical space"),
    Kind.GROUP: _("Group"),
}

SEVERITIES: dict[int, Promise | str] = {
    1: _("A nuisance"),
    2: _("It hurt somebody"),
    3: _("Lasting harm, or somebody was driven away"),
    4: _("The safety or dignity of somebody is at stake"),
    5: _("Somebody is in danger"),
}
"""By severity, 1 to 5."""


def severities(least: int, most: int) -> list[str]:
    """Say which severities belong together, mildest first; nothing where it is all of them."""
    if (least, most) == (min(SEVERITIES), max(SEVERITIES)):
        return []
    return [str(SEVERITIES[severity]) for severity in range(least, most + 1)]
