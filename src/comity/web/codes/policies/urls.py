"""Addresses of policies beside a code."""

from django.urls import path

from comity.web.codes.policies import views, writing

PLACE = "code/<slug:slug>/policies/"
urlpatterns = [
    path(PLACE, views.policies, name="policies"),
    path(f"{PLACE}new/", writing.new, name="new_policy"),
    path(f"{PLACE}<slug:policy_id>/", views.policy, name="policy"),
    path(f"{PLACE}<slug:policy_id>/table.<str:kind>", views.table, name="policy_table"),
    path(f"{PLACE}<slug:policy_id>/remove/", writing.remove, name="remove_policy"),
    path(
        f"{PLACE}<slug:policy_id>/rule/<str:provision_id>/", writing.map_one, name="map_provision"
    ),
]
