"""Tags of the pages of consultations: ``{% load consultation %}``."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from comity.web.consultation.zones import Moment

register = template.Library()


@register.filter
def moment(when: Moment) -> SafeString:
    """Write a moment in the reader's zone; what it is in UTC shows when one points at it."""
    return format_html(
        '<time datetime="{}" title="{}"><bdi>{}</bdi></time>',
        when.at.isoformat(timespec="minutes"),
        when.utc,
        when.shown,
    )
