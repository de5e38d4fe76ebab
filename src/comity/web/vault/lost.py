"""Pages for lost keys: giving them up, and letting a member with new keys back in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from comity.kernel.spans import day_of
from comity.people.queries import actor, persons
from comity.vault import actions, queries
from comity.vault.errors import Locked, NoKeyYet
from comity.web import keyrings
from comity.web.components import number
from comity.web.pages import sent, show
from comity.web.people.stepup import confirmed_recently
from comity.web.vault.forms import GiveUp, LetIn


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed_recently
def lost(request: HttpRequest) -> HttpResponse:
    """Say what is lost with the keys, and give them up.

    Raises:
        NoKeyYet: there are no keys to give up.
    """
    by = actor(request.user)
    if not queries.has_key(by.id):
        raise NoKeyYet
    form = GiveUp(sent(request))
    if not form.is_valid():
        return show(request, "vault/lost.html", form)
    actions.revoke_key(person_id=by.id, by=by, now=timezone.now())
    keyrings.lock(request)
    messages.success(request, _("Your old keys open nothing any more. Make new ones now."))
    return redirect("vault:make")


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed_recently
def let_in(request: HttpRequest) -> HttpResponse:
    """Show who made new keys after losing theirs, and let one of them back in.

    Raises:
        Locked: whoever asks has not unlocked their own keys.
    """
    by, now = actor(request.user), timezone.now()
    keyring = keyrings.keyring_of(request)
    if keyring is None:
        raise Locked
    waiting = queries.outside(keyring, on=day_of(now))
    names = {one.id: one.own_name for one in persons(w.person_id for w in waiting).values()}
    # What is chosen names the key that was shown and compared, and no other that came meanwhile.
    keys = {f"{one.person_id}-{one.fingerprint}": one.person_id for one in waiting}
    form = LetIn(sent(request), people=[(key, names[who]) for key, who in keys.items()])
    if form.is_valid():
        person_id = keys[form.cleaned_data["person"]]
        rooms = actions.let_back_in(person_id=person_id, opener=keyring, by=by, now=now)
        said = ngettext(
            "%(name)s can open %(number)s room again.",
            "%(name)s can open %(number)s rooms again.",
            rooms,
        )
        messages.success(request, said % {"name": names[person_id], "number": number(rooms)})
        return redirect("vault:let_in")
    rows = [
        {
            "name": names[one.person_id],
            "fingerprint": keyrings.grouped(one.fingerprint),
            "rooms": one.rooms,
        }
        for one in waiting
    ]
    return show(request, "vault/let_in.html", form, rows=rows)
