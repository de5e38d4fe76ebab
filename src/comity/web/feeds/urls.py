"""Addresses of the feeds."""

from django.urls import path

from comity.web.feeds import views

app_name = "feeds"
urlpatterns = [
    path("feeds/codes/", views.codes, name="codes"),
    path("feeds/codes/<slug:slug>/", views.code, name="code"),
    path("feeds/record/", views.record, name="record"),
]
