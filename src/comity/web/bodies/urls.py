"""Addresses of bodies."""

from django.urls import path

from comity.web.bodies import views

app_name = "bodies"
urlpatterns = [
    path("bodies/<slug:slug>/", views.body, name="body"),
    path("me/conflicts/", views.conflicts, name="conflicts"),
]
