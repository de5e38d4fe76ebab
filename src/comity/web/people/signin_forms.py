"""The forms of signing in, as allauth wants them, with our words and our counting."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm, SignupForm
from django import forms
from django.utils.translation import gettext_lazy as _

from comity.web.people.guesses import ask_for_a_try, forget_tries

PASSWORD = "password"  # noqa: S105, names what is counted


def _without_placeholders(form: forms.Form) -> None:
    """Leave the words to the labels: what stands in an empty field is gone when it is needed."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)


class SignIn(LoginForm):  # type: ignore[misc]  # allauth has no types
    """User name and password. Wrong tries are counted by the adapter, which checks them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401, allauth's signature
        """Name the fields."""
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Your user name")
        self.fields["password"].label = _("Your password")
        self.fields["password"].help_text = ""
        _without_placeholders(self)


class SignUp(SignupForm):  # type: ignore[misc]  # allauth has no types
    """A user name and a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401, allauth's signature
        """Name the fields."""
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("A user name")
        self.fields["password1"].label = _("A password")
        self.fields["password1"].help_text = new_password_hint()
        _without_placeholders(self)


class ChangePassword(ChangePasswordForm):  # type: ignore[misc]  # allauth has no types
    """The old password, and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401, allauth's signature
        """Name the fields."""
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("The password you have now")
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].label = _("A new password")
        self.fields["password1"].help_text = new_password_hint()
        self.fields["password2"].label = _("The new password once more")
        _without_placeholders(self)

    def clean_oldpassword(self) -> str:
        """Check the old password, a few times.

        Raises:
            ValidationError: it is wrong, or was wrong too often.
        """
        ask_for_a_try(PASSWORD, self.user.pk)
        right: str = super().clean_oldpassword()
        forget_tries(PASSWORD, self.user.pk)
        return right


class Confirm(ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The password once more. Wrong tries are counted by the adapter, which checks them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401, allauth's signature
        """Name the field."""
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Your password")
        self.fields["password"].help_text = ""
        _without_placeholders(self)


def new_password_hint() -> Any:  # noqa: ANN401, a text in whatever language is read
    """Say what a good password is."""
    return _(
        "At least 15 characters. Four or five words that have nothing to do with each other are "
        "easy to remember and hard to guess."
    )
