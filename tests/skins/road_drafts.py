"""The ways to drafts of codes, what is published of them, and policies beside codes."""

from django.test import Client

from comity.codes.actions import add_policy, publish_edition
from comity.codes.models import CodeVersion, DraftEdition, Policy
from tests.factories.codes import OPERATOR, draft, local
from tests.skins.operations import A_CODE, A_POLICY, MAPPED


def _nobody(_walk):
    return Client()


def _movement(walk):
    return {"slug": walk.story.house.movement.slug}


def _project(walk):
    return {"slug": walk.story.house.project.slug}


def _drafted(walk):
    draft(local(), community=walk.story.house.project)


def _the_draft(walk):
    project = walk.story.house.project
    return {"version_id": CodeVersion.objects.get(code__community=project).id}


def _published(walk):
    _drafted(walk)
    publish_edition(**_the_draft(walk), by=OPERATOR, now=walk.story.now)


def _edition(_walk):
    return {"edition_id": DraftEdition.objects.get().id}


def _with_policy(walk):
    add_policy(
        community_id=walk.story.house.movement.id,
        **A_POLICY,
        address="",
        licence="",
        by=OPERATOR,
        now=walk.story.now,
    )


def _policy(_walk):
    return {"policy_id": Policy.objects.get().id}


def ways_to_policies(way, author):
    """Give the ways to policies beside codes."""

    def typed(_walk):
        return A_POLICY

    def mapped(_walk):
        return MAPPED

    def provision(walk):
        return _policy(walk) | {"provision_id": "respect"}

    return {
        "GET /policies/of/{slug}": way("received", _nobody, _movement),
        "POST /policies/of/{slug}": way("received", author, _movement, typed),
        "GET /policies/{policy_id}": way("received", _nobody, _policy, before=_with_policy),
        "DELETE /policies/{policy_id}": way("received", author, _policy, before=_with_policy),
        "PUT /policies/{policy_id}/provisions/{provision_id}": way(
            "received", author, provision, mapped, _with_policy
        ),
    }


def ways_to_drafts(way, author):
    """Give the ways to drafts, of which everybody can read what is published."""

    def from_template(_walk):
        return {"template": "shipped-movement"}

    def whole(_walk):
        return {"toml": A_CODE}

    return {
        "GET /codes/editions/{edition_id}": way("received", _nobody, _edition, before=_published),
        "POST /codes/versions/{version_id}/editions": way(
            "received", author, _the_draft, before=_drafted
        ),
        "DELETE /codes/{slug}/draft": way("received", author, _project, before=_drafted),
        "GET /codes/{slug}/templates": way("received", _nobody, _movement),
        "GET /codes/{slug}/editions": way("received", _nobody, _movement),
        "GET /codes/{slug}/draft": way("received", author, _project, before=_drafted),
        "POST /codes/{slug}/draft": way("received", author, _movement, from_template),
        "PUT /codes/{slug}/draft": way("received", author, _movement, whole),
    }
