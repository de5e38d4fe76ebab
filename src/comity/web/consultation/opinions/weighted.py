"""How statements were answered as counted and as weighted: sentences first, then the table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from comity.consultation.queries import opinions
from comity.consultation.queries import weighted as queries
from comity.consultation.rules.weighted import Opinion, Weighted, Withheld
from comity.consultation.rules.weights import MOST
from comity.web.components import listed, number
from comity.web.consultation.equity.words import DIMENSIONS, group
from comity.web.consultation.opinions.places import Said, place, said

A_PAGE = 25

WHY: Mapping[Withheld, Promise] = {
    Withheld.UNMEASURED: gettext_lazy(
        "Nobody has said how large the groups are whom this concerns. So there is nothing to weigh "
        "answers by."
    ),
    Withheld.FEW: gettext_lazy(
        "In some group fewer than five people answered, whatever people are told apart by. "
        "Weighted numbers beside the counted ones would tell how they answered."
    ),
    Withheld.UNSURE: gettext_lazy(
        "So few answers would be left after weighing that single people would show in the numbers."
    ),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A statement, and how it was answered."""

    statement: Said
    opinion: Opinion


@require_safe
def weighted(request: HttpRequest, consultation_id: str, round_id: str) -> HttpResponse:
    """Tell everybody how statements were answered as counted and as weighted, or why not."""
    here = place(request, consultation_id, round_id)
    found = queries.weighted(round_id)
    context = here.context | {"found": found}
    if found is not None and found.told is not None:
        words = {one.number: one for one in opinions.statements(round_id)}
        rows = [one for one in found.told.opinions if one.statement in words]
        page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
        context |= {
            "page": page,
            "rows": [Row(said(words[one.statement]), one) for one in page],
            "sentences": about(found.told),
        }
    elif found is not None and found.withheld is not None:
        context |= {"why": WHY[found.withheld]}
    return render(request, "consultation/opinions_weighted.html", context)


def about(told: Weighted) -> Sequence[str]:
    """Say by what answers are weighed, how much is left, and what weights cannot do."""
    sentences = [
        _(
            "If every group counted by its true size (%(dimension)s), the answers of %(people)s "
            "people would tell as much as those of %(effective)s."
        )
        % {
            "dimension": DIMENSIONS[told.dimension],
            "people": number(told.people),
            "effective": number(told.effective),
        },
        _(
            "The answer that counts most counts %(ratio)s times as much as the one that counts "
            "least."
        )
        % {"ratio": number(told.ratio)},
    ]
    if told.trimmed:
        sentences.append(
            _(
                "Some weights were cut, so that no answer counts more than %(most)s times as "
                "much as another; the true sizes of the groups are then not quite reached."
            )
            % {"most": number(MOST)}
        )
    if told.absent:
        sentences.append(
            _("Nobody answered from these groups, and no weight can bring them in: %(groups)s.")
            % {"groups": listed([group(told.dimension, one) for one in told.absent])}
        )
    if told.untold:
        sentences.append(
            _(
                "Statements that are left out, because too few people of some group answered "
                "them: %(count)s."
            )
            % {"count": number(told.untold)}
        )
    return sentences
