"""Addresses of summaries, of what stands together, and of what was set aside."""

from django.urls import URLPattern, path

from comity.web.consultation.conversation import aside, digest, together

HERE = "consultations/<slug:consultation_id>/"
ROUND = f"{HERE}rounds/<slug:round_id>/"
ONE = f"{HERE}contributions/<slug:contribution_id>/together/"
ASIDE = f"{HERE}set-aside/"

urlpatterns: list[URLPattern] = [
    path(f"{ROUND}summary/", digest.summary, name="summary"),
    path(f"{ROUND}signals/", aside.signals, name="signals"),
    path(ONE, together.together, name="together"),
    path(f"{ONE}part/", together.part, name="part_again"),
    path(ASIDE, aside.log, name="set_aside_log"),
    path(f"{ASIDE}participants/<slug:participant_id>/", aside.set_aside, name="set_aside"),
    path(f"{ASIDE}decisions/<slug:decision_id>/", aside.take_back_in, name="take_back_in"),
]
