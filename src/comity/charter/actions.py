"""Everything that changes which charter is in force."""

from datetime import datetime

from django.db import transaction

from comity.access.queries import require
from comity.access.rules import Permission
from comity.charter import queries, rules
from comity.charter.errors import CharterAlreadyInForce, WrongInstallation
from comity.charter.facts import CharterAdopted, InstallationMarked
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
def adopt_charter(*, text: str, by: Actor, now: datetime) -> CharterVersion:
    """Put a charter in force.

    Args:
        text: TOML, as ``rules.read`` wants it.
        by: somebody who may adopt charters here.
        now: the moment.

    Raises:
        WrongInput: one thing in the text is wrong; its line and key are named.
        SeveralProblems: several things are.
        CharterAlreadyInForce: it is the charter in force, word for word.
    """
    marked = Installation.objects.select_for_update().first()
    if marked is None:
        raise NotPermitted(permission=Permission.CHARTER_ADOPT)
    require(by, Permission.CHARTER_ADOPT, on=marked)
    charter = rules.read(text)
    last = CharterVersion.objects.order_by("-number").first()
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
    return version
