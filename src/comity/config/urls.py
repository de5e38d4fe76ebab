"""Where everything is found."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from comity.api.app import api
from comity.web.operators.urls import vital
from comity.web.operators.watched import metrics
from comity.web.operators.weaknesses import PLACE, security_txt
from comity.web.people.elsewhere import arrive

handler400 = "comity.web.errors.bad_request"
handler500 = "comity.web.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", api.urls),
    path("health/", include(vital)),
    path("metrics", metrics, name="metrics"),
    path(PLACE, security_txt, name="security_txt"),
    path("arrive/<slug:provider>/", arrive, name="arrive"),
    *i18n_patterns(
        path("", include("comity.web.home.urls")),
        path("", include("comity.web.search.urls")),
        path("", include("comity.web.feeds.urls")),
        path("", include("comity.web.help.urls")),
        path("", include("comity.web.design.urls")),
        path("account/", include("comity.web.people.urls")),
        path("", include("comity.web.vault.urls")),
        path("", include("comity.web.reports.urls")),
        path("", include("comity.web.cases.urls")),
        path("", include("comity.web.respond.urls")),
        path("", include("comity.web.communities.urls")),
        path("", include("comity.web.bodies.urls")),
        path("", include("comity.web.codes.urls")),
        path("", include("comity.web.codes.drafts.urls")),
        path("", include("comity.web.charter.urls")),
        path("", include("comity.web.consultation.urls")),
        path("", include("comity.web.signup.urls")),
        path("", include("comity.web.wikis.urls")),
        path("", include("comity.web.operators.urls")),
    ),
]
