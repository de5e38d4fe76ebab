"""Addresses of consultations, one module an area."""

from django.urls import URLPattern

from comity.web.consultation.urls import answers, conversation, equity, opinions, panels, rounds

app_name = "consultation"
urlpatterns: list[URLPattern] = [
    *answers.urlpatterns,
    *conversation.urlpatterns,
    *equity.urlpatterns,
    *opinions.urlpatterns,
    *panels.urlpatterns,
    *rounds.urlpatterns,
]
