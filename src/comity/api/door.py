"""What every call passes before it is answered: whose token it shows, how often, and once only."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja.operation import Operation
from ninja.security import HttpBearer

from comity.api.described import operation_name
from comity.api.errors import KeyNotUsable, TokenOpensNothing
from comity.api.limits import CALLS, UNCOUNTED, Caller
from comity.api.scopes import EVERYBODY, NO_TOKEN, SCOPES
from comity.people.actions import use_token
from comity.people.actions.answers import Call, begin, give_up, keep
from comity.people.errors import TokenUnknown
from comity.people.rules import require_scope

SHORTEST_KEY, LONGEST_KEY = 32, 255
BEARER = "bearer "
Run = Callable[..., HttpResponse]


class Token(HttpBearer):
    """A token that somebody made on their page, in the header and nowhere else."""

    def __call__(self, request: HttpRequest) -> AbstractBaseUser | None:
        """Say who sent the token; the door has looked at it."""
        found: AbstractBaseUser | None = getattr(request, "sent_by_token", None)
        return found

    def authenticate(self, request: HttpRequest, token: str) -> AbstractBaseUser | None:
        """Do as above: ninja wants the method."""
        del token
        return self(request)


def passed(run: Run) -> Run:
    """Let every call through the door."""
    operation: Operation = cast("Any", run).__self__
    name = operation_name(operation)

    @wraps(run)
    def through(request: HttpRequest, **given: Any) -> HttpResponse:  # noqa: ANN401, whatever the address holds
        try:
            sort, who = _who(request, operation, name)
            if name not in UNCOUNTED:
                CALLS.take(sort, who)
                if sort is Caller.RECEIPT:  # whoever makes receipts up would have no limit
                    CALLS.take(Caller.ANYBODY, "")
            call = _call(request, who)
            before = begin(call, now=timezone.now()) if call else None
        except Exception as error:  # noqa: BLE001, ninja tells refusals from faults
            return operation.api.on_exception(request, error)
        if before is not None:
            return _read(before)
        return _once(call, lambda: run(request, **given)) if call else run(request, **given)

    return through


def _who(request: HttpRequest, operation: Operation, name: str) -> tuple[Caller, str]:
    """Say who calls: the sort, and a keyed hash."""
    text = request.headers.get("Authorization", "")
    if text:
        return Caller.TOKEN, _tag(str(_shown(request, text, operation, name).pk))
    receipt = request.headers.get("Comity-Receipt", "")
    if receipt:
        return Caller.RECEIPT, _tag("receipt", receipt)
    if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
        return Caller.PERSON, _tag(str(request.user.pk))
    return Caller.ANYBODY, ""


def _shown(request: HttpRequest, text: str, operation: Operation, name: str) -> AbstractBaseUser:
    """Let somebody in with a token, without any keys.

    Raises:
        TokenUnknown: it is none.
        TokenOpensNothing: it was shown where tokens do not count.
        TokenForSomethingElse: it was made for other things.
    """
    if text[: len(BEARER)].lower() != BEARER:
        raise TokenUnknown
    person, scopes = use_token(text[len(BEARER) :].strip(), now=timezone.now())
    needed = SCOPES[name]
    if needed is NO_TOKEN:
        raise TokenOpensNothing
    is_open = not operation.auth_callbacks
    if needed is not EVERYBODY and not is_open:
        require_scope(needed, scopes)
    asker: Any = request
    asker.user = person if needed in scopes else AnonymousUser()
    asker.keyring = asker.receipt = None
    asker.sent_by_token = person if needed in scopes else None
    return person


def _call(request: HttpRequest, who: str) -> Call | None:
    """Read which call this is, where it changes something and can be sent again.

    Raises:
        KeyNotUsable: the key could be guessed, or is no plain text.
    """
    key = request.headers.get("Idempotency-Key", "")
    if not key or request.method in {"GET", "HEAD"}:
        return None
    if key.startswith('"') and key.endswith('"'):
        key = key[1:-1]
    plain = key.isascii() and key.isprintable()
    if not plain or not SHORTEST_KEY <= len(key) <= LONGEST_KEY:
        raise KeyNotUsable(field="Idempotency-Key")
    asked = f"{request.method} {request.get_full_path()} {request.body.hex()}"
    return Call(who, key, asked)


def _once(call: Call, run: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer, and keep the answer. A refusal is not kept, as nothing was done."""
    try:
        answer = run()
    except BaseException:
        give_up(call)
        raise
    if answer.status_code < 300:  # noqa: PLR2004, where what went well ends
        keep(call, _written(answer))
    else:
        give_up(call)
    return answer


def _written(answer: HttpResponse) -> bytes:
    head = {"status": answer.status_code, "type": answer.headers.get("Content-Type", "")}
    return json.dumps(head).encode() + b"\n" + answer.content


def _read(kept: bytes) -> HttpResponse:
    head, _, content = kept.partition(b"\n")
    said = json.loads(head)
    return HttpResponse(content, status=said["status"], content_type=said["type"])


def _tag(*parts: str) -> str:
    tag: str = settings.COMITY_KEYS.tag("who calls", *parts)
    return tag
