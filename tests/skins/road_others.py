"""The ways to operations about charters and about oneself."""

from django.test import Client

from comity.charter.models import CharterVersion
from tests.web.serving import confirm


def _nobody(_walk):
    return Client()


def _version(_walk):
    return {"version_id": CharterVersion.objects.get().id}


def _twice(walk):
    version = _version(walk)["version_id"]
    return {"before": version, "later": version}


def ways_to_charters(way):
    """Give the ways to the charter, which everybody can go."""
    return {
        "GET /charter": way("received", _nobody),
        "GET /charter/versions": way("received", _nobody),
        "GET /charter/versions/{version_id}": way("received", _nobody, _version),
        "GET /charter/versions/{before}/changes/{later}": way("received", _nobody, _twice),
    }


def ways_to_oneself(way, author):
    """Give the ways to what is kept about whoever asks."""

    def just_confirmed(walk):
        client = author(walk)
        confirm(client)
        return client

    return {
        "GET /me": way("received", author),
        "GET /me/export": way("received", just_confirmed),
    }
