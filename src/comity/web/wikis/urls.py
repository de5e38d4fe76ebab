"""Addresses of wikis."""

from django.urls import path

from comity.web.wikis import sharing, views

HERE = "communities/<slug:slug>/wiki/"

app_name = "wikis"
urlpatterns = [
    path("wikis/", views.wikis, name="wikis"),
    path("wikis/logins/", sharing.logins, name="logins"),
    path("wikis/logins/add/", sharing.add, name="add_login"),
    path("wikis/logins/<slug:login_id>/drop/", sharing.drop, name="drop_login"),
    path(HERE, views.wiki, name="wiki"),
    path(f"{HERE}connect/", views.connect, name="connect"),
    path(f"{HERE}check/", views.check, name="check"),
    path(f"{HERE}disconnect/", views.disconnect, name="disconnect"),
]
