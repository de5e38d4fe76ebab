"""What a round adds up to, in counts and in people's own words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from comity.consultation.queries import rounds, summaries
from comity.consultation.rules.digest import Quoted, Sentence, Topic
from comity.web.consultation.rounds.show import of
from comity.web.consultation.rounds.told import latest_text, path_to, round_card, titles

MOST = 40
"""Provisions on one page; those about which most people spoke come first."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the summary, with the title of its provision and where its quotes stand."""

    sentence: Sentence
    title: str
    quotes: list[tuple[Quoted, str]]


@require_safe
def summary(request: HttpRequest, consultation_id: str, round_id: str) -> HttpResponse:
    """Sum up a round; every sentence says how many it speaks of and quotes some of them."""
    found = rounds.consultation(consultation_id)
    here = of(found, round_id)
    known = summaries.summary(here.id)
    text = latest_text(here)
    names = titles(text[1] if text else None)
    lines = [
        Line(
            one,
            names.get(one.provision, one.provision),
            [
                (quote, reverse("consultation:contribution", args=[found.id, quote.contribution]))
                for quote in one.quotes
            ],
        )
        for one in _worth_reading(known.sentences if known else ())
    ]
    context = {
        "found": found,
        "trail": path_to(found),
        "card": round_card(here, request),
        "summary": known,
        "lines": lines[:MOST],
        "left_out": max(0, len(lines) - MOST),
    }
    return render(request, "consultation/conversation_summary.html", context)


def _worth_reading(sentences: Sequence[Sentence]) -> Sequence[Sentence]:
    """Leave out what would be said twice: where nobody named a provision, the rest is all."""
    named = any(one.topic is Topic.PROVISION for one in sentences)
    return sentences if named else sentences[:1]
