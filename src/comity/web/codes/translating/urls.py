"""Addresses of translators, below those of codes."""

from django.urls import path

from comity.web.codes.translating import terms, views

DESK = "code/<slug:slug>/versions/<slug:version_id>/languages/"
GLOSSARY = "code/<slug:slug>/glossary/"

urlpatterns = [
    path(DESK, views.languages, name="languages"),
    path(f"{DESK}<slug:language>/", views.units_page, name="units"),
    path(f"{DESK}<slug:language>/<str:provision_id>/", views.unit_page, name="unit"),
    path("code/<slug:slug>/translators/", views.translators, name="translators"),
    path(GLOSSARY, terms.glossaries, name="glossaries"),
    path(f"{GLOSSARY}<slug:language>/", terms.terms, name="glossary"),
    path(f"{GLOSSARY}<slug:language>/<slug:term_id>/", terms.one_term, name="term"),
]
