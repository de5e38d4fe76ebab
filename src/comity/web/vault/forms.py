"""Forms about one's keys. What is typed here is never put back into a page."""

import unicodedata
from typing import Any

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from comity.web.cases.forms import offer

LONGEST = 500
"""Characters of a passphrase."""


class SecretField(forms.CharField):
    """A passphrase or recovery code: spaces count, and every keyboard writes it alike."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401, whatever Django's field takes
        """Hide what is typed, and tell password managers what it is."""
        kind = options.pop("autocomplete", "current-password")
        widget = forms.PasswordInput(attrs={"autocomplete": kind, "dir": "auto"})
        super().__init__(strip=False, max_length=LONGEST, widget=widget, **options)

    def to_python(self, value: Any) -> str:  # noqa: ANN401, Django's signature
        """Write composed and decomposed letters in one way (NIST SP 800-63B-4, 3.1.1.2)."""
        return unicodedata.normalize("NFKC", super().to_python(value) or "")


class NewPassphrase(forms.Form):
    """A passphrase, typed twice."""

    passphrase = SecretField(
        label=_("A passphrase for your keys"),
        help_text=_(
            "15 characters or more. Four or five words that do not belong together are easy to "
            "remember and hard to guess. Do not use the password with which you sign in."
        ),
        autocomplete="new-password",
    )
    again = SecretField(label=_("The same passphrase again"), autocomplete="new-password")

    def __init__(self, *args: Any, person: AbstractBaseUser, **options: Any) -> None:  # noqa: ANN401, Django's signature
        """Remember whose passphrase it will be."""
        super().__init__(*args, **options)
        self.person = person

    def clean_passphrase(self) -> str:
        """Refuse what is easy to guess, and the password with which this person signs in."""
        passphrase = str(self.cleaned_data["passphrase"])
        validate_password(passphrase)
        if self.person.check_password(passphrase):
            raise ValidationError(
                _("This is the password with which you sign in. Choose another for your keys.")
            )
        return passphrase

    def clean(self) -> dict[str, Any]:
        """Refuse two passphrases that differ."""
        typed = super().clean() or {}
        if "passphrase" in typed and "again" in typed and typed["passphrase"] != typed["again"]:
            self.add_error("again", _("This is not the same as the passphrase above."))
        return typed


class Unlock(forms.Form):
    """One of the two ways to unlock keys."""

    passphrase = SecretField(
        label=_("Your passphrase or your recovery code"),
        help_text=_("Not the password with which you sign in."),
    )


class ChangePassphrase(NewPassphrase):
    """A new passphrase, by somebody who knows the old one or has the recovery code."""

    current = SecretField(
        label=_("Your present passphrase or your recovery code"),
        help_text=_("If you forgot your passphrase, the recovery code does as well."),
    )
    field_order = ("current", "passphrase", "again")


class GiveUp(forms.Form):
    """That somebody has read what is lost with their keys."""

    sure = forms.BooleanField(label=_("I have read this, and want to give up my keys"))


class LetIn(forms.Form):
    """Who is let back in, and that it is really them."""

    person = forms.ChoiceField(label=_("Whom do you let back in?"), widget=forms.RadioSelect)
    compared = forms.BooleanField(
        label=_("I have spoken with them, and they read out the same fingerprint")
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **options: Any) -> None:  # noqa: ANN401, Django's signature
        """Offer those who wait."""
        super().__init__(*args, **options)
        offer(self, "person", people)
