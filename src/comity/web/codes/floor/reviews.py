"""Words that touch the floor: a list, one of them to judge, and who judges."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from comity.access.queries import may, require
from comity.access.rules import Permission
from comity.codes.actions.reviewers import dismiss_reviewer, name_reviewer
from comity.codes.actions.reviews import judge_words, leave_review, take_review
from comity.codes.queries import reviews as queries
from comity.codes.queries.binding import floor_of
from comity.codes.queries.reviews import ReviewerRow, ReviewRow
from comity.codes.rules.review import WAITING, Verdict
from comity.communities import queries as communities
from comity.communities.queries import CommunityRow
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound
from comity.messages import words
from comity.people.queries import actor
from comity.web.acting import done, reader
from comity.web.codes.floor.forms import JudgeForm, ReviewerForm
from comity.web.codes.floor.judges import Waiting, waiting
from comity.web.codes.floor.views import place
from comity.web.codes.floor.words import SHOWS, VERDICTS, tag
from comity.web.codes.told import reader as reading
from comity.web.pages import sent, show
from comity.web.people.stepup import confirmed_recently

A_PAGE = 20

ACTS: dict[str, tuple[Callable[..., None], Promise | str]] = {
    "take": (take_review, gettext_lazy("You have taken these words on. Judge them below.")),
    "leave": (leave_review, gettext_lazy("You have given these words back.")),
    "judge": (judge_words, gettext_lazy("Your verdict stands below. Everybody can read it now.")),
}
"""What can be done with a review, and the sentence that says so."""


@require_safe
def reviews(request: HttpRequest, slug: str) -> HttpResponse:
    """List words that people judge: of one community's code, or of all for the movement."""
    community, by = communities.by_slug(slug), reader(request)
    shows = request.GET.get("show", "waiting")
    shows = shows if shows in SHOWS else "waiting"
    found = queries.reviews(
        community_id=community.id if community.parent_id else "",
        waiting=shows == "waiting",
        below=shows == "below",
    )
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return show(
        request,
        "codes/floor/reviews.html",
        **place(community),
        page=page,
        rows=[(row, tag(row.state, row.verdict)) for row in page.object_list],
        shows=SHOWS,
        showing=shows,
        query=f"show={shows}&",
        waits=_all_wait(community, by),
        names_people=by is not None and may(by, Permission.CODE_PUT_IN_FORCE, on=community.id),
        mine=queries.mine_to_judge(by) if by else [],
        reviews_codes=by is not None and queries.may_review(by),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, slug: str, review_id: str) -> HttpResponse:
    """Show words that touch the floor beside what they touch; take them on, judge them."""
    community, by = communities.by_slug(slug), reader(request)
    row = queries.review(review_id)
    if row.code.community_id != community.id:
        raise NotFound
    asked = request.POST.get("do", "")
    form: Form = JudgeForm(request.POST if asked == "judge" else None)
    if request.method == "POST" and asked in ACTS:
        form = form if asked == "judge" else Form(request.POST)
        act, banner = ACTS[asked]
        given = {"review_id": row.id, "by": actor(request.user), "now": timezone.now()}
        if form.is_valid() and done(form, partial(act, **_typed(form), **given)):
            messages.success(request, str(banner))
            return redirect(request.path)
    return show(
        request,
        "codes/floor/review.html",
        form,
        **place(community),
        row=row,
        tag=tag(row.state, row.verdict),
        waiting=row.state in WAITING,
        waits=_waits(row, by),
        judges=[(who, VERDICTS.get(who.verdict)) for who in queries.reviewers(row.id)],
        floor=_floor_words(row),
        hints=queries.hints_in(row.title, row.body, language=row.language),
        earlier=queries.earlier_like(row),
        **_part_of(row, by),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed_recently
def reviewers(request: HttpRequest, slug: str) -> HttpResponse:
    """Say who judges words at a community and below it."""
    community, by = communities.by_slug(slug), actor(request.user)
    require(by, Permission.CODE_PUT_IN_FORCE, on=community.id)
    form = ReviewerForm(sent(request))
    if form.is_valid():
        names = request.POST.get("do") != "dismiss"
        act = name_reviewer if names else dismiss_reviewer
        name = form.cleaned_data["username"]
        named = partial(act, community_id=community.id, username=name, by=by, now=timezone.now())
        if done(form, named):
            said = _("They judge words from now on.") if names else _("They judge words no longer.")
            messages.success(request, said)
            return redirect("codes:reviews", slug)
    return show(
        request,
        "codes/floor/reviewers.html",
        form,
        **place(community),
        named=queries.named_here(community.id),
    )


def _all_wait(community: CommunityRow, by: Actor | None) -> Waiting | None:
    """Tell whether anybody can judge what waits in one community; the movement has many."""
    if community.parent_id is None:
        return None
    rows = queries.reviews(community_id=community.id, waiting=True)
    return waiting(
        community.id, list(rows.values_list("asked_on", flat=True)), by, on=timezone.now().date()
    )


def _waits(row: ReviewRow, by: Actor | None) -> Waiting | None:
    """Tell from when on words bind unjudged, as long as people have yet to judge them."""
    if row.state not in WAITING:
        return None
    community_id, today = row.code.community_id, timezone.now().date()
    bound = queries.is_bound(row)
    return waiting(community_id, [row.asked_on], by, on=today, bound=bound)


def _typed(form: Form) -> dict[str, object]:
    typed = dict(form.cleaned_data)
    return typed | {"verdict": Verdict(typed["verdict"])} if "verdict" in typed else typed


def _part_of(row: ReviewRow, by: Actor | None) -> dict[str, object]:
    """Say what somebody can do with a review, and why not more."""
    if by is None or not queries.reviews_there(row, by):
        return {"own": None, "can_take": False, "why_not": ""}
    own: ReviewerRow | None = next(
        (who for who in queries.reviewers(row.id) if who.person_id == by.id), None
    )
    reason = queries.why_not(row, by, on=timezone.now().date())
    return {
        "own": own,
        "can_take": reason is None,
        "why_not": words(f"review_{reason}") if reason and own is None else "",
    }


def _floor_words(row: ReviewRow) -> list[tuple[str, object]]:
    """Give what the floor says today of what these words touch, in the reader's language."""
    floor = floor_of(row.code.community_id)
    found = [(name, floor.provision(name)) for name in row.touches] if floor else []
    return [(name, one.said(reading())) for name, one in found if one is not None]
