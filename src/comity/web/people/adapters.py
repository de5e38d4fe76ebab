"""How allauth is bent to our rules."""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from comity.kernel.actors import ANYONE
from comity.people.actions import note_registered
from comity.web.people.stepup import is_fresh

SEALED_FOR = "second factor"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts without addresses, each with a line on the record."""

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:  # noqa: ANN401, FBT001, FBT002, allauth's signature
        """Save a person who signed up, in the language they read."""
        user.language = get_language() or settings.LANGUAGE_CODE
        saved = super().save_user(request, user, form, commit)
        if commit:
            note_registered(person_id=saved.pk, by=ANYONE, now=timezone.now())
        return saved

    def is_reauthentication_required(self, *, app: str, **rest: object) -> bool:
        """Ask once more by our rule, which stands in ``stepup``, for whatever part of allauth."""
        del app, rest
        return not is_fresh(self.request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send nothing: allauth knows no addresses here."""


class SealedSecrets(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Secrets of the second factor, sealed to the service."""

    def encrypt(self, text: str) -> str:
        """Seal a secret before it is stored."""
        return base64.b64encode(settings.COMITY_KEYS.seal(SEALED_FOR, text.encode())).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a stored secret."""
        return settings.COMITY_KEYS.open(SEALED_FOR, base64.b64decode(encrypted_text)).decode()
