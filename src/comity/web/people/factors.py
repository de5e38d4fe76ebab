"""Pages about second factors: allauth's, with our words, statuses and warnings."""

import json
from typing import Any

from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url, passthrough_next_redirect_url
from allauth.mfa.base import views as base
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal import auth, flows
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone

from comity.bodies.queries import seats_of_person
from comity.people.queries import factors_of

Type = Authenticator.Type
SETTINGS = reverse_lazy("mfa_index")
GROUP = 4
"""Letters of an app's key that are typed in one go."""


class Settings(base.IndexView):  # type: ignore[misc]  # allauth has no types
    """How somebody signs in, and what they can change about it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401, Django's signature
        """Add the passkeys, each with its name and day."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        own = context["authenticators"]
        context["app"] = own.get(Type.TOTP)
        context["codes"] = own.get(Type.RECOVERY_CODES)
        context["passkeys"] = [
            {"id": key.instance.pk, "name": key.name, "since": key.instance.created_at.date()}
            for key in own.get(Type.WEBAUTHN, [])
        ]
        return context


class SecondStep(base.AuthenticateView):  # type: ignore[misc]  # allauth has no types
    """After the password: a code from an app, a recovery code, or a passkey."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401, Django's signature
        """Say which ways there are for this person, and what went wrong with a passkey."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        own = factors_of(self.stage.login.user.pk)
        answer = context["webauthn_form"]
        context["has_app"] = Type.TOTP in own
        context["has_codes"] = Type.RECOVERY_CODES in own
        if Type.WEBAUTHN in own:
            context["options"] = json.dumps(context["js_data"]["request_options"])
        context["problems"] = answer.errors.get("credential", []) if answer.is_bound else []
        return context


class SetUpApp(totp.ActivateTOTPView):  # type: ignore[misc]  # allauth has no types
    """Setting up codes from an app."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401, Django's signature
        """Add the key in groups, for typing it into an app."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        secret = context["form"].secret
        groups = [secret[at : at + GROUP] for at in range(0, len(secret), GROUP)]
        return context | {"key": "-".join(groups)}


class LeaveApp(totp.DeactivateTOTPView):  # type: ignore[misc]  # allauth has no types
    """Turning off codes from an app."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401, Django's signature
        """Warn whoever has nothing else."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | warning(self.request.user.pk)


class NewPasskey(webauthn.AddWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """Making a passkey, with which one can sign in alone."""

    success_url = SETTINGS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401, Django's signature
        """Say what the browser is to make."""
        # Not allauth's own: it asks for a passkey that cannot sign in without a password.
        context: dict[str, Any] = super(webauthn.AddWebAuthnView, self).get_context_data(**kwargs)
        options = auth.begin_registration(self.request.user, passwordless=True)
        return context | {"options": json.dumps(options)}


class RenamePasskey(webauthn.EditWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """Calling a passkey something else."""

    success_url = SETTINGS


class RemovePasskey(webauthn.RemoveWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """Removing a passkey."""

    success_url = SETTINGS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401, Django's signature
        """Name it, and warn whoever has nothing else."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"name": self.object.wrap().name} | warning(self.request.user.pk)


class ConfirmByPasskey(webauthn.ReauthenticateWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """Confirming with a passkey that it is still the same person."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401, Django's signature
        """Say what the browser is to ask for."""
        context: dict[str, Any] = super(webauthn.BaseReauthenticateView, self).get_context_data(
            **kwargs
        )
        options = auth.begin_authentication(self.request.user)
        return context | {
            "options": json.dumps(options),
            "reauthentication_alternatives": self.get_reauthentication_alternatives(),
        }

    def form_invalid(self, form: Any) -> HttpResponse:  # noqa: ANN401, Django's signature
        """Say what went wrong, and ask again."""
        again: HttpResponse = self.render_to_response(self.get_context_data(form=form))
        return again


class SignInByPasskey(webauthn.LoginWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """Signing in with a passkey and nothing else."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ANN401, Django's signature
        """Tell our script what the browser is to ask for."""
        del args, kwargs
        if request.headers.get("Accept") != "application/json":
            return redirect("account_login")
        return JsonResponse(auth.begin_authentication(user=None))

    def form_invalid(self, form: Any) -> HttpResponse:  # noqa: ANN401, Django's signature
        """Lead back to the page on which one can sign in otherwise, and say why."""
        for sentence in form.errors.get("credential", []):
            messages.error(self.request, sentence)
        return redirect(
            passthrough_next_redirect_url(self.request, reverse("account_login"), "next")
        )

    def form_valid(self, form: Any) -> HttpResponse:  # noqa: ANN401, Django's signature
        """Let somebody in, and on to where they wanted to go."""
        key = form.cleaned_data["credential"]
        login = Login(user=key.user, redirect_url=get_next_redirect_url(self.request))
        response: HttpResponse = flows.perform_passwordless_login(self.request, key, login)
        return response


def warning(person_id: str) -> dict[str, bool]:
    """Tell whether removing one factor leaves none, and whether others rely on this person."""
    return {
        "is_last": sum(one != Type.RECOVERY_CODES for one in factors_of(person_id)) == 1,
        "serves": bool(seats_of_person(person_id, timezone.now().date())),
    }
