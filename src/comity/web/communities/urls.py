"""Addresses of communities."""

from django.urls import path

from comity.web.communities import setup, views

app_name = "communities"
urlpatterns = [
    path("communities/", views.communities, name="communities"),
    path("communities/<slug:slug>/", views.community, name="community"),
    path("communities/<slug:slug>/edit/", setup.edit, name="edit"),
    path("communities/<slug:slug>/move/", setup.move, name="move"),
    path("communities/<slug:slug>/new/", setup.new, name="new"),
    path("who/", views.who, name="who"),
]
