"""Signing a version of a code."""

from datetime import datetime

from django.db import IntegrityError, transaction

from comity.codes import queries as codes
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotPermitted
from comity.kernel.spans import day_of
from comity.people.rules import AccountRef
from comity.record.actions import record
from comity.signup.errors import AlreadySigned, AnotherVersionNow, NothingToSign
from comity.signup.facts import CodeSigned
from comity.signup.models import Signature
from comity.signup.rules import Basis


@transaction.atomic
def sign(
    *, community_id: str, version_id: str, language: str, by: Actor, now: datetime
) -> Signature:
    """Agree, in so many words, to the version in force of a community's code.

    Args:
        community_id: whose code it is.
        version_id: the version that was read, which must still be the one in force.
        language: in which it was read.
        by: who signs; only people sign for themselves.
        now: the moment of signing.

    Raises:
        NotPermitted: ``by`` is nobody who can sign.
        NothingToSign: no code is in force.
        AnotherVersionNow: another version came into force meanwhile.
        AlreadySigned: they have signed it before.
    """
    if by.kind is not ActorKind.PERSON:
        raise NotPermitted
    version = codes.code_in_force(community_id)
    if version is None:
        raise NothingToSign
    if version.id != version_id:
        raise AnotherVersionNow
    signature = Signature(
        version_id=version.id,
        person_id=by.id,
        basis=Basis.EXPLICIT,
        language=language,
        signed_on=day_of(now),
    )
    _save(signature)
    fact = CodeSigned(subject=version.id, signer=by.id, basis=Basis.EXPLICIT, language=language)
    record(fact, by=by, now=now)
    return signature


@transaction.atomic
def note_acceptance(
    *, version_id: str, account: AccountRef, language: str, by: Actor, now: datetime
) -> Signature:
    """Note that an account elsewhere is bound through Terms of Use that embed a version.

    Raises:
        NotPermitted: only whoever runs the machine tells what a wiki's terms say.
        AlreadySigned: it is noted already.
    """
    if by.kind is not ActorKind.OPERATOR:
        raise NotPermitted
    signature = Signature(
        version_id=codes.version(version_id).id,
        provider=account.provider,
        subject=account.subject,
        basis=Basis.TERMS_OF_USE,
        language=language,
        signed_on=day_of(now),
    )
    _save(signature)
    fact = CodeSigned(
        subject=version_id,
        signer=f"{account.provider}:{account.subject}",
        basis=Basis.TERMS_OF_USE,
        language=language,
    )
    record(fact, by=by, now=now)
    return signature


def _save(signature: Signature) -> None:
    try:
        with transaction.atomic():
            signature.save(force_insert=True)
    except IntegrityError as problem:
        raise AlreadySigned from problem
