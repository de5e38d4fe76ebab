"""What happens to a draft as a whole: it is described, published, frozen or discarded."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comity.codes import actions
from comity.codes.queries.reviews import touched
from comity.codes.queries.versions import seen
from comity.web.acting import done
from comity.web.codes.drafts.forms import AboutForm, Sure
from comity.web.codes.drafts.freezing import FreezeForm
from comity.web.codes.drafts.opened import Opened, faults, last_edition, opened, trail
from comity.web.codes.floor.judges import Waiting, asked_of, waiting
from comity.web.codes.told import reader
from comity.web.pages import sent, show
from comity.web.people.stepup import confirmed_recently


@require_http_methods(["GET", "HEAD", "POST"])
def about(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what the draft is called."""
    here = opened(request, slug)
    said = {
        "title": here.document.title.get(here.language, ""),
        "summary": here.document.summary.get(here.language, ""),
        "licence": here.document.licence,
    }
    form = AboutForm(sent(request), initial=said)
    if form.is_valid():
        act = partial(
            actions.describe_draft,
            version_id=here.version.id,
            **form.cleaned_data,
            by=here.by,
            now=timezone.now(),
        )
        if done(form, act):
            messages.success(request, _("The change is saved."))
            return redirect("drafts:draft", slug)
    return show(
        request,
        "codes/drafts/about.html",
        form,
        community=here.community,
        trail=trail(here.community),
        language=here.language,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish the draft as it is, so that people can be asked about it."""
    here = opened(request, slug)
    form = Sure(sent(request))
    act = partial(
        actions.publish_edition, version_id=here.version.id, by=here.by, now=timezone.now()
    )
    if form.is_valid() and done(form, act):
        messages.success(request, _("The edition is public. Everybody can read it, for good."))
        newest = last_edition(here)
        return redirect("codes:edition", slug, newest.id if newest else "")
    return show(
        request,
        "codes/drafts/publish.html",
        form,
        community=here.community,
        trail=trail(here.community),
        edition=last_edition(here),
        total=len(here.document.provisions),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed_recently
def freeze(request: HttpRequest, slug: str) -> HttpResponse:
    """Freeze the draft: what it says never changes again."""
    here = opened(request, slug)
    form = FreezeForm(sent(request), initial={"language": reader()})
    if form.is_valid():
        act = partial(
            actions.freeze,
            version_id=here.version.id,
            effects=form.effects(),
            by=here.by,
            now=timezone.now(),
        )
        if done(form, act):
            messages.success(
                request, _("The version is frozen. It binds nobody before it is put in force.")
            )
            return redirect("codes:versions", slug)
    return show(
        request,
        "codes/drafts/freeze.html",
        form,
        community=here.community,
        trail=trail(here.community),
        version=here.version,
        edition=last_edition(here),
        total=len(here.document.provisions),
        faults=faults(here).count,
        waits=_waits(here),
        soon=True,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed_recently
def discard(request: HttpRequest, slug: str) -> HttpResponse:
    """Throw the draft away, if nobody was ever asked about it."""
    here = opened(request, slug)
    form = Sure(sent(request))
    act = partial(actions.discard_draft, version_id=here.version.id, by=here.by, now=timezone.now())
    if form.is_valid() and done(form, act):
        messages.success(request, _("The draft is discarded."))
        return redirect("codes:versions", slug)
    return show(
        request,
        "codes/drafts/discard.html",
        form,
        community=here.community,
        trail=trail(here.community),
        version=here.version,
        edition=last_edition(here),
        total=len(here.document.provisions),
    )


def _waits(here: Opened) -> Waiting | None:
    """Tell what becomes of words that touch the floor and that nobody has judged."""
    if here.community.parent_id is None:
        return None
    today = timezone.now().date()
    asked = asked_of(touched(seen(here.version.id, here.by)), on=today)
    return waiting(here.community.id, asked, here.by, on=today)
