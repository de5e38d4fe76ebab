"""Starting a draft: from a template, an earlier version, somebody else's code, or nothing."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comity.codes import actions, queries
from comity.codes.queries import Template
from comity.communities import queries as communities
from comity.web.acting import done
from comity.web.codes import told
from comity.web.codes.drafts.forms import NOTHING, StartForm
from comity.web.codes.drafts.opened import editor_of, trail
from comity.web.pages import sent, show


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose what a draft starts from."""
    by, community = editor_of(request, slug)
    found = queries.templates(community.id)
    places = {node.community.id: node.community.name for node in communities.tree()}
    choices = [(one.name, _label(one, places, own=community.id)) for one in found]
    language = community.languages[0] if community.languages else "en"
    form = StartForm(
        sent(request), templates=choices, initial={"template": found[0].name, "language": language}
    )
    if form.is_valid():
        asked = form.cleaned_data
        template = "" if asked["template"] == NOTHING else asked["template"]
        act = partial(
            actions.start_draft,
            community_id=community.id,
            template=template,
            title=asked["title"],
            language=asked["language"],
            by=by,
            now=timezone.now(),
        )
        if done(form, act):
            messages.success(request, _("The draft is there. Only those who write it can see it."))
            return redirect("drafts:draft", slug)
    return show(
        request, "codes/drafts/start.html", form, community=community, trail=trail(community)
    )


def _label(template: Template, places: dict[str, str], *, own: str) -> str:
    """Name a template with whose it is."""
    title = told.in_words(template.title)
    if not template.community_id:
        return _("%(title)s (comes with Comity)") % {"title": title}
    if template.community_id == own:
        return _("Version %(number)s of your own code: %(title)s") % {
            "number": template.number,
            "title": title,
        }
    return _("%(title)s (in force in %(place)s)") % {
        "title": title,
        "place": places.get(template.community_id, ""),
    }
