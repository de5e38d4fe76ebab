"""Putting a frozen version in force: what binds now, what will, and for whom."""

from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comity.access.queries import require
from comity.access.rules import Permission
from comity.codes import actions, queries
from comity.codes.queries import State, Version
from comity.codes.queries.comparing import compare
from comity.codes.queries.reviews import touched
from comity.codes.queries.versions import seen
from comity.codes.rules.review import Verdict
from comity.communities import queries as communities
from comity.communities.queries import CommunityRow
from comity.consultation.queries import rounds
from comity.consultation.rules.kinds import Stage
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound
from comity.people.queries import actor
from comity.web.acting import done
from comity.web.codes import told
from comity.web.codes.drafts.forms import Sure
from comity.web.codes.floor.judges import Waiting, asked_of, waiting
from comity.web.codes.words import CHANGES, STATES, TENDENCIES
from comity.web.pages import sent, show
from comity.web.people.stepup import confirmed_recently

Tag = tuple[Promise | str, str]


@dataclass(frozen=True, slots=True)
class Changed:
    """What another version changes in the one that binds, in a few numbers.

    Attributes:
        kinds: what happens to provisions, as tags, each with how many.
        tendency: which way all of it goes, as a tag.
        url: of the redline.
    """

    kinds: list[tuple[Tag, int]]
    tendency: Tag
    url: str


@dataclass(frozen=True, slots=True)
class Held:
    """What keeps a version from binding, as far as it can be known before.

    Attributes:
        below: in how many places it falls below the floor of today.
        judged: how many of its words people judged below the floor.
        waits: about words that nobody has judged; none where no words wait.
    """

    below: int = 0
    judged: int = 0
    waits: Waiting | None = None


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed_recently
def put_in_force(request: HttpRequest, slug: str, version_id: str) -> HttpResponse:
    """Let a frozen version bind, in place of the one that does."""
    by, community = actor(request.user), communities.by_slug(slug)
    version = queries.version(version_id, seen_by=by)
    if version.community_id != community.id:
        raise NotFound
    require(by, Permission.CODE_PUT_IN_FORCE, on=community.id)
    form = Sure(sent(request))
    act = partial(actions.put_in_force, version_id=version.id, by=by, now=timezone.now())
    if form.is_valid() and done(form, act):
        messages.success(
            request, _("The version is in force. From now on it binds, and everybody can read it.")
        )
        return redirect("codes:community_code", slug)
    current = queries.code_in_force(community.id)
    below = communities.below(community.id)
    own = queries.communities_with_codes()
    return show(
        request,
        "codes/drafts/put_in_force.html",
        form,
        community=community,
        trail=told.trail(community),
        version=version,
        title=told.in_words(version.title),
        state=STATES[version.state],
        can=version.state == State.FROZEN,
        current=current,
        current_title=told.in_words(current.title) if current else "",
        changed=_changed(community, current, version),
        held=_held(community, version, by),
        below=len(below),
        own=sum(one.id in own for one in below),
        asked=[
            (one.id, told.in_words(one.title))
            for one in rounds.consultations(community_id=community.id)
            if one.code_id == version.code_id and one.stage is Stage.RUNNING
        ],
    )


def _changed(community: CommunityRow, current: Version | None, version: Version) -> Changed | None:
    """Compare what binds with what will; nothing where nothing binds or this is what does."""
    if current is None or current.id == version.id:
        return None
    found = compare(current.id, version.id, language=told.reader()).summary
    return Changed(
        [(CHANGES[kind], count) for kind, count in found.kinds.items()],
        TENDENCIES[found.tendency],
        reverse("codes:redline", args=[community.slug, current.id, version.id]),
    )


def _held(community: CommunityRow, version: Version, by: Actor) -> Held:
    """Hold a frozen local version against the floor of today, and look who judged its words."""
    if community.parent_id is None or version.state != State.FROZEN:
        return Held()
    try:
        below = len(queries.floor_findings(version.id, seen_by=by).findings)
    except NotFound:  # nothing is in force above it yet
        return Held()
    today, words = timezone.now().date(), touched(seen(version.id, by))
    return Held(
        below,
        sum(one.review is not None and one.review.verdict == Verdict.BELOW for one in words),
        waiting(community.id, asked_of(words, on=today), by, on=today),
    )
