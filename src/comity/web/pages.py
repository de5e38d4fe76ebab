"""Showing a page, with the status that fits what is on it."""

from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme


def show(
    request: HttpRequest, template: str, form: BaseForm | None = None, /, **context: object
) -> HttpResponse:
    """Draw a page; one whose form came back wrong has status 422 and keeps what was typed."""
    wrong = form is not None and form.is_bound and bool(form.errors)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(request, template, {"form": form, **context}, status=status)


def sent(request: HttpRequest) -> QueryDict | None:
    """Give what a form was sent with, for binding; none while it is only shown."""
    return request.POST if request.method == "POST" else None


def way_back(request: HttpRequest) -> str:
    """Read where somebody wants to go afterwards; empty unless it is a page of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else ""


def came_by_onion(request: HttpRequest) -> bool:
    """Tell whether somebody asks at our onion address."""
    onion = settings.COMITY_ONION_URL
    return bool(onion) and request.get_host() == urlsplit(onion).netloc


def whole_address(request: HttpRequest, path: str) -> str:
    """Write an address in full, for what is read elsewhere.

    It begins as the settings say, whatever name somebody asked by.
    """
    return f"{settings.COMITY_ONION_URL if came_by_onion(request) else settings.COMITY_URL}{path}"
