"""Addresses of the charter."""

from django.urls import path

from comity.web.charter import views

app_name = "charter"
urlpatterns = [
    path("charter/", views.numbers, name="numbers"),
    path("charter/in/<slug:slug>/", views.community, name="community"),
    path("charter/versions/<slug:version_id>/", views.version, name="version"),
    path("charter/versions/<slug:version_id>/<slug:kind>/", views.file, name="file"),
    path("charter/changes/<slug:before>/<slug:after>/", views.changes, name="changes"),
]
