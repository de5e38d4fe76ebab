"""Addresses of the floor, below those of codes."""

from django.urls import path

from comity.web.codes.floor import advice, reviews, views

urlpatterns = [
    path("code/<slug:slug>/floor/", views.floor, name="floor"),
    path(
        "code/<slug:slug>/versions/<slug:version_id>/floor/",
        views.version_floor,
        name="version_floor",
    ),
    path("code/<slug:slug>/reviews/", reviews.reviews, name="reviews"),
    path("code/<slug:slug>/reviews/<slug:review_id>/", reviews.one, name="review"),
    path("code/<slug:slug>/reviewers/", reviews.reviewers, name="reviewers"),
    path("code/<slug:slug>/opinions/", advice.asked, name="opinions"),
    path("code/<slug:slug>/opinions/<slug:request_id>/", advice.one, name="opinion"),
]
