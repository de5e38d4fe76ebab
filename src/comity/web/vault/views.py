"""Pages about one's keys: making, unlocking and locking them."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from comity.messages import words
from comity.people.queries import actor, persons
from comity.vault import actions, queries
from comity.vault.errors import KeyAlreadyMade, NoKeyYet, WrongPassphrase
from comity.vault.rules import Keyring
from comity.web import keyrings, tries
from comity.web.pages import sent, show, way_back
from comity.web.people.stepup import confirmed_recently
from comity.web.vault.forms import ChangePassphrase, NewPassphrase, Unlock

PURPOSE = "unlock"


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    """Make somebody's keys and show the recovery code, once.

    Raises:
        KeyAlreadyMade: they have keys.
    """
    by = actor(request.user)
    if queries.has_key(by.id):
        raise KeyAlreadyMade
    form = NewPassphrase(sent(request), person=persons([by.id])[by.id])
    back = way_back(request)
    if not form.is_valid():
        return show(request, "vault/make.html", form, next=back)
    keyring, code = actions.make_key(
        person_id=by.id, passphrase=form.cleaned_data["passphrase"], by=by, now=timezone.now()
    )
    keyrings.keep(request, keyring)
    after = back or reverse("people:me")
    fingerprint = keyrings.fingerprint(by.id)
    return show(request, "vault/made.html", code=code, fingerprint=fingerprint, after=after)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def unlock(request: HttpRequest) -> HttpResponse:
    """Unlock somebody's keys and go back to where they were needed.

    Raises:
        TooManyTries: the last tries were all wrong.
    """
    by = actor(request.user)
    back = way_back(request)
    if not queries.has_key(by.id):
        return show(request, "vault/no_keys.html", next=back)
    form = Unlock(sent(request))
    keyring = _unlocked(by.id, form, "passphrase") if form.is_valid() else None
    if keyring is None:
        return show(request, "vault/unlock.html", form, next=back)
    keyrings.keep(request, keyring)
    messages.success(request, _("Your keys are unlocked until you lock them or sign out."))
    return redirect(back or reverse("people:me"))


@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Forget the unlocked keys in this session."""
    actor(request.user)
    keyrings.lock(request)
    messages.success(request, _("Your keys are locked."))
    return redirect("people:me")


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@confirmed_recently
def passphrase(request: HttpRequest) -> HttpResponse:
    """Change the passphrase, by somebody who knows it or has the recovery code.

    Raises:
        NoKeyYet: there are no keys to unlock.
        TooManyTries: the last tries were all wrong.
    """
    by = actor(request.user)
    if not queries.has_key(by.id):
        raise NoKeyYet
    form = ChangePassphrase(sent(request), person=persons([by.id])[by.id])
    keyring = _unlocked(by.id, form, "current") if form.is_valid() else None
    if keyring is None:
        return show(request, "vault/passphrase.html", form)
    actions.change_passphrase(keyring=keyring, passphrase=form.cleaned_data["passphrase"], by=by)
    keyrings.keep(request, keyring)
    messages.success(request, _("Your new passphrase unlocks your keys from now on."))
    return redirect("people:me")


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@confirmed_recently
def renew(request: HttpRequest) -> HttpResponse:
    """Change the keys for new ones that open the same, and show the new recovery code, once.

    Raises:
        NoKeyYet: there are no keys to change.
        TooManyTries: the last tries were all wrong.
    """
    by = actor(request.user)
    if not queries.has_key(by.id):
        raise NoKeyYet
    form = ChangePassphrase(sent(request), person=persons([by.id])[by.id])
    keyring = _unlocked(by.id, form, "current") if form.is_valid() else None
    if keyring is None:
        return show(request, "vault/renew.html", form)
    renewed, code = actions.renew_key(
        keyring=keyring, passphrase=form.cleaned_data["passphrase"], by=by, now=timezone.now()
    )
    keyrings.keep(request, renewed)
    fingerprint = keyrings.fingerprint(by.id)
    after = reverse("people:me")
    return show(request, "vault/made.html", code=code, fingerprint=fingerprint, after=after)


def _unlocked(person_id: str, form: Form, field: str) -> Keyring | None:
    """Unlock with what was typed; where it is wrong, say so beside the field."""
    tries.take(PURPOSE, person_id)
    try:
        keyring = actions.unlock(person_id=person_id, secret=form.cleaned_data[field])
    except WrongPassphrase as wrong:
        form.add_error(field, words(wrong.code))
        return None
    tries.forget(PURPOSE, person_id)
    return keyring
