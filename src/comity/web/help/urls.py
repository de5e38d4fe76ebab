"""Addresses of the help pages."""

from django.urls import path

from comity.web.help import views

app_name = "help"
urlpatterns = [path("help/<slug:slug>/", views.guide, name="guide")]
