"""Who has signed what."""

from dataclasses import dataclass
from datetime import date

from comity.codes import queries as codes
from comity.codes.rules.redline import Change
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotFound
from comity.people.rules import AccountRef
from comity.signup.models import Signature
from comity.signup.rules import GateAnswer


@dataclass(frozen=True, slots=True)
class Signed:
    """One signature, as its signer sees it.

    Attributes:
        version: what was signed.
        basis: on what ground.
        signed_on: the day.
        language: in which they read it.
    """

    version: codes.Version
    basis: str
    signed_on: date
    language: str


@dataclass(frozen=True, slots=True)
class ToSign:
    """What somebody is asked to sign, and how it differs from what they signed before.

    Attributes:
        version: the one in force.
        before: their newest signature of an earlier version of this code.
        signed: their signature of the version in force.
        changes: from the earlier version to this one; none on the first signature.
    """

    version: codes.Version
    before: Signed | None
    signed: Signed | None
    changes: tuple[Change, ...]


def gate(account: AccountRef) -> GateAnswer:
    """Answer whether an account is bound by the movement's code as it stands.

    Two look-ups by index, whatever the number of signatures; who is unknown
    here gets the same answer as who has not signed.

    Raises:
        NotFound: no code is in force.
    """
    in_force = codes.universal_in_force()
    if in_force is None:
        raise NotFound
    code_id, number = in_force
    theirs = Signature.objects.filter(
        person__accounts__provider=account.provider, person__accounts__subject=account.subject
    )
    as_account = Signature.objects.filter(
        person=None, provider=account.provider, subject=account.subject
    )
    # One "or" over both would read the whole table; a union uses the index of each.
    rows = [
        one.filter(version__code=code_id).values_list("version__number", "basis", "signed_on")
        for one in (theirs, as_account)
    ]
    newest = max(rows[0].union(rows[1], all=True), default=None)
    if newest is None:
        return GateAnswer(version=number)
    signed_version, basis, signed_on = newest
    return GateAnswer(
        version=number, signed_version=signed_version, basis=basis, signed_on=signed_on
    )


def to_sign(community_id: str, *, language: str, seen_by: Actor | None) -> ToSign:
    """Say what somebody would sign in a community.

    Args:
        community_id: whose code it is.
        language: of the reader, for the comparison.
        seen_by: who is asked; nobody in particular has signed nothing.

    Raises:
        NotFound: no code is in force there.
    """
    version = codes.code_in_force(community_id)
    if version is None:
        raise NotFound
    mine = [one for one in signatures(seen_by) if one.version.code_id == version.code_id]
    signed = next((one for one in mine if one.version.id == version.id), None)
    before = next((one for one in mine if one.version.number < version.number), None)
    changes: tuple[Change, ...] = ()
    if before is not None:
        changes = codes.redline(before.version.id, version.id, language=language)
    return ToSign(version, before, signed, changes)


def signatures(seen_by: Actor | None) -> list[Signed]:
    """List somebody's own signatures, the newest version of each code first."""
    if seen_by is None or seen_by.kind is not ActorKind.PERSON:
        return []
    rows = Signature.objects.filter(person=seen_by.id).order_by("-version__number")
    return [
        Signed(codes.version(row.version_id), row.basis, row.signed_on, row.language)
        for row in rows
    ]
