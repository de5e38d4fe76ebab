"""Addresses of consultations, one module an area."""

from django.urls import URLPattern

from comity.web.consultation.urls import opinions, rounds

app_name = "consultation"
urlpatterns: list[URLPattern] = [
    *opinions.urlpatterns,
    *rounds.urlpatterns,
]
