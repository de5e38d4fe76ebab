"""How allauth is bent to our rules."""

import base64
from io import BytesIO
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from comity.kernel.actors import ANYONE
from comity.people.actions import note_registered
from comity.people.freshness import is_fresh
from comity.web.people.guesses import ask_for_a_try, folded, forget_tries

SEALED_FOR = "second factor"
SIGN_IN = "sign in"
HERE = "Comity"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts without addresses, each with a line on the record."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "enter_current_password": _("This is not the password you have now."),
        "incorrect_password": _("This is not your password."),
        "username_password_mismatch": _(
            "The user name and the password do not belong together. Check both."
        ),
        "username_taken": _("Somebody already has this name. Choose another."),
    }

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:  # noqa: ANN401, FBT001, FBT002, allauth's signature
        """Save a person who signed up, in the language they read."""
        user.language = get_language() or settings.LANGUAGE_CODE
        saved = super().save_user(request, user, form, commit)
        if commit:
            note_registered(person_id=saved.pk, by=ANYONE, now=timezone.now())
        return saved

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:  # noqa: ANN401, allauth's signature
        """Check a password, a few times, and answer alike whether or not there is such a name.

        Raises:
            ValidationError: it was wrong too often.
        """
        who = folded(credentials.get("username", ""))
        ask_for_a_try(SIGN_IN, who)
        person = super().authenticate(request, **credentials)
        if person is not None:
            forget_tries(SIGN_IN, who)
        return person

    def is_ajax(self, request: HttpRequest) -> bool:
        """Answer every page as a page."""
        del request
        return False

    def is_reauthentication_required(self, *, app: str, **rest: object) -> bool:
        """Ask once more by our rule, which stands in ``stepup``, for whatever part of allauth."""
        del app, rest
        return not is_fresh(self.request)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:  # noqa: ANN401, allauth's signature
        """Name the ways to confirm, in words that say what one needs for them."""
        named = {
            "reauthenticate": _("Type your password"),
            "mfa_reauthenticate": _("Type a code from your app, or a recovery code"),
            "mfa_reauthenticate:webauthn": _("Use a passkey"),
        }
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [way | {"description": named[way["id"]]} for way in ways]

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send nothing: allauth knows no addresses here."""


class SealedSecrets(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Secrets of the second factor, sealed to the service."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is wrong, or it was used already. Wait for the next one."),
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret before it is stored."""
        return base64.b64encode(settings.COMITY_KEYS.seal(SEALED_FOR, text.encode())).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a stored secret."""
        return settings.COMITY_KEYS.open(SEALED_FOR, base64.b64decode(encrypted_text)).decode()

    def build_totp_svg(self, url: str) -> str:
        """Draw what an app photographs, with the quiet border that cameras need."""
        drawn = BytesIO()
        segno.make(url, error="m", micro=False).save(
            drawn, kind="svg", xmldecl=False, border=4, light="#fff"
        )
        return drawn.getvalue().decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Say to which site a passkey belongs: the host, and the name that its browser shows."""
        site: dict[str, str] = super().get_public_key_credential_rp_entity()
        return site | {"name": HERE}
