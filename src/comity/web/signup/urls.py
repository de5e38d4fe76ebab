"""Addresses of signing."""

from django.urls import path

from comity.web.signup import views

app_name = "signup"
urlpatterns = [
    path("sign/", views.sign, name="sign"),
    path("sign/<slug:slug>/", views.sign, name="sign_in_community"),
]
