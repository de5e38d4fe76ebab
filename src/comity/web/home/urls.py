"""Addresses of the first pages."""

from django.urls import path

from comity.web.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("help/", views.get_help, name="get_help"),
    path("words/", views.glossary, name="glossary"),
    path("privacy/", views.who_sees_what, name="privacy"),
    path("about/", views.about, name="about"),
    path("languages/", views.every_language, name="languages"),
    path("calendar/<slug:kind>/<slug:day>.ics", views.calendar, name="calendar_file"),
]
