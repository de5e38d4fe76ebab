"""Addresses of consultations, rounds and contributions."""

from django.urls import URLPattern, path

from comity.web.consultation.rounds import (
    contribute,
    feed,
    listing,
    offline,
    organise,
    part,
    show,
    steps,
)

HERE = "consultations/<slug:consultation_id>/"
ROUND = f"{HERE}rounds/<slug:round_id>/"
ONE = f"{HERE}contributions/<slug:contribution_id>/"

urlpatterns: list[URLPattern] = [
    path("feeds/consultations/", feed.rounds, name="feed"),
    path("consultations/", listing.consultations, name="consultations"),
    path("consultations/receipt/", part.enter, name="enter"),
    path("consultations/new/<slug:slug>/", organise.new, name="new"),
    path(HERE, show.consultation, name="consultation"),
    path(f"{HERE}words/", organise.words, name="words"),
    path(f"{HERE}invite/", show.invite, name="invite"),
    path(f"{HERE}end/<slug:step>/", steps.end, name="end"),
    path(f"{HERE}part/", part.part, name="part"),
    path(f"{HERE}part/saved/", part.saved, name="saved"),
    path(f"{HERE}part/receipt.txt", part.text_file, name="receipt_file"),
    path(f"{HERE}part/leave/", part.leave, name="leave"),
    path(f"{HERE}rounds/new/", organise.new_round, name="new_round"),
    path(ROUND, show.round_, name="round"),
    path(f"{ROUND}round.ics", feed.calendar, name="calendar"),
    path(f"{ROUND}text/", show.text, name="text"),
    path(f"{ROUND}contribute/", contribute.contribute, name="contribute"),
    path(f"{ROUND}for/", offline.enter, name="for"),
    path(f"{ROUND}for/receipt/", offline.receipt, name="for_receipt"),
    path(f"{ROUND}plan/", organise.plan, name="plan"),
    path(f"{ROUND}do/<slug:step>/", steps.step, name="step"),
    path(ONE, show.contribution, name="contribution"),
    path(f"{ONE}change/", contribute.change, name="change"),
    path(f"{ONE}withdraw/", contribute.withdraw, name="withdraw"),
    path(f"{ONE}translate/", contribute.translate, name="translate"),
]
