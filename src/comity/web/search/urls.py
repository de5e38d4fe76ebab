"""Address of the search."""

from django.urls import path

from comity.web.search import views

urlpatterns = [path("search/", views.search, name="search")]
