"""Addresses of panels by lot."""

from django.urls import URLPattern, path

from comity.web.consultation.panels import organise, own, public

HERE = "consultations/<slug:consultation_id>/panels/"
ONE = f"{HERE}<slug:panel_id>/"

urlpatterns: list[URLPattern] = [
    path(HERE, public.panels, name="panels"),
    path(f"{HERE}new/", organise.new, name="panel_new"),
    path(ONE, public.panel, name="panel"),
    path(f"{ONE}lot.json", public.file, name="panel_file"),
    path(f"{ONE}join/", own.join, name="panel_join"),
    path(f"{ONE}leave/", own.leave, name="panel_leave"),
    path(f"{ONE}do/<slug:step>/", organise.step, name="panel_step"),
    path(f"{ONE}seats/<slug:ticket>/", organise.free, name="panel_free"),
]
