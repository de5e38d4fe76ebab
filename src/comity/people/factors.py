"""What allauth stores of second factors, made to say less.

Its table would tell to the second when somebody set up and last used theirs, and would name the
device behind a passkey. Here a moment is cut to its day, the last use is not kept at all, and what
a factor consists of is sealed to the service while it lies in the table.
"""

import json
from base64 import b64decode, b64encode
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models.signals import post_init, post_save, pre_save

SEALED_FOR = "second factor"
SEALED = "sealed"


def watch() -> None:
    """Have every second factor pass through here on its way into the table and out of it."""
    pre_save.connect(_say_less, Authenticator, dispatch_uid="comity.people.factors")
    for signal in (post_init, post_save):
        signal.connect(_open, Authenticator, dispatch_uid="comity.people.factors")


def _say_less(instance: Authenticator, **_rest: Any) -> None:  # noqa: ANN401, Django's
    instance.created_at = instance.created_at.replace(hour=0, minute=0, second=0, microsecond=0)
    instance.last_used_at = None
    plain = json.dumps(instance.data).encode()
    sealed = settings.COMITY_KEYS.seal(SEALED_FOR, plain)
    instance.data = {SEALED: b64encode(sealed).decode()}


def _open(instance: Authenticator, **_rest: Any) -> None:  # noqa: ANN401, Django's
    # A row may be read without this column; what older versions wrote is not sealed as a whole.
    kept = instance.__dict__.get("data")
    if isinstance(kept, dict) and SEALED in kept:
        plain = settings.COMITY_KEYS.open(SEALED_FOR, b64decode(kept[SEALED]))
        instance.data = json.loads(plain)
