"""Keeping what can be found in step with codes, bodies and communities.

The index is a copy of what is public already, so nobody's permission is asked and nothing is put
on record: whoever may change the thing itself has changed it.
"""

from collections.abc import Iterable

from django.db import transaction

from comity.bodies import queries as bodies
from comity.codes import queries as codes
from comity.communities import queries as communities
from comity.communities.queries import CommunityRow
from comity.search import rules
from comity.search.models import Entry, Word
from comity.search.rules import Sort

_AT_ONCE = 2000


@transaction.atomic
def index_code(*, community_id: str) -> None:
    """Index the code of a community that is in force, in place of what was indexed of it.

    Raises:
        NotFound: there is no such community.
    """
    community = communities.community(community_id)
    Entry.objects.filter(sort=Sort.PROVISION, place=community_id).delete()
    _write(_of_code(community))


@transaction.atomic
def index_community(*, community_id: str) -> None:
    """Index the names of a community.

    Raises:
        NotFound: there is no such community.
    """
    community = communities.community(community_id)
    Entry.objects.filter(sort=Sort.COMMUNITY, thing=community_id).delete()
    _write(_of_community(community))


@transaction.atomic
def index_body(*, body_id: str) -> None:
    """Index the names of a body.

    Raises:
        NotFound: there is no such body.
    """
    body = bodies.body(body_id)
    Entry.objects.filter(sort=Sort.BODY, thing=body_id).delete()
    _write(_of_body(body))


@transaction.atomic
def rebuild() -> int:
    """Index everything anew.

    Returns:
        How many entries there are: each thing counts once in each of its languages.
    """
    Word.objects.all().delete()
    Entry.objects.all().delete()
    with_codes = codes.communities_with_codes()
    nodes = [node.community for node in communities.tree()]
    for community in nodes:
        _write(_of_community(community))
        if community.id in with_codes:
            _write(_of_code(community))
    for body in bodies.every_body():
        _write(_of_body(body))
    return Entry.objects.count()


def _of_code(community: CommunityRow) -> list[Entry]:
    version = codes.code_in_force(community.id)
    if version is None:
        return []
    return [
        Entry(
            sort=Sort.PROVISION,
            place=community.id,
            thing=one.provision.id,
            slug=community.slug,
            language=language,
            title=text.title,
            text=rules.plain(text.body),
        )
        for one in codes.document(version.id).provisions
        for language, text in one.texts.items()
    ]


def _of_community(community: CommunityRow) -> list[Entry]:
    return [
        Entry(
            sort=Sort.COMMUNITY,
            place=community.id,
            thing=community.id,
            slug=community.slug,
            language=language,
            title=name,
        )
        for language, name in community.names_by_language.items()
    ]


def _of_body(body: bodies.BodyRow) -> list[Entry]:
    return [
        Entry(
            sort=Sort.BODY,
            place=body.community_id,
            thing=body.id,
            slug=body.slug,
            language=language,
            title=name,
        )
        for language, name in body.names_by_language.items()
    ]


def _write(entries: Iterable[Entry]) -> None:
    """Write entries and their words. A short name is found too, so that an address leads home."""
    written = Entry.objects.bulk_create(entries, batch_size=_AT_ONCE)
    words = []
    for entry in written:
        in_title = rules.kept(entry.title)
        if entry.sort != Sort.PROVISION:
            in_title |= rules.kept(entry.slug)
        words += [
            Word(entry=entry, word=word, in_title=word in in_title)
            for word in in_title | rules.kept(entry.text)
        ]
    Word.objects.bulk_create(words, batch_size=_AT_ONCE)
