"""Asking at the pages of consultations."""

import re
from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comity.codes import actions as codes
from comity.consultation.actions import opinion_maps
from comity.consultation.models import Round
from comity.consultation.rules.kinds import RoundKind, RoundState
from comity.record.actions import run_due
from tests.factories import codes as code_factory
from tests.factories import consultations as make
from tests.factories.communities import CommunityFactory
from tests.factories.people import NOW

WEEK = timedelta(days=7)


def url(name, *parts):
    return reverse(f"consultation:{name}", args=[getattr(one, "id", one) for one in parts])


def round_url(name, round_, *parts):
    return url(name, round_.consultation_id, round_, *parts)


def at(asked, rest):
    """Give the address of a page of a consultation."""
    return f"/en/consultations/{asked.found.id}/{rest}"


def close(round_):
    """Close a round and draw no map of it."""
    Round.objects.filter(id=round_.id).update(state=RoundState.CLOSED)


def draw(round_, by):
    """Have the opinion map of a round drawn."""
    opinion_maps.ask_for_map(round_id=round_.id, by=by, now=NOW)
    run_due(now=NOW)


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def about_a_text(**changes):
    """Open a round on a published draft of a code of two provisions."""
    community = CommunityFactory()
    draft = code_factory.draft(code_factory.local(code_factory.KINDNESS), community=community)
    edition = codes.publish_edition(version_id=draft.id, by=code_factory.OPERATOR, now=NOW)
    found = make.consultation(community, code_id=edition.code_id)
    return make.opened(found, kind=RoundKind.TEXT, edition_id=edition.id, **changes)


def day(ahead):
    return (timezone.now() + timedelta(days=ahead)).date().isoformat()


def once(page):
    return re.search(r'name="once" value="([0-9a-f]+)"', page.content.decode())[1]


def typed(client, round_, **changes):
    """Fill in the form of a round as it is shown."""
    page = client.get(url("contribute", round_.consultation_id, round_))
    return {"text": "By the river.", "language": "English", "once": once(page), **changes}


def send(client, round_, **changes):
    asked = typed(client, round_, **changes)
    return client.post(url("contribute", round_.consultation_id, round_), asked)
