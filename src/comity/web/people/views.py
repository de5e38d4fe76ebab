"""Pages about oneself."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.access.queries import may, reach
from comity.access.rules import Permission
from comity.bodies.queries import bodies, mine_to_confirm, seats_of_person
from comity.cases.queries import inbox
from comity.charter.queries import installation
from comity.charter.rules import spoken
from comity.codes.queries import code_in_force
from comity.communities.queries import community
from comity.kernel.actors import Actor
from comity.kernel.errors import DomainError
from comity.people import actions, queries
from comity.people.queries import actor
from comity.signup.queries import signatures
from comity.web.components import show_problems
from comity.web.keyrings import fingerprint
from comity.web.pages import sent, show
from comity.web.people import tongues
from comity.web.people.forms import LIST, Languages, NoticeAddress

MOST_COUNTED = 50
"""Waiting cases that are counted one by one; beyond that, there are many."""


@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """Show somebody what this place knows and holds about them."""
    by = actor(request.user)
    person_id = by.id
    today = timezone.now().date()
    seats = seats_of_person(person_id, today)
    by_id = bodies(seat.body_id for seat in seats)
    person = queries.persons([person_id])[person_id]
    waiting = inbox(seen_by=by, today=today, size=MOST_COUNTED) if seats else None
    return show(
        request,
        "people/me.html",
        person=person,
        accounts=queries.accounts_of([person_id]).get(person_id, []),
        providers=queries.providers(),
        read=[tongues.name_of(tag) for tag in person.reads],
        signatures=_signed(by),
        waiting=len(waiting.rows) if waiting else 0,
        waits_for_more=bool(waiting and waiting.after),
        seats=[{"seat": seat, "body": by_id[seat.body_id]} for seat in seats],
        proposals=mine_to_confirm(by, today) if seats else [],
        fingerprint=fingerprint(person_id),
        has_second_step=is_mfa_enabled(request.user),
        has_password=person.has_usable_password(),
        address=queries.notice_address(person_id),
        watches=_watches(by),
        keeps_wikis=reach(by, Permission.WIKI_CONNECT).exists(),
    )


def _watches(by: Actor) -> bool:
    """Tell whether somebody may see what the checks of the whole installation find."""
    here = installation()
    return here is not None and may(by, Permission.INSTALLATION_WATCH, on=here)


def _signed(by: Actor) -> list[dict[str, object]]:
    """List what somebody has signed; of each code, what has come after their newest signature."""
    found: list[dict[str, object]] = []
    newest: set[str] = set()
    for one in signatures(by):
        version = one.version
        is_newest = version.code_id not in newest
        newest.add(version.code_id)
        now = code_in_force(version.community_id) if is_newest else None
        slug = community(version.community_id).slug
        found.append(
            {
                "title": spoken(version.title, get_language() or version.source_language),
                "version": version,
                "signed_on": one.signed_on,
                "slug": slug,
                "now": now if now and now.number > version.number else None,
            }
        )
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def languages(request: HttpRequest) -> HttpResponse:
    """Say which languages somebody reads; pages and notices speak the first that they can."""
    by = actor(request.user)
    form = Languages(sent(request), read=queries.reads([by.id])[by.id])
    if form.is_valid():
        offered = [tag for tag, _name in settings.LANGUAGES]
        try:
            actions.set_languages(
                person_id=by.id, languages=form.cleaned_data["languages"], offered=offered, by=by
            )
        except DomainError as refusal:
            show_problems(form, refusal)
        else:
            messages.success(request, _("Your languages are saved."))
            chosen = queries.persons([by.id])[by.id].language
            return redirect(translate_url(reverse("people:me"), chosen))
    return show(request, "people/languages.html", form, names=tongues.choices(), list_id=LIST)


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
