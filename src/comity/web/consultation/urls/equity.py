"""Addresses of who takes part, and of going out to those who do not."""

from django.urls import URLPattern, path

from comity.web.consultation.equity import organise, own, public

HERE = "consultations/<slug:consultation_id>/who/"
OUTREACH = f"{HERE}outreach/"

urlpatterns: list[URLPattern] = [
    path(HERE, public.who, name="who"),
    path(f"{HERE}me/", own.about_me, name="about_me"),
    path(f"{HERE}shares/", organise.shares, name="shares"),
    path(OUTREACH, public.outreach, name="outreach"),
    path(f"{OUTREACH}new/", organise.begin, name="outreach_begin"),
    path(f"{OUTREACH}<slug:task_id>/", public.outreach_task, name="outreach_task"),
    path(f"{OUTREACH}<slug:task_id>/over/", organise.settle, name="outreach_over"),
    path(f"{OUTREACH}<slug:task_id>/session/", organise.session, name="outreach_session"),
]
