"""Addresses of talk, below those of codes."""

from django.urls import path

from comity.web.codes.talk import views

urlpatterns = [
    path("code/<slug:slug>/talk/", views.code_talk, name="talk"),
    path("code/<slug:slug>/talk/<slug:talk_id>/", views.one, name="one_talk"),
    path(
        "code/<slug:slug>/rule/<str:provision_id>/talk/",
        views.provision_talk,
        name="provision_talk",
    ),
]
