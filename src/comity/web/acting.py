"""Doing what a form asks for, and putting a refusal beside the field it speaks of."""

from collections.abc import Callable
from http import HTTPStatus

from django.forms import BaseForm
from django.http import HttpRequest

from comity.kernel.actors import Actor
from comity.kernel.errors import DomainError
from comity.people.queries import actor
from comity.web.components import show_problems

SHOWN_INSTEAD = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}
"""Who may not do something, or not know of it, is not shown the form again."""


def done(form: BaseForm, act: Callable[[], object]) -> bool:
    """Do something; a refusal that can be mended stands in the form afterwards."""
    try:
        act()
    except DomainError as refusal:
        if refusal.status in SHOWN_INSTEAD:
            raise
        show_problems(form, refusal)
        return False
    return True


def reader(request: HttpRequest) -> Actor | None:
    """Say who reads a public page; None for somebody who has not signed in."""
    return actor(request.user) if request.user.is_authenticated else None
