"""The API as a whole: its routers, and one shape for every refusal."""

from collections.abc import Mapping
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import django_auth

from comity.api import cases
from comity.api.bodies import router as bodies
from comity.api.charter import router as charter
from comity.api.codes import router as codes
from comity.api.codes_drafts import router as drafts
from comity.api.codes_editing import router as editing
from comity.api.codes_importing import router as importing
from comity.api.codes_people import router as translators_and_judges
from comity.api.communities import router as communities
from comity.api.consultation.agreement import router as agreement
from comity.api.consultation.answers import router as answers
from comity.api.consultation.conversation import router as conversation
from comity.api.consultation.equity import router as taking_part
from comity.api.consultation.opinions import router as opinions
from comity.api.consultation.panels import router as panels
from comity.api.consultation.rounds import router as rounds
from comity.api.consultation.weighted import router as weighted
from comity.api.described import Described
from comity.api.door import Token, passed
from comity.api.errors import CallFromElsewhere, CallNotReadable, CallTooLarge, TooManyCalls
from comity.api.floor import router as floor
from comity.api.measures import router as measures
from comity.api.people import router as me
from comity.api.policies import router as policies
from comity.api.reports import router as reports
from comity.api.search import router as search
from comity.api.signup import router as signatures
from comity.api.talk import router as talk
from comity.api.translations import router as translations
from comity.api.wikis import router as wikis
from comity.api.wikis import sharing
from comity.kernel.errors import DomainError, SeveralProblems
from comity.messages import words
from comity.people.errors import NotSignedIn

REFUSED_BY_NINJA: Mapping[int, type[DomainError]] = {
    HTTPStatus.BAD_REQUEST: CallNotReadable,
    HTTPStatus.FORBIDDEN: CallFromElsewhere,
}
"""What ninja refuses by a status alone."""

api = Described(title="Comity", version="1", auth=[Token(), django_auth], docs_url=None)
api.add_decorator(passed, mode="view")
api.add_router("/bodies", bodies)
api.add_router("/cases", cases.member)
api.add_router("/charter", charter)
api.add_router("/codes", drafts)
api.add_router("/codes", editing)
api.add_router("/codes", importing)
api.add_router("/codes", translators_and_judges)
api.add_router("/codes", translations)
api.add_router("/codes", talk)
api.add_router("/codes", floor)
api.add_router("/codes", codes)
api.add_router("/communities", communities)
api.add_router("", rounds)
api.add_router("", answers)
api.add_router("", agreement)
api.add_router("", conversation)
api.add_router("/measures", measures)
api.add_router("/me", me)
api.add_router("", opinions)
api.add_router("", weighted)
api.add_router("", taking_part)
api.add_router("", panels)
api.add_router("", cases.party)
api.add_router("", reports)
api.add_router("/policies", policies)
api.add_router("/search", search)
api.add_router("/shared-logins", sharing)
api.add_router("/signups", signatures)
api.add_router("/wikis", wikis)


@api.exception_handler(DomainError)
def refuse(request: HttpRequest, error: DomainError) -> HttpResponse:
    """Say why not, as a problem document."""
    answer = api.create_response(request, _problem(error), status=error.status)
    if isinstance(error, TooManyCalls):
        answer.headers["Retry-After"] = str(error.detail["seconds"])
    return answer


@api.exception_handler(AuthenticationError)
def ask_to_sign_in(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    """Put ninja's own refusal into our words."""
    return refuse(request, NotSignedIn())


@api.exception_handler(HttpError)
def refuse_unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Put what ninja itself refuses into our words; the rest stays an error of ours."""
    refusal = REFUSED_BY_NINJA.get(error.status_code)
    if refusal is None:
        raise error
    return refuse(request, refusal())


@api.exception_handler(UnicodeEncodeError)
@api.exception_handler(DataError)
def refuse_no_text(request: HttpRequest, _error: Exception) -> HttpResponse:
    """Say so where what should name something holds characters that no database keeps."""
    return refuse(request, CallNotReadable())


@api.exception_handler(RequestDataTooBig)
def refuse_too_much(request: HttpRequest, _error: RequestDataTooBig) -> HttpResponse:
    """Say that a call is too large."""
    return refuse(request, CallTooLarge())


@api.exception_handler(ValidationError)
def name_wrong_parts(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Say which parts of a call do not fit the description of the API."""
    problems = [
        {
            "code": "wrong_input",
            "title": str(part["msg"]),
            "detail": {"field": ".".join(str(step) for step in part["loc"])},
        }
        for part in error.errors
    ]
    whole = {**_problem(SeveralProblems([])), "problems": problems}
    whole["detail"] = {"count": len(problems)}
    return api.create_response(request, whole, status=422)


def _problem(error: DomainError) -> dict[str, object]:
    problem: dict[str, object] = {
        "code": error.code,
        "title": words(error.code, **error.detail),
        "detail": error.detail,
    }
    if isinstance(error, SeveralProblems):
        problem["problems"] = [_problem(part) for part in error.problems]
    return problem
