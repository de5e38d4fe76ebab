"""Addresses of the pages of respondents."""

from django.urls import path

from comity.web.respond import proof, views

app_name = "respond"
urlpatterns = [
    path("messages/", proof.messages, name="messages"),
    path("messages/prove/", proof.prove, name="prove"),
    path("messages/shown/", proof.shown, name="shown"),
    path("messages/signed-in/", proof.signed_in, name="signed_in"),
    path("messages/case/", views.case, name="case"),
    path("messages/answer/", views.answer, name="answer"),
    path("messages/support/", views.support, name="support"),
    path("messages/appeal/", views.appeal, name="appeal"),
    path("messages/files/<str:item_id>/<int:number>/", views.file, name="file"),
    path("messages/leave/", views.leave, name="leave"),
]
