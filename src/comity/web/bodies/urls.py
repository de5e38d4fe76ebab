"""Addresses of bodies."""

from django.urls import path

from comity.web.bodies import own, seats, setup, views

app_name = "bodies"
urlpatterns = [
    path("bodies/", views.bodies, name="bodies"),
    path("bodies/proposals/<str:proposal_id>/", seats.proposal, name="proposal"),
    path("bodies/<slug:slug>/", views.body, name="body"),
    path("bodies/<slug:slug>/edit/", setup.edit, name="edit"),
    path("bodies/<slug:slug>/mandates/new/", setup.mandate, name="mandate"),
    path(
        "bodies/<slug:slug>/mandates/<str:mandate_id>/end/", setup.end_mandate, name="end_mandate"
    ),
    path("bodies/<slug:slug>/seats/new/", seats.propose, name="propose"),
    path("bodies/<slug:slug>/seats/<str:seat_id>/remove/", seats.remove, name="remove"),
    path("bodies/<slug:slug>/seats/<str:seat_id>/key/", seats.recertify, name="recertify"),
    path("bodies/<slug:slug>/leave/", own.leave, name="leave"),
    path(
        "bodies/<slug:slug>/code-names/<str:person_id>/",
        seats.code_name,
        name="confirm_code_name",
    ),
    path("communities/<slug:slug>/bodies/new/", setup.new, name="new"),
    path("me/conflicts/", own.conflicts, name="conflicts"),
    path("me/conflicts/<str:conflict_id>/withdraw/", own.withdraw, name="withdraw_conflict"),
    path("me/code-name/", own.code_name, name="code_name"),
]
