"""Addresses of communities."""

from django.urls import path

from comity.web.communities import views

app_name = "communities"
urlpatterns = [
    path("communities/", views.communities, name="communities"),
    path("communities/<slug:slug>/", views.community, name="community"),
    path("who/", views.who, name="who"),
]
