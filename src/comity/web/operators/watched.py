"""What programs ask for: is it alive, is it ready, and the figures."""

import hmac
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from comity.upkeep.figures import gauges
from comity.upkeep.queries.ready import is_ready
from comity.web.counters import BOUNDS, Series
from comity.web.measured import counters

PLAIN = "text/plain; charset=utf-8"
PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"
SHORTEST_TOKEN = 16


@require_safe
def live(_request: HttpRequest) -> HttpResponse:
    """Say that this process answers. Nothing else is asked, not even the database."""
    return HttpResponse("alive\n", content_type=PLAIN)


@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """Say whether requests can be answered. Why not is for those who may run the checks."""
    if is_ready(timezone.now()):
        return HttpResponse("ready\n", content_type=PLAIN)
    return HttpResponse("not ready\n", content_type=PLAIN, status=HTTPStatus.SERVICE_UNAVAILABLE)


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Give the figures to whoever has the token; for everybody else there is nothing here.

    Raises:
        Http404: the token is another, or there is none.
    """
    token = _token()
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token or not hmac.compare_digest(token.encode(), given.encode()):
        raise Http404
    return HttpResponse("\n".join([*_requests(), *_gauges(), ""]), content_type=PROMETHEUS)


def _token() -> str:
    """Read the token anew each time, so that it can be changed without a restart."""
    path = settings.COMITY_METRICS_TOKEN_FILE
    try:
        token = Path(path).read_text(encoding="utf-8").strip() if path else ""
    except OSError:
        return ""
    return token if len(token) >= SHORTEST_TOKEN else ""


def _gauges() -> list[str]:
    return [
        line
        for one in gauges(timezone.now())
        for line in (
            f"# HELP {one.name} {one.help}",
            f"# TYPE {one.name} gauge",
            f"{one.name} {one.value:g}",
        )
    ]


def _requests() -> list[str]:
    name = "comity_request_seconds"
    lines = [f"# HELP {name} How long requests took.", f"# TYPE {name} histogram"]
    for series in counters().sums():
        lines += _histogram(name, series)
    return lines


def _histogram(name: str, series: Series) -> list[str]:
    labels = f'route="{series.route}",status="{series.status}"'
    bounds = [*(f"{bound:g}" for bound in BOUNDS), "+Inf"]
    running, lines = 0.0, []
    for bound, count in zip(bounds, series.buckets, strict=True):
        running += count
        lines.append(f'{name}_bucket{{{labels},le="{bound}"}} {running:.0f}')
    lines.append(f"{name}_sum{{{labels}}} {series.seconds:.6f}")
    lines.append(f"{name}_count{{{labels}}} {running:.0f}")
    return lines
