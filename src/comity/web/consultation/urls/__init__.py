"""Addresses of consultations, one module an area."""

from django.urls import URLPattern

from comity.web.consultation.urls import rounds

app_name = "consultation"
urlpatterns: list[URLPattern] = [
    *rounds.urlpatterns,
]
