"""Tags about oneself: ``{% load people %}``."""

from allauth.mfa.utils import is_mfa_enabled
from django import template
from django.template import Context

from comity.people.queries import providers
from comity.people.rules import Registration
from comity.web.people.trips import For

register = template.Library()


@register.simple_tag(takes_context=True)
def sites_elsewhere(context: Context, purpose: str) -> list[Registration]:
    """List the sites at which somebody can show an account for a purpose.

    For confirming themselves there are none where a password or a second step says more.
    """
    person = context["user"]
    if purpose == For.CONFIRM and (person.has_usable_password() or is_mfa_enabled(person)):
        return []
    return providers()
