"""Addresses of statements and opinion maps."""

from django.urls import URLPattern, path

from comity.web.consultation.opinions import asked, listing, maps, weighted

ROUND = "consultations/<slug:consultation_id>/rounds/<slug:round_id>/"
ONE = f"{ROUND}statements/moderate/<slug:statement_id>/"

urlpatterns: list[URLPattern] = [
    path(f"{ROUND}statements/", asked.ask, name="statements"),
    path(f"{ROUND}statements/all/", listing.all_statements, name="all_statements"),
    path(f"{ROUND}statements/own/", asked.own, name="own_answers"),
    path(f"{ROUND}statements/own/withdraw/", asked.withdraw, name="withdraw_statement"),
    path(f"{ROUND}statements/propose/", asked.propose, name="propose_statement"),
    path(f"{ROUND}statements/moderate/", listing.moderate, name="moderate_statements"),
    path(ONE, listing.show_statement, name="moderate_statement"),
    path(f"{ONE}decline/", listing.decline, name="decline_statement"),
    path(f"{ONE}translate/", listing.translate, name="translate_statement"),
    path(f"{ROUND}map/", maps.opinion_map, name="opinion_map"),
    path(f"{ROUND}map/draw/", maps.draw, name="draw_opinion_map"),
    path(f"{ROUND}map/weighted/", weighted.weighted, name="weighted_opinion"),
    path(f"{ROUND}map/votes.json", maps.votes, name="opinion_votes"),
]
