"""The list of consultations: what is open for comment first."""

from dataclasses import dataclass

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from comity.communities import queries as communities
from comity.communities.queries import CommunityRow
from comity.consultation.queries import listing as queries
from comity.consultation.queries.listing import Offered, Wanted
from comity.consultation.queries.rounds import ConsultationView
from comity.consultation.queries.rounds import told as told_row
from comity.consultation.rules.kinds import RoundState
from comity.web.components import language_name
from comity.web.consultation import zones
from comity.web.consultation.rounds import told
from comity.web.consultation.rounds.told import RoundCard, Said
from comity.web.consultation.words import STAGES

ROWS = 20


@dataclass(frozen=True, slots=True)
class Row:
    """A consultation as the list shows it, with the round that matters now."""

    found: ConsultationView
    title: Said
    community: CommunityRow
    stage: Promise
    tone: str
    url: str
    round: RoundCard | None


class Looking(forms.Form):
    """Which consultations somebody looks for."""

    q = forms.CharField(
        label=_("Words of the title"),
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    stage = forms.ChoiceField(label=_("Where they stand"), required=False)
    language = forms.ChoiceField(label=_("A language in which people are asked"), required=False)
    community = forms.ChoiceField(label=_("Who asks"), required=False)

    def offer(self, there: Offered, places: dict[str, CommunityRow]) -> None:
        """List what there is to choose from."""
        named = sorted((one.name, one.slug) for one in places.values())
        choices: dict[str, list[tuple[str, str | Promise]]] = {
            "stage": [(one, word) for one, (word, _tone) in STAGES.items()],
            "language": [(tag, language_name(tag)) for tag in there.languages],
            "community": [(slug, name) for name, slug in named],
        }
        for name, offered in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", _("Any")), *offered]


@require_safe
def consultations(request: HttpRequest) -> HttpResponse:
    """List consultations, or those that somebody looks for."""
    there = queries.offered()
    places = communities.named(there.community_ids)
    form = Looking(request.GET)
    form.offer(there, places)
    asked = form.cleaned_data if form.is_valid() else {}
    slug = str(asked.get("community") or "")
    stage = str(asked.get("stage") or "")
    language, wanted = str(asked.get("language") or ""), str(asked.get("q") or "")
    asking = next((one.id for one in places.values() if one.slug == slug), "")
    found = queries.listed(Wanted(asking, stage, language, wanted))
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    rows = [_row(told_row(one), places, request) for one in page.object_list]
    moments = [row.round.round.opens for row in rows if row.round]
    context = {
        "form": form,
        "looked": any((slug, stage, language, wanted)),
        "page": page,
        "query": f"{kept.urlencode()}&" if kept else "",
        "rows": rows,
        "open": queries.open_among(found),
        **zones.choosing(
            request,
            moments[0] if moments else None,
            {"q": wanted, "stage": stage, "language": language, "community": slug},
        ),
    }
    return zones.kept(request, render(request, "consultation/rounds_list.html", context))


def _row(one: ConsultationView, places: dict[str, CommunityRow], request: HttpRequest) -> Row:
    stage, tone = STAGES[one.stage]
    planned = [each for each in one.rounds if each.state is RoundState.PLANNED]
    now = (*one.open_rounds, *planned, *reversed(one.rounds))
    return Row(
        one,
        told.said(one.title, one.source_language),
        places[one.community_id],
        stage,
        tone,
        told.consultation_url(one.id),
        told.round_card(now[0], request) if now else None,
    )
