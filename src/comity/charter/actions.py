"""Everything that changes which charter is in force."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from comity.access.queries import require
from comity.access.rules import Permission
from comity.charter import queries, rules
from comity.charter.errors import (
    CharterAlreadyInForce,
    CharterChangedMeanwhile,
    WrongInstallation,
)
from comity.charter.facts import (
    CharterAdopted,
    CharterCarriedOver,
    InstallationMarked,
    LocalCharterAdopted,
)
from comity.charter.models import CharterVersion, Installation
from comity.kernel.actors import Actor
from comity.kernel.errors import NotPermitted
from comity.kernel.spans import day_of
from comity.record.actions import record


@transaction.atomic
def mark_installation(*, use: str, by: Actor, now: datetime) -> Installation:
    """Mark what this database is for. Marking it the same way again changes nothing.

    Args:
        use: ``sandbox`` or ``production``.
        by: an operator; nobody else could know.
        now: the moment.

    Raises:
        WrongInstallation: it was marked for the other use.
    """
    require(by, Permission.CHARTER_ADOPT, on="")
    marked = queries.installation()
    if marked is None:
        marked = Installation.objects.create(use=use, marked_on=day_of(now))
        record(InstallationMarked(subject=marked.id, use=use), by=by, now=now)
    if marked.use != use:
        raise WrongInstallation(kind=marked.use)
    return marked


@transaction.atomic
def adopt_charter(
    *, text: str, by: Actor, now: datetime, on_top_of: int | None = None
) -> CharterVersion:
    """Put a charter of the whole movement in force.

    Charters of communities are carried over to stand on it: where it is stricter than they are,
    it counts. Cases keep the version they were opened under.

    Args:
        text: TOML, as ``rules.read`` wants it.
        by: somebody who may adopt charters here.
        now: the moment.
        on_top_of: the number of the version that ``by`` compared it with; None for no comparison.

    Raises:
        WrongInput: one thing in the text is wrong; its line and key are named.
        SeveralProblems: several things are.
        CharterAlreadyInForce: it is the charter in force, word for word.
        CharterChangedMeanwhile: another version was adopted since it was compared.
    """
    marked = Installation.objects.select_for_update().first()
    if marked is None:
        raise NotPermitted(permission=Permission.CHARTER_ADOPT)
    require(by, Permission.CHARTER_ADOPT, on=marked)
    charter = rules.read(text)
    last = _last(queries.MOVEMENT)
    _refuse_overtaken(last, on_top_of)
    if last is not None and last.hash == charter.hash:
        raise CharterAlreadyInForce(number=last.number)
    version = CharterVersion.objects.create(
        number=last.number + 1 if last else 1,
        text=text,
        hash=charter.hash,
        adopted_on=day_of(now),
    )
    fact = CharterAdopted(subject=version.id, number=version.number, hash=version.hash)
    record(fact, by=by, now=now)
    if last is not None:
        _carry_over({last.id: version.id}, by=by, now=now)
    return version


@transaction.atomic
def adopt_local_charter(
    *,
    path: Sequence[str],
    below: Collection[str],
    text: str,
    by: Actor,
    now: datetime,
    on_top_of: int | None = None,
) -> CharterVersion:
    """Put a community's own charter in force there and in everything below it.

    Args:
        path: ids of the community and of everything above it, itself first.
        below: ids of everything below it.
        text: TOML that holds only what the community changes.
        by: somebody who may adopt charters in that community.
        now: the moment.
        on_top_of: the number of the community's version that ``by`` compared it with, 0 for none
            before; None for no comparison.

    Raises:
        NotPermitted: ``by`` may not, or it is the movement, whose charter is no community's own.
        NoCharter: the movement has none yet.
        WrongInput: one number is weaker than above, or one thing is wrong.
        SeveralProblems: several are: a finding for each number.
        CharterAlreadyInForce: it says what is in force there already.
        CharterChangedMeanwhile: another version was adopted since it was compared.
    """
    here, above = path[0], path[1:]
    Installation.objects.select_for_update().first()
    require(by, Permission.CHARTER_ADOPT, on=here)
    if not above:
        raise NotPermitted(permission=Permission.CHARTER_ADOPT)
    floor = queries.effective_charter(above)
    charter = rules.read_local(text, floor, community_id=here)
    last = _last(here)
    _refuse_overtaken(last, on_top_of)
    if last is not None and last.hash == charter.hash:
        raise CharterAlreadyInForce(number=last.number)
    version = _stand(here, text, floor.version_id, last, now)
    fact = LocalCharterAdopted(
        subject=version.id, community=here, number=version.number, hash=version.hash
    )
    record(fact, by=by, now=now)
    _carry_over({last.id if last else floor.version_id: version.id}, by=by, now=now, among=below)
    return version


def _carry_over(
    moved: dict[str, str], *, by: Actor, now: datetime, among: Collection[str] | None = None
) -> None:
    """Let every charter that stood on a version stand on the one that took its place.

    Args:
        moved: versions and what took their place; those that are carried over are added.
        by: whoever adopted the first of them.
        now: the moment.
        among: ids of the communities that can be concerned; None for all of them.
    """
    while True:
        own = CharterVersion.objects.exclude(community_id=queries.MOVEMENT).order_by("number")
        newest = {one.community_id: one for one in own}
        standing = [
            one
            for place, one in sorted(newest.items())
            if one.above_id in moved and (among is None or place in among)
        ]
        if not standing:
            return
        for one in standing:
            carried = _stand(one.community_id, one.text, moved[one.above_id], one, now)
            moved[one.id] = carried.id
            fact = CharterCarriedOver(
                subject=carried.id,
                community=one.community_id,
                number=carried.number,
                hash=carried.hash,
            )
            record(fact, by=by, now=now)


def _stand(
    community_id: str, text: str, above_id: str, last: CharterVersion | None, now: datetime
) -> CharterVersion:
    """Keep a community's text as standing on a version above it."""
    charter = rules.overlay(
        text, queries.charter(above_id), community_id=community_id, version_id=""
    )
    return CharterVersion.objects.create(
        community_id=community_id,
        above_id=above_id,
        number=last.number + 1 if last else 1,
        text=text,
        hash=charter.hash,
        adopted_on=day_of(now),
    )


def _last(community_id: str) -> CharterVersion | None:
    return CharterVersion.objects.filter(community_id=community_id).order_by("-number").first()


def _refuse_overtaken(last: CharterVersion | None, on_top_of: int | None) -> None:
    """Refuse to put a text on top of another one than whoever adopts it has seen."""
    number = last.number if last else 0
    if on_top_of is not None and on_top_of != number:
        raise CharterChangedMeanwhile(number=number)
