"""The page of components."""

import re
from datetime import timedelta

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from comity.web.design.forms import EveryField
from comity.web.tables import csv_file

COMPONENTS = settings.PACKAGE / "web" / "templates" / "components"
_EXPLANATION = re.compile(r"{% comment %}(.*?){% endcomment %}", re.DOTALL)
_MENTIONED_TAG = re.compile(r"{% templatetag (openblock|closeblock) %}")


def explanations() -> dict[str, str]:
    """Read what each component says of itself at the top of its file."""
    found = {}
    for file in sorted(COMPONENTS.glob("*.html")):
        said = _EXPLANATION.search(file.read_text())
        text = said[1].strip() if said else ""
        found[file.stem] = _MENTIONED_TAG.sub(
            lambda tag: "{%" if tag[1] == "openblock" else "%}", text
        )
    return found


def figures(request: HttpRequest) -> HttpResponse:
    """Give the figures of the chart as a file."""
    del request
    _only_here()
    return csv_file(
        "figures",
        [_("What"), _("How many")],
        [(_("Answered"), 12), (pgettext("not answered yet", "Open"), 3)],
    )


def _only_here() -> None:
    if not (settings.COMITY_SANDBOX or settings.DEBUG):
        raise Http404


def design(request: HttpRequest) -> HttpResponse:
    """Show every component in every state, where the sandbox runs or somebody develops."""
    _only_here()
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
            {"label": _("Files"), "value": pgettext("no file", "None")},
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
        "bars": [
            {"label": _("Answered"), "value": 12},
            {"label": pgettext("not answered yet", "Open"), "value": 3},
        ],
        "told": explanations(),
        "few": [
            {"label": _("Answered"), "value": 12},
            {"label": pgettext("not answered yet", "Open"), "value": 0, "note": _("fewer than 5")},
        ],
        "receipt": "8YQM0-ZBGND-ZVAE0-XY473-EED7A",
        "digits": "0123 4567 8901 2345 6789 0123 4567 8901 2345 678",
        "page": Paginator(range(50), 10).page(2),
        "form": EveryField(auto_id="id_%s"),
        "wrong": wrong,
        "files": [{"name": "page.png", "url": "#"}],
        "names": ["Amal Haddad", "Bo Lindqvist", "Chidi Okafor"],
    }
    return render(request, "design/design.html", context)
