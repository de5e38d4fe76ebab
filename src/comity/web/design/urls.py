"""Addresses of the page of components."""

from django.urls import path

from comity.web.design import views

app_name = "design"
urlpatterns = [
    path("design/", views.design, name="design"),
    path("design/figures.csv", views.figures, name="figures"),
]
