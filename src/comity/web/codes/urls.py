"""Addresses of codes."""

from django.urls import path

from comity.web.codes import comparing, editions, views
from comity.web.codes.exchange import urls as exchange
from comity.web.codes.floor import urls as floor
from comity.web.codes.policies import urls as policies
from comity.web.codes.talk import urls as talk
from comity.web.codes.translating import urls as translating

app_name = "codes"
urlpatterns = [
    path("code/", views.code, name="code"),
    path("code/<slug:slug>/", views.code, name="community_code"),
    path("code/<slug:slug>/rule/<str:provision_id>/", views.provision, name="provision"),
    path("code/<slug:slug>/versions/", views.versions, name="versions"),
    path("code/<slug:slug>/changes/<slug:before>/<slug:after>/", comparing.redline, name="redline"),
    path("code/<slug:slug>/drafts/<slug:edition_id>/", editions.edition, name="edition"),
    path(
        "code/<slug:slug>/drafts/<slug:edition_id>/code.toml",
        editions.edition_file,
        name="edition_file",
    ),
    *floor.urlpatterns,
    *exchange.urlpatterns,
    *translating.urlpatterns,
    *talk.urlpatterns,
    *policies.urlpatterns,
]
