"""The draft of a community as its authors find it, with what would keep it from being frozen."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from comity.access.queries import require
from comity.access.rules import Permission
from comity.codes import queries
from comity.codes.queries import Edition, ToldFinding, Version
from comity.codes.rules.documents import Document, Level
from comity.codes.rules.floor import contradictions
from comity.codes.rules.names import Above
from comity.communities import queries as communities
from comity.communities.queries import CommunityRow
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound
from comity.people.queries import actor
from comity.web.codes import told


@dataclass(frozen=True, slots=True)
class Opened:
    """A draft that somebody may edit.

    Attributes:
        by: who.
        community: whose code it is.
        version: the draft.
        document: what it says.
        above: the names of the codes above.
    """

    by: Actor
    community: CommunityRow
    version: Version
    document: Document
    above: Above

    @property
    def language(self) -> str:
        """Tell in which language its words will be agreed."""
        return self.document.source_language


@dataclass(frozen=True, slots=True)
class Faults:
    """What would keep a draft from being frozen.

    Attributes:
        below: where it falls below what binds above its community, by provision.
        clashes: where it forbids what it also asks for or grants, by provision.
    """

    below: Mapping[str, Sequence[ToldFinding]]
    clashes: Mapping[str, Sequence[ToldFinding]]

    @property
    def count(self) -> int:
        """Count the places."""
        return sum(len(found) for found in (*self.below.values(), *self.clashes.values()))

    def of(self, provision_id: str) -> list[ToldFinding]:
        """List what is wrong with one provision."""
        return [*self.below.get(provision_id, ()), *self.clashes.get(provision_id, ())]


def editor_of(request: HttpRequest, slug: str) -> tuple[Actor, CommunityRow]:
    """Find a community whose code somebody may edit.

    Raises:
        NotSignedIn: nobody in particular asks.
        NotFound: there is no such community.
        NotPermitted: they may not.
    """
    by = actor(request.user)
    community = communities.by_slug(slug)
    require(by, Permission.CODE_EDIT, on=community.id)
    return by, community


def opened(request: HttpRequest, slug: str) -> Opened:
    """Find the draft that somebody wants to edit.

    Raises:
        NotSignedIn: nobody in particular asks.
        NotFound: there is no such community, or it has no draft.
        NotPermitted: they may not edit it.
    """
    by, community = editor_of(request, slug)
    version = queries.draft_of(community.id, seen_by=by)
    if version is None:
        raise NotFound
    document = queries.document(version.id, seen_by=by)
    return Opened(by, community, version, document, queries.names_above(community.id))


def faults(draft: Opened) -> Faults:
    """Hold a draft against the floor and against itself."""
    below: dict[str, list[ToldFinding]] = defaultdict(list)
    clashes: dict[str, list[ToldFinding]] = defaultdict(list)
    names, language = draft.document.words, told.reader()
    if draft.document.level is Level.LOCAL:
        try:
            found = queries.floor_findings(draft.version.id, seen_by=draft.by)
        except NotFound:  # nothing is in force above it yet
            found = None
        if found:
            names = found.code.words
            for one in found.findings:
                below[one.local_id].append(queries.tell(one, names, language))
    known = draft.document.vocabulary.joined(draft.above.vocabulary)
    for one in contradictions(draft.document.code, known):
        sentence = queries.tell(one, names, language)
        clashes[one.floor_id].append(sentence)
        clashes[one.local_id].append(sentence)
    return Faults(below, clashes)


def last_edition(draft: Opened) -> Edition | None:
    """Find the edition of a draft that was published last."""
    return next(iter(queries.editions(draft.version.id)), None)


def trail(community: CommunityRow) -> list[tuple[str, str]]:
    """Lead from the movement down to the community whose code this is."""
    path = communities.ancestors(community.id)
    return [(one.name, told.community_url(one)) for one in reversed(path)]
