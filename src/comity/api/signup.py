"""Signatures over the API, and the gate that other systems ask."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status

from comity.api.pages import USUAL, After, Limit, Page, page_of
from comity.people.queries import actor
from comity.signup import actions, queries
from comity.signup.rules import read_account

router = Router(tags=["signatures"])


class GateOut(Schema):
    """Whether an account is bound by the code as it stands."""

    account: str
    signed: bool
    version: int
    signed_version: int
    basis: str
    signed_on: date | None


class SignIn(Schema):
    """What is signed: the version that was read, in which language."""

    community: str
    version: str
    language: str


class SignedOut(Schema):
    """A signature."""

    version: int
    basis: str
    signed_on: date
    language: str


@router.get("/{account}", response=GateOut, auth=None)
def gate(request: HttpRequest, account: str) -> object:
    """Tell whether an account, written as ``wiki:123``, has signed the version in force."""
    del request
    answer = queries.gate(read_account(account))
    return GateOut(
        account=account,
        signed=answer.signed,
        version=answer.version,
        signed_version=answer.signed_version,
        basis=answer.basis,
        signed_on=answer.signed_on,
    )


@router.get("", response=Page[SignedOut])
def mine(request: HttpRequest, after: After = "", limit: Limit = USUAL) -> object:
    """List one's own signatures."""
    found = queries.signature_rows(actor(request.user))
    return page_of(request, found, after, limit, show=_signed)


@router.post("", response={201: SignedOut})
def sign(request: HttpRequest, signing: SignIn) -> object:
    """Sign the version in force of a community's code."""
    signature = actions.sign(
        community_id=signing.community,
        version_id=signing.version,
        language=signing.language,
        by=actor(request.user),
        now=timezone.now(),
    )
    signed = SignedOut(
        version=signature.version.number,
        basis=signature.basis,
        signed_on=signature.signed_on,
        language=signature.language,
    )
    return Status(201, signed)


def _signed(one: queries.SignatureRow) -> SignedOut:
    return SignedOut(
        version=one.version.number,
        basis=one.basis,
        signed_on=one.signed_on,
        language=one.language,
    )
