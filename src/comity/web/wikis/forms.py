"""Forms about wikis. What is typed as a password never comes back."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.wikis.rules import LONGEST_DOMAIN, LONGEST_URL

LONGEST_SECRET = 4000
OWN = "own"


class Login(forms.Form):
    """A login on a wiki: a bot's name with its password, or a token alone."""

    login = forms.CharField(
        label=_("Name of the bot login"),
        help_text=_("As Special:BotPasswords gives it, with an @ in it. Empty for a token."),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr"}),
    )
    secret = forms.CharField(
        label=_("Its password, or the token"),
        help_text=_("It is kept encrypted and shown to nobody again."),
        max_length=LONGEST_SECRET,
        required=False,
        widget=forms.PasswordInput(render_value=False, attrs={"autocomplete": "off", "dir": "ltr"}),
    )


class Connect(Login):
    """Where a wiki is, and with which login we go there."""

    field_order = ("api_url", "way", "login", "secret")

    api_url = forms.CharField(
        label=_("Address of the wiki's api.php"),
        help_text=_("Special:Version on the wiki shows it, such as https://wiki.example/w/api.php"),
        max_length=LONGEST_URL,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "dir": "ltr"}),
    )
    way = forms.ChoiceField(label=_("Which login?"), widget=forms.RadioSelect, initial=OWN)

    def __init__(self, *given: Any, shared: Iterable[tuple[str, str]] = (), **more: Any) -> None:  # noqa: ANN401, as Django's form
        """Offer the shared logins, where there are any."""
        super().__init__(*given, **more)
        choices = [(OWN, _("One of its own, typed below")), *shared]
        if len(choices) == 1:
            del self.fields["way"]
        else:
            way = self.fields["way"]
            way.choices = choices  # type: ignore[attr-defined]  # a choice field, as said above

    @property
    def shared_login_id(self) -> str:
        """The shared login that was chosen; empty for one of its own."""
        way = str(self.cleaned_data.get("way", OWN))
        return "" if way == OWN else way


class Shared(Login):
    """A login that several wikis share, and where they lie."""

    field_order = ("community", "name", "domain", "login", "secret")

    community = forms.ChoiceField(label=_("Whose keepers look after it?"))
    name = forms.CharField(
        label=_("What to call it"), help_text=_("The same name again renews it."), max_length=80
    )
    domain = forms.CharField(
        label=_("Domain of its wikis"),
        help_text=_("Such as wiki.example. The password is sent to addresses in it, nowhere else."),
        max_length=LONGEST_DOMAIN,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr"}),
    )

    def __init__(self, *given: Any, places: Iterable[tuple[str, str]], **more: Any) -> None:  # noqa: ANN401, as Django's form
        """Offer the communities that somebody looks after."""
        super().__init__(*given, **more)
        self.fields["community"].choices = list(places)  # type: ignore[attr-defined]  # a choice field
