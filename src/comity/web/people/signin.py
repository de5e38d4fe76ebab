"""Pages about signing in, and about where one is signed in."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from allauth.account import views as account
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from comity.people.actions.sign_in import (
    end_other_sessions,
    end_session,
    end_what_the_old_password_gave,
)
from comity.people.queries import actor
from comity.people.sessions import id_of, signed_in
from comity.web.components import number
from comity.web.pages import show

FORMS = ("form", "webauthn_form")


def told(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Have one of allauth's pages answer 422 to wrong input, as ours do."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ANN401, whatever the address holds
        response = view(request, *args, **kwargs)
        if isinstance(response, TemplateResponse) and response.status_code == HTTPStatus.OK:
            forms = [(response.context_data or {}).get(name) for name in FORMS]
            if any(form is not None and form.is_bound and form.errors for form in forms):
                response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response

    return page


class ChangePassword(account.PasswordChangeView):  # type: ignore[misc]  # allauth has no types
    """Changing the password, which signs out everybody who knows only the old one."""

    success_url = reverse_lazy("people:me")

    def form_valid(self, form: Any) -> HttpResponse:  # noqa: ANN401, Django's signature
        """Change it, and end what was begun with the old one."""
        response: HttpResponse = super().form_valid(form)
        by = actor(self.request.user)
        here = id_of(self.request.session.session_key)
        end_what_the_old_password_gave(person_id=by.id, here=here, by=by, now=timezone.now())
        return response


@require_http_methods(["GET", "HEAD", "POST"])
def where(request: HttpRequest) -> HttpResponse:
    """Show somebody in which browsers they are signed in, and sign them out of them."""
    by = actor(request.user)
    now = timezone.now()
    here = id_of(request.session.session_key)
    if request.method == "POST":
        if "one" in request.POST:
            end_session(person_id=by.id, session_id=request.POST["one"], by=by, now=now)
            messages.success(request, _("You are signed out there."))
        else:
            ended = end_other_sessions(person_id=by.id, here=here, by=by, now=now)
            sentence = ngettext(
                "You are signed out of %(count)s other browser.",
                "You are signed out of %(count)s other browsers.",
                ended,
            )
            messages.success(request, sentence % {"count": number(ended)})
        return redirect("people:signed_in")
    found = signed_in(by.id, today=now.date())
    return show(
        request,
        "people/signed_in.html",
        here=[one for one in found if one.id == here],
        others=[one for one in found if one.id != here],
    )


@require_safe
def locked_out(request: HttpRequest) -> HttpResponse:
    """Tell whoever cannot get in what can be done, and what nobody can do."""
    return show(request, "people/locked_out.html")
