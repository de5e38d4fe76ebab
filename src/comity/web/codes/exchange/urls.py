"""Addresses of bringing codes in and taking them along."""

from django.urls import path

from comity.web.codes.exchange import bringing, embedding, taking

urlpatterns = [
    path("code/<slug:slug>/versions/<slug:text_id>/take/", taking.take, name="take"),
    path("code/<slug:slug>/versions/<slug:text_id>/print/", taking.paper, name="paper"),
    path(
        "code/<slug:slug>/versions/<slug:text_id>/file/<slug:format_name>/",
        taking.file,
        name="file",
    ),
    path("embed/code/<slug:slug>/rule/<str:provision_id>/", embedding.provision, name="embedded"),
    path("code/<slug:slug>/rule/<str:provision_id>/embed/", embedding.snippet, name="embed"),
    path("code/<slug:slug>/bring/", bringing.bring, name="bring"),
    path("code/<slug:slug>/bring/<slug:import_id>/", bringing.brought, name="brought"),
    path("code/<slug:slug>/bring/<slug:import_id>/write/", bringing.write, name="write_brought"),
    path(
        "code/<slug:slug>/bring/<slug:import_id>/forget/", bringing.discard, name="discard_brought"
    ),
]
