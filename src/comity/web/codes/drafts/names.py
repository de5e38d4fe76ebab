"""The names that provisions of a draft are written with."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from comity.codes import actions, queries
from comity.codes.rules.documents import Words
from comity.codes.rules.names import AXES
from comity.web.acting import done
from comity.web.codes import told
from comity.web.codes.drafts.forms import NameForm
from comity.web.codes.drafts.opened import opened, trail
from comity.web.codes.drafts.words import NAMES
from comity.web.pages import sent, show


@require_http_methods(["GET", "HEAD", "POST"])
def names(request: HttpRequest, slug: str) -> HttpResponse:
    """List the names of a draft, and explain another one."""
    here = opened(request, slug)
    form = NameForm(sent(request), document=here.document, above=here.above)
    if form.is_valid():
        asked = form.cleaned_data
        act = partial(
            actions.explain_name,
            version_id=here.version.id,
            axis=asked["axis"],
            name=asked["name"],
            called=asked["called"],
            parent=asked["parent"],
            by=here.by,
            now=timezone.now(),
        )
        if done(form, act):
            messages.success(request, _("The name is explained and can be used."))
            return redirect("drafts:names", slug)
    own = [(axis, word, _listed(here.document.words, axis)) for axis, word in NAMES.items()]
    return show(
        request,
        "codes/drafts/names.html",
        form,
        community=here.community,
        trail=trail(here.community),
        own=own,
        above=bool(here.above.words),
        trees=AXES,
    )


@require_POST
def forget(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a name out that nothing uses."""
    here = opened(request, slug)
    axis, _dot, name = request.POST.get("name", "").partition("/")
    actions.forget_name(
        version_id=here.version.id, axis=axis, name=name, by=here.by, now=timezone.now()
    )
    messages.success(request, _("The name is taken out."))
    return redirect("drafts:names", slug)


def _listed(words: Words, axis: str) -> list[tuple[str, str]]:
    return [(name, queries.named(words, axis, name, told.reader())) for name in words.get(axis, {})]
