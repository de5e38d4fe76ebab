"""Addresses for operators: one page, and what programs ask for, which has no language."""

from django.urls import path

from comity.web.operators import views, watched

app_name = "operators"
urlpatterns = [path("operators/", views.checks, name="checks")]

vital = (
    [
        path("live", watched.live, name="live"),
        path("ready", watched.ready, name="ready"),
    ],
    "health",
)
