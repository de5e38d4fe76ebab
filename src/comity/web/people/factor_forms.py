"""The forms of second factors, as allauth wants them, with our words and our counting."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.forms import (
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from allauth.mfa.webauthn.internal import auth as webauthn
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comity.web.people.guesses import ask_for_a_try, forget_tries, use_once

CODE = "second step"
LONGEST_NAME = 60
WRONG = "incorrect_code"
UNREADABLE = (AttributeError, KeyError, TypeError, ValueError, ValidationError)
"""What allauth and its library raise at something that is no passkey's answer."""


def _digits(label: Any) -> forms.CharField:  # noqa: ANN401, a text in whatever language is read
    return forms.CharField(
        label=label,
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "dir": "ltr", "spellcheck": "false"}
        ),
    )


class _Code(AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    """A code from an app, or a recovery code."""

    code = _digits(gettext_lazy("The code"))

    def clean_code(self) -> str:
        """Find the factor whose code this is. Several are tried, and it is one try.

        Raises:
            ValidationError: it is nobody's, was used already, or was wrong too often.
        """
        ask_for_a_try(CODE, self.user.pk)
        code = "".join(self.cleaned_data["code"].split())
        factors = Authenticator.objects.filter(user=self.user)
        for factor in factors.exclude(type=Authenticator.Type.WEBAUTHN):
            if factor.wrap().validate_code(code) and use_once(CODE, f"{self.user.pk} {code}"):
                factor.user = self.user
                self.authenticator = factor
                forget_tries(CODE, self.user.pk)
                return code
        raise get_adapter().validation_error(WRONG)


class SecondStep(_Code):
    """Signing in: after the password."""


class ConfirmByCode(_Code, ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    """Confirming that it is still the same person."""


class SetUpApp(ActivateTOTPForm):  # type: ignore[misc]  # allauth has no types
    """The first code of an app, which shows that it was set up right."""

    code = _digits(gettext_lazy("The six digits that the app shows"))

    def clean_code(self) -> str:
        """Check the code.

        Raises:
            ValidationError: it is not what the app should show now.
        """
        code = "".join(self.cleaned_data["code"].split())
        if not totp.validate_totp_code(self.secret, code):
            raise get_adapter().validation_error(WRONG)
        return code


class _Answer:
    """What a passkey answered, through the browser. Nobody can guess it, so it is not counted."""

    user: Any
    cleaned_data: dict[str, Any]

    def clean_credential(self) -> Authenticator:
        """Find the passkey that answered.

        Raises:
            ValidationError: none of theirs did, or not to what was asked.
        """
        answer = self.cleaned_data["credential"]
        try:
            webauthn.parse_authentication_response(answer)
            user = self.user or webauthn.extract_user_from_response(answer)
            return webauthn.complete_authentication(user, answer)
        except UNREADABLE as problem:
            raise ValidationError(_refused()) from problem


class SecondStepByPasskey(_Answer, AuthenticateWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """Signing in: after the password."""


class ConfirmByPasskey(_Answer, ReauthenticateWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """Confirming that it is still the same person."""


class SignInByPasskey(_Answer, LoginWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """Signing in with nothing else."""


def _name() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("A name for it"),
        max_length=LONGEST_NAME,
        help_text=gettext_lazy(
            "So that you know it again, such as “my phone”. Only you see the name."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )


class NewPasskey(forms.Form):
    """A name, and what the new passkey says of itself."""

    name = _name()
    credential = forms.JSONField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:  # noqa: ANN401, allauth's signature
        """Say whose it will be."""
        self.user = user
        super().__init__(*args, **kwargs)
        # The browser already made it when a wrong name comes back, so no name is wrong.
        self.fields["name"].required = False

    def clean_name(self) -> str:
        """Give it a name where it has none."""
        typed: str = self.cleaned_data["name"]
        return typed or _("A passkey")

    def clean_credential(self) -> dict[str, Any]:
        """Check that a passkey was made for us, just now.

        Raises:
            ValidationError: it was not.
        """
        made: dict[str, Any] = self.cleaned_data["credential"]
        try:
            webauthn.parse_registration_response(made)
            webauthn.complete_registration(made)
        except UNREADABLE as problem:
            raise ValidationError(_refused()) from problem
        return made


class RenamePasskey(EditWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """Another name."""

    name = _name()


def _refused() -> str:
    return _(
        "The passkey was not recognised, or it took too long. Try again, or choose another way."
    )
