"""Pages about what is kept about oneself: seeing it, taking it along, and being forgotten."""

import json
from datetime import timedelta
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.contrib import messages
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comity.kernel.errors import DomainError
from comity.people import actions, queries
from comity.people.queries import actor
from comity.vault.queries import has_key, written_by
from comity.web.components import show_problems
from comity.web.pages import sent, show
from comity.web.people.forms import Leave
from comity.web.people.stepup import confirmed_recently


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """Say what is kept about somebody, why, and until when."""
    by = actor(request.user)
    return show(
        request,
        "people/data.html",
        kept=queries.export(by, written=None, now=timezone.now())["kept"],
        erase_on=queries.persons([by.id])[by.id].erase_on,
        has_keys=has_key(by.id),
    )


@require_POST
@confirmed_recently(back="people:data")
def export(request: HttpRequest) -> HttpResponse:
    """Hand out everything that is kept about somebody. The file is made now and stored nowhere."""
    by = actor(request.user)
    keyring = getattr(request, "keyring", None)
    now = timezone.now()
    whole = queries.export(by, written=written_by(keyring) if keyring else None, now=now)
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as file:
        text = json.dumps(whole, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        file.writestr("data.json", text)
        file.writestr("read-me.html", render_to_string("people/export.html", whole, request))
    name = f"comity-{now.date().isoformat()}.zip"
    return HttpResponse(
        packed.getvalue(),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed_recently
def erase(request: HttpRequest) -> HttpResponse:
    """Say what goes and what stays when somebody is forgotten, and take their word for it."""
    by = actor(request.user)
    if queries.persons([by.id])[by.id].erase_on is not None:
        return redirect("people:data")
    form = Leave(sent(request))
    if form.is_valid():
        try:
            actions.ask_erasure(by=by, now=timezone.now())
        except DomainError as refusal:
            show_problems(form, refusal)
        else:
            messages.success(
                request, _("You will be forgotten. Until then you can change your mind.")
            )
            return redirect("people:data")
    wait = timedelta(days=settings.COMITY_ERASURE_DAYS)
    return show(request, "people/erase.html", form, wait=wait)


@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """Stay after all."""
    actions.stop_erasure(by=actor(request.user), now=timezone.now())
    messages.success(request, _("You stay. Nothing was erased."))
    return redirect("people:data")
