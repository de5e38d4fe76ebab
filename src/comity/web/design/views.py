"""The page of components."""

from datetime import timedelta

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from comity.web.design.forms import EveryField


def design(request: HttpRequest) -> HttpResponse:
    """Show every component in every state, where the sandbox runs or somebody develops."""
    if not (settings.COMITY_SANDBOX or settings.DEBUG):
        raise Http404
    today = timezone.localdate()
    wrong = EveryField({"where": "moon", "day": "soon"}, auto_id="wrong_%s")
    context = {
        "trail": [(_("Harbour movement"), "#"), (_("Lighthouse wiki"), "#")],
        "rows": [
            {"label": _("Where"), "value": _("Lighthouse wiki"), "change_url": "#"},
            {
                "label": _("What happened"),
                "value": _("Somebody wrote insults on my talk page."),
                "change_url": "#",
            },
            {"label": _("Files"), "value": _("None")},
        ],
        "far": today + timedelta(days=12),
        "soon": today + timedelta(days=2),
        "now": today,
        "late": today - timedelta(days=4),
        "lines": [
            {"day": today - timedelta(days=9), "words": _("The report was received.")},
            {"day": today - timedelta(days=8), "words": _("Three members were seated.")},
            {"day": today, "words": _("The respondent answered."), "detail": _("Two files")},
        ],
        "parts": [
            {"op": "same", "text": "Answer within "},
            {"op": "removed", "text": "fourteen"},
            {"op": "added", "text": "seven"},
            {"op": "same", "text": " days."},
        ],
        "stages": [
            {"name": _("Drafted"), "text": _("A text was written."), "state": "done"},
            {
                "name": _("Consulted"),
                "text": _("Everybody could answer."),
                "state": "here",
                "url": "#",
                "label": _("Take part"),
            },
            {"name": _("Adopted"), "text": _("The board decides."), "state": "ahead"},
        ],
        "bars": [{"label": _("Answered"), "value": 12}, {"label": _("Open"), "value": 3}],
        "receipt": "8YQM0-ZBGND-ZVAE0-XY473-EED7A",
        "digits": "0123 4567 8901 2345 6789 0123 4567 8901 2345 678",
        "page": Paginator(range(50), 10).page(2),
        "form": EveryField(auto_id="id_%s"),
        "wrong": wrong,
        "files": [{"name": "page.png", "url": "#"}],
        "names": ["Amal Haddad", "Bo Lindqvist", "Chidi Okafor"],
    }
    return render(request, "design/design.html", context)
