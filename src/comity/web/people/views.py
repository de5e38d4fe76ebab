"""Pages about oneself."""

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.bodies.queries import bodies, seats_of_person
from comity.charter.rules import spoken
from comity.people import actions, queries
from comity.people.queries import actor
from comity.signup.queries import signatures
from comity.web.keyrings import fingerprint
from comity.web.pages import sent, show
from comity.web.people.forms import Language, NoticeAddress


@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """Show somebody what this place knows and holds about them."""
    by = actor(request.user)
    person_id = by.id
    today = timezone.now().date()
    seats = seats_of_person(person_id, today)
    by_id = bodies(seat.body_id for seat in seats)
    return show(
        request,
        "people/me.html",
        person=queries.persons([person_id])[person_id],
        accounts=queries.accounts_of([person_id]).get(person_id, []),
        signatures=[
            {
                "title": spoken(one.version.title, get_language() or one.version.source_language),
                "version": one.version,
                "signed_on": one.signed_on,
            }
            for one in signatures(by)
        ],
        seats=[{"seat": seat, "body": by_id[seat.body_id]} for seat in seats],
        fingerprint=fingerprint(person_id),
        has_second_step=is_mfa_enabled(request.user),
        address=queries.notice_address(person_id),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def language(request: HttpRequest) -> HttpResponse:
    """Choose in which language pages and notices speak to somebody."""
    by = actor(request.user)
    form = Language(sent(request), initial={"language": get_language()})
    if not form.is_valid():
        return show(request, "people/language.html", form)
    chosen = form.cleaned_data["language"]
    actions.set_language(person_id=by.id, language=chosen, by=by)
    return redirect(translate_url(reverse("people:me"), chosen))


@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    """Choose where notices go."""
    by = actor(request.user)
    form = NoticeAddress(
        sent(request),
        initial={"address": queries.notice_address(by.id)},
    )
    if not form.is_valid():
        return show(request, "people/notices.html", form)
    address = form.cleaned_data["address"]
    actions.set_notice_address(person_id=by.id, address=address, by=by)
    said = _("Notices go to the new address.") if address else _("Nothing is sent to you any more.")
    messages.success(request, said)
    return redirect("people:me")
