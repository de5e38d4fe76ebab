"""What the help pages say: one guide for each task."""

from comity.web.help.guides import bodies, cases, codes
from comity.web.help.guides.guide import Guide

__all__ = ["BY_SLUG", "GUIDES", "Guide"]

GUIDES = (*cases.GUIDES, *codes.GUIDES, *bodies.GUIDES)

BY_SLUG = {guide.slug: guide for guide in GUIDES}
"""Every guide by the short name in its address."""
