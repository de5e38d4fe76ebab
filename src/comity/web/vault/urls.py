"""Addresses of the pages about one's keys."""

from django.urls import path

from comity.web.vault import lost, views

app_name = "vault"
urlpatterns = [
    path("keys/make/", views.make, name="make"),
    path("keys/unlock/", views.unlock, name="unlock"),
    path("keys/lock/", views.lock, name="lock"),
    path("keys/passphrase/", views.passphrase, name="passphrase"),
    path("keys/renew/", views.renew, name="renew"),
    path("keys/lost/", lost.lost, name="lost"),
    path("keys/let-in/", lost.let_in, name="let_in"),
]
