"""Addresses of suggestions, answers, agreement and conclusions."""

from django.urls import URLPattern, path

from comity.web.consultation.answers import agreement, organise, public, suggesting, suggesting_for

HERE = "consultations/<slug:consultation_id>/"
ROUND = f"{HERE}rounds/<slug:round_id>/"
ONE = f"{HERE}contributions/<slug:contribution_id>/"
PROPOSAL = f"{HERE}proposals/<slug:decision_id>/"

urlpatterns: list[URLPattern] = [
    path(f"{HERE}answers/", public.you_said, name="you_said"),
    path(f"{HERE}answers/queue/", organise.queue, name="answer_queue"),
    path(f"{ONE}answer/", organise.answer, name="answer"),
    path(f"{ONE}missed/", public.missed, name="missed"),
    path(f"{HERE}conclude/", organise.conclude, name="conclude"),
    path(f"{ROUND}suggest/", suggesting.suggest, name="suggest_new"),
    path(f"{ROUND}suggest/<str:provision_id>/", suggesting.suggest, name="suggest"),
    path(f"{ROUND}for/suggest/", suggesting_for.suggest, name="suggest_new_for"),
    path(f"{ROUND}for/suggest/<str:provision_id>/", suggesting_for.suggest, name="suggest_for"),
    path(f"{HERE}proposals/", agreement.proposals, name="proposals"),
    path(f"{ROUND}proposals/new/", agreement.propose, name="propose"),
    path(PROPOSAL, agreement.proposal, name="proposal"),
    path(f"{PROPOSAL}hear/<str:position_id>/", agreement.hear, name="hear"),
    path(f"{PROPOSAL}record/", agreement.record, name="record_outcome"),
    path(f"{PROPOSAL}take-back/", agreement.take_back, name="take_back"),
]
