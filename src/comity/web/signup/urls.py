"""Addresses of signing."""

from django.urls import path

from comity.web.signup import views, wikis

WIKI = "communities/<slug:slug>/wiki/"

app_name = "signup"
urlpatterns = [
    path("sign/", views.sign, name="sign"),
    path("sign/<slug:slug>/", views.sign, name="sign_in_community"),
    path(f"{WIKI}signed/", wikis.group, name="group"),
    path(f"{WIKI}newcomers/", wikis.newcomers, name="newcomers"),
    path(f"{WIKI}newcomers/look/", wikis.look, name="look"),
    path(f"{WIKI}refuse/", wikis.refuse, name="refuse"),
]
