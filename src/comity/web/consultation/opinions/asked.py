"""One statement at a time, and what somebody answered and proposed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from comity.consultation.actions import statements
from comity.consultation.queries import opinions
from comity.consultation.queries.opinions import StatementView
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound
from comity.kernel.receipts import Receipt
from comity.web.acting import done
from comity.web.codes.told import reader
from comity.web.consultation import receipts
from comity.web.consultation.alike import NOTHING, asked_before
from comity.web.consultation.opinions.forms import Propose
from comity.web.consultation.opinions.places import ANSWERS, Place, place, said
from comity.web.pages import sent, show

MOST_SKIPPED = 100
"""Numbers that an address remembers; whoever skips more begins anew."""


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, consultation_id: str, round_id: str) -> HttpResponse:
    """Ask about one statement, and take the answer."""
    here = place(request, consultation_id, round_id)
    if request.method == "POST":
        return _answer(request, here)
    skipped = _skipped(request)
    known = {one.number: one.id for one in opinions.statements(round_id)} if skipped else {}
    asking = opinions.asked_next(
        round_id, here.by, skipped=[known[one] for one in skipped if one in known]
    )
    one = asking.statement
    skip = ".".join(str(number) for number in [*skipped, one.number]) if one else ""
    context = here.context | {
        "asking": asking,
        "statement": said(one) if one else None,
        "answers": ANSWERS.items(),
        "skip": skip,
        "part": _part(here),
    }
    return render(request, "consultation/opinions_ask.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, consultation_id: str, round_id: str) -> HttpResponse:
    """Show somebody their own answers and proposals, and let them change or take back."""
    here = place(request, consultation_id, round_id)
    if request.method == "POST" and here.by is not None:
        _take_back(request, here, here.by)
        return redirect("consultation:own_answers", *here.arguments)
    given = opinions.answers(round_id, here.by)
    context = here.context | {
        "given": [
            (said(one), ANSWERS[given[one.id].name.lower()])
            for one in opinions.statements(round_id)
            if one.id in given
        ],
        "proposed": [(said(one), one.state) for one in opinions.own_statements(round_id, here.by)],
        "answers": ANSWERS.items(),
    }
    return render(request, "consultation/opinions_own.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, consultation_id: str, round_id: str) -> HttpResponse:
    """Take a statement of anybody."""
    here = place(request, consultation_id, round_id)
    form = Propose(sent(request), initial={"language": reader(), "part": _part(here)})
    alike = NOTHING
    if form.is_valid():
        by, receipt = _acting(here, form.cleaned_data["part"])
        if by is None:
            form.add_error(None, _("This form is too old. Load the page again, then send it."))
        elif not (alike := asked_before(request, form, round_id)) and done(
            form,
            lambda: statements.propose(
                round_id=round_id,
                language=form.cleaned_data["language"],
                text=form.cleaned_data["text"],
                by=by,
                now=timezone.now(),
            ),
        ):
            messages.success(
                request, _("Thank you. People are asked about it when somebody has looked at it.")
            )
            return _back(here, "consultation:own_answers", receipt)
    return show(request, "consultation/opinions_propose.html", form, alike=alike, **here.context)


@require_POST
def withdraw(request: HttpRequest, consultation_id: str, round_id: str) -> HttpResponse:
    """Take back a statement that one proposed."""
    here = place(request, consultation_id, round_id)
    if here.by is not None:
        one = _named(request, here, here.by)
        statements.withdraw(statement_id=one.id, by=here.by, now=timezone.now())
        messages.success(request, _("Your statement is taken back. Nobody will see it."))
    return redirect("consultation:own_answers", *here.arguments)


def _answer(request: HttpRequest, here: Place) -> HttpResponse:
    """Keep an answer, and come back for the next statement."""
    by, receipt = _acting(here, request.POST.get("part", ""))
    back = "consultation:own_answers" if request.POST.get("own") else "consultation:statements"
    if by is None:
        messages.warning(request, _("That page was too old. Answer once more."))
        return redirect(back, *here.arguments)
    answer = request.POST.get("answer", "")
    one = _named(request, here, by)
    statements.react(statement_id=one.id, answer=answer, by=by, now=timezone.now())
    kept = {
        "agree": _("You agree with statement %(number)s."),
        "disagree": _("You disagree with statement %(number)s."),
        "pass": _("You pass on statement %(number)s."),
    }
    messages.success(request, kept[answer] % {"number": one.number})
    return _back(here, back, receipt)


def _named(request: HttpRequest, here: Place, by: Actor) -> StatementView:
    """Find the statement that a form names.

    Raises:
        NotFound: the round has no such statement.
    """
    one = opinions.statement(request.POST.get("statement", ""), seen_by=by)
    if one.round_id != here.asked.round.id:
        raise NotFound
    return one


def _take_back(request: HttpRequest, here: Place, by: Actor) -> None:
    one = _named(request, here, by)
    statements.take_back(statement_id=one.id, by=by, now=timezone.now())
    messages.success(
        request, _("Your answer to statement %(number)s is gone.") % {"number": one.number}
    )


def _part(here: Place) -> str:
    """Draw a receipt into the form of somebody who takes part with nothing yet."""
    return "" if here.by else receipts.sealed_receipt(here.asked.round.id)


def _acting(here: Place, part: str) -> tuple[Actor | None, Receipt | None]:
    """Say who sent a form: whoever is known, else whoever holds the receipt that came with it."""
    if here.by is not None:
        return here.by, None
    receipt = receipts.from_form(part, here.asked.round.id)
    return (receipts.holder(receipt), receipt) if receipt else (None, None)


def _back(here: Place, name: str, receipt: Receipt | None) -> HttpResponse:
    """Go on; a browser that just began without an account holds its receipt from now on."""
    response = redirect(reverse(name, args=here.arguments))
    if receipt is not None:
        receipts.remember(response, here.consultation.id, receipt, fresh=True)
    return response


def _skipped(request: HttpRequest) -> list[int]:
    """Read which statements somebody wants to come back to later."""
    numbers = request.GET.get("skip", "")[: 5 * MOST_SKIPPED].split(".")
    wanted = [int(one) for one in numbers if one.isascii() and one.isdigit()]
    return list(dict.fromkeys(wanted)) if len(wanted) < MOST_SKIPPED else []
