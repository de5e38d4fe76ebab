"""What the pages themselves refuse, and pages for what goes wrong outside our own actions."""

import logging
import sys
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import loader

from comity.kernel.errors import DomainError
from comity.messages import words

log = logging.getLogger("comity.web")

TRY_AGAIN = 120
"""Seconds after which a database that went away is usually back."""


class TooManyTries(DomainError):
    """Somebody guesses too fast."""

    code = "too_many_tries"
    status = 429


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form was too old or came from elsewhere, without the technical reason."""
    del reason  # Django's wording is for developers.
    return render(request, "csrf.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that what arrived could not be read, or was more than one message may hold."""
    too_large = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    if too_large:
        return render(request, "413.html", status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that something of ours broke, or that the database is away and will be back.

    It is drawn without a request and without a database, so that nothing else can break; the log
    names the problem and where it was, and not what somebody typed.
    """
    problem = sys.exc_info()[1]
    log.error("a request failed", exc_info=problem)
    away = isinstance(problem, OperationalError | InterfaceError)
    status = HTTPStatus.SERVICE_UNAVAILABLE if away else HTTPStatus.INTERNAL_SERVER_ERROR
    if request.path_info.startswith("/api/"):
        code = "not_available" if away else "broken_here"
        said = {"code": code, "title": words(code), "detail": {}}
        response: HttpResponse = JsonResponse(said, status=status)
    else:
        response = HttpResponse(loader.get_template(f"{status}.html").render(), status=status)
    if away:
        response.headers["Retry-After"] = str(TRY_AGAIN)
    return response
