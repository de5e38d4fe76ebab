"""Adding a provision, changing it, and taking it out."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comity.codes import actions, queries
from comity.codes.errors import ProvisionChangedMeanwhile
from comity.codes.rules.documents import Text, Written
from comity.codes.rules.drafts import find, fingerprint
from comity.codes.rules.redline import word_parts
from comity.communities import queries as communities
from comity.web.acting import done
from comity.web.codes import told
from comity.web.codes.drafts.forms import Sure
from comity.web.codes.drafts.opened import Opened, faults, last_edition, opened, trail
from comity.web.codes.drafts.provision_form import ProvisionForm
from comity.web.components import first_words
from comity.web.pages import sent, show

UNITS = ("days", "hours", "people")


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Write a new provision at the end of the draft."""
    here = opened(request, slug)
    form = _form(request, here)
    if form.is_valid() and done(form, partial(_add, form, here)):
        messages.success(request, _("The provision is added at the end."))
        return _back(request, here)
    return _page(request, here, form)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str, provision_id: str) -> HttpResponse:
    """Change a provision; whoever comes second sees what the first one wrote."""
    here = opened(request, slug)
    before = find(here.document, provision_id)
    form = _form(request, here, before)
    meanwhile = None
    if form.is_valid():
        if done(form, partial(_change, form, here)):
            messages.success(request, _("The change is saved."))
            return _back(request, here, provision_id)
        if form.cleaned_data["seen"] != fingerprint(before, here.language):
            meanwhile = _meanwhile(form, before, here.language)
    return _page(request, here, form, before, meanwhile=meanwhile)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, slug: str, provision_id: str) -> HttpResponse:
    """Ask whether a provision should be taken out, and say how it can come back."""
    here = opened(request, slug)
    before = find(here.document, provision_id)
    form = Sure(sent(request))
    if form.is_valid():
        act = partial(
            actions.remove_provision,
            version_id=here.version.id,
            provision_id=provision_id,
            seen=request.POST.get("seen", ""),
            by=here.by,
            now=timezone.now(),
        )
        if done(form, act):
            messages.success(request, _("The provision is taken out."))
            return redirect("drafts:draft", slug)
    edition = last_edition(here)
    kept = edition is not None and any(
        one.provision.id == provision_id for one in queries.edition_document(edition.id).provisions
    )
    return show(
        request,
        "codes/drafts/remove.html",
        form,
        community=here.community,
        trail=trail(here.community),
        name=provision_id,
        text=before.texts.get(here.language, Text("", "")),
        language=here.language,
        seen=fingerprint(before, here.language),
        edition=edition if kept else None,
    )


def _form(request: HttpRequest, here: Opened, before: Written | None = None) -> ProvisionForm:
    return ProvisionForm(
        sent(request),
        document=here.document,
        above=here.above,
        floor=_floor(here),
        written=before,
    )


def _floor(here: Opened) -> list[tuple[str, str]]:
    """List the provisions above that a local one can make stricter."""
    above = communities.ancestors(here.community.id)[1:]
    code = queries.effective_code(above[0].id) if above else None
    if code is None:
        return []
    return [
        (one.id, f"{one.number} {_called(one.said(told.reader()).text) or one.id}")
        for one in code.provisions
    ]


def _called(text: Text) -> str:
    return text.title or first_words(text.body)


def _add(form: ProvisionForm, here: Opened) -> None:
    written, explained = form.written()
    actions.add_provision(
        version_id=here.version.id,
        written=written,
        explained=explained,
        by=here.by,
        now=timezone.now(),
    )


def _change(form: ProvisionForm, here: Opened) -> None:
    written, explained = form.written()
    actions.change_provision(
        version_id=here.version.id,
        written=written,
        seen=form.cleaned_data["seen"],
        explained=explained,
        by=here.by,
        now=timezone.now(),
    )


def _meanwhile(form: ProvisionForm, now_there: Written, language: str) -> dict[str, object]:
    """Lay what stands there now beside what was typed, and let the form be sent once more."""
    form.seen_now(now_there)
    there = now_there.texts.get(language, Text("", ""))
    typed = form.cleaned_data
    return {
        "title": word_parts(there.title, typed["title"]),
        "text": word_parts(there.body, typed["text"]),
        "example": word_parts(there.example, typed["example"]),
    }


def _page(
    request: HttpRequest,
    here: Opened,
    form: ProvisionForm,
    before: Written | None = None,
    *,
    meanwhile: dict[str, object] | None = None,
) -> HttpResponse:
    response = show(
        request,
        "codes/drafts/provision.html",
        form,
        community=here.community,
        trail=trail(here.community),
        name=before.provision.id if before else "",
        language=here.language,
        known=list(form.known.values()),
        units=UNITS,
        meanwhile=meanwhile,
        faults=faults(here).of(before.provision.id) if before else [],
    )
    if meanwhile:
        response.status_code = ProvisionChangedMeanwhile.status
    return response


def _back(request: HttpRequest, here: Opened, provision_id: str = "") -> HttpResponse:
    """Go on with the next one, or back to the list."""
    slug = here.community.slug
    if request.POST.get("another"):
        return redirect("drafts:add", slug)
    anchor = f"#p-{provision_id}" if provision_id else ""
    return redirect(f"{reverse('drafts:draft', args=[slug])}{anchor}")
