"""The ways to the operations about wikis, at whatever stop a case has come to."""

from comity.access.models import Grant
from comity.access.rules import Permission
from comity.wikis.queries import every_wiki
from tests.factories.people import PersonFactory
from tests.factories.wikis import SharedLoginFactory
from tests.skins.operations import OPERATIONS
from tests.web.serving import at_browser, confirm


def keeper(_walk):
    """Sign in somebody who looks after every wiki, and decides who can edit there."""
    person = PersonFactory()
    for wiki in every_wiki():
        for permission in (Permission.WIKI_CONNECT, Permission.SIGNING_REQUIRE):
            Grant.objects.create(person_id=person.id, permission=permission, on=wiki.community_id)
    client = at_browser(person)
    confirm(client)
    return client


def _wiki(_walk):
    return {"slug": every_wiki()[0].community.slug}


def _sharing(walk):
    return OPERATIONS["POST /shared-logins"].typed | {"community": _wiki(walk)["slug"]}


def _shared_login(_walk):
    return {"login_id": SharedLoginFactory(community=every_wiki()[0].community).id}


def _sent(typed):
    return lambda _walk: typed


def ways_to_wikis(way):
    """List the ways; ``way`` makes one from its stop, its caller, its address and what is sent."""
    typed = {
        "POST /wikis/{slug}": {"api_url": "https://wiki.invalid/api.php", "secret": "a token"},
        "POST /wikis/{slug}/signing/group": {"keeps": True},
        "POST /wikis/{slug}/signing/refusal": {"refuses": False, "reason": "Because."},
    }
    about_one = [name for name in OPERATIONS if "/wikis/{slug}" in name]
    return {
        "GET /shared-logins": way("received", keeper),
        "POST /shared-logins": way("received", keeper, typed=_sharing),
        "POST /shared-logins/{login_id}/drop": way("received", keeper, _shared_login),
        "GET /wikis": way("received", keeper),
        **{name: way("received", keeper, _wiki, _sent(typed.get(name, {}))) for name in about_one},
    }
