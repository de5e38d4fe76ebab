"""Pages about tokens: what a program shows in place of the person who sent it."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comity.kernel.errors import DomainError
from comity.kernel.spans import day_of
from comity.messages import words
from comity.people import actions, queries
from comity.people.queries import actor
from comity.people.rules import LONGEST_TOKEN_DAYS, Scope
from comity.web.communities.fields import DayField
from comity.web.components import show_problems
from comity.web.pages import sent, show
from comity.web.people.stepup import confirmed_recently

USUAL = timedelta(days=90)


class NewToken(forms.Form):
    """What a token is for, and until when."""

    name = forms.CharField(
        label=gettext_lazy("What do you call the program?"),
        help_text=gettext_lazy("Only you see this name."),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What may it do for you?"),
        help_text=gettext_lazy("Tick no more than it needs."),
        widget=forms.CheckboxSelectMultiple,
    )
    ends_on = DayField(
        label=gettext_lazy("Until which day?"),
        help_text=gettext_lazy("At most a year from now. Afterwards the token is deleted."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401, Django's signature
        """Offer every scope, in the reader's language."""
        super().__init__(*args, **options)
        choices: Any = self.fields["scopes"]
        choices.choices = [(str(one), told(one)) for one in Scope]


def told(scope: str) -> str:
    """Say what a scope allows."""
    return words(f"scope_{scope.replace(':', '_')}")


@require_safe
def tokens(request: HttpRequest) -> HttpResponse:
    """List one's own tokens."""
    by = actor(request.user)
    found = [
        {"token": one, "scopes": [told(scope) for scope in one.scopes]}
        for one in queries.tokens_of(by.id)
    ]
    return show(request, "people/tokens.html", tokens=found)


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed_recently
def new(request: HttpRequest) -> HttpResponse:
    """Make a token, and show it once. It is kept nowhere, so no other page can show it."""
    by, now = actor(request.user), timezone.now()
    today = day_of(now)
    form = NewToken(sent(request), initial={"ends_on": today + USUAL})
    if form.is_valid():
        try:
            token = actions.make_token(by=by, now=now, **form.cleaned_data)
        except DomainError as refusal:
            show_problems(form, refusal)
        else:
            return show(request, "people/token_made.html", token=token)
    last = today + timedelta(days=LONGEST_TOKEN_DAYS)
    return show(request, "people/token_new.html", form, last=last)


@require_POST
def revoke(request: HttpRequest, token_id: str) -> HttpResponse:
    """Let a token work no more, at once and without asking twice."""
    actions.revoke_token(token_id=token_id, by=actor(request.user), now=timezone.now())
    messages.success(request, _("The token works no more."))
    return redirect("people:tokens")
