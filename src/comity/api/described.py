"""The description of the API: to what ninja finds by itself it adds how calls are refused."""

from http import HTTPStatus
from typing import Any

from ninja import NinjaAPI, Schema
from ninja.openapi.schema import OpenAPISchema

EVERYWHERE = (HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY)
ASKED_WHO = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.CONFLICT)
"""Where somebody has to show who they are, or which receipt they hold."""
SENT_SOMETHING = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.CONFLICT,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.BAD_GATEWAY,
    HTTPStatus.SERVICE_UNAVAILABLE,
)
"""Where something is to be changed; the last two are those of a wiki that has to be asked."""


class ProblemOut(Schema):
    """Why a call was refused: a code for programs and a sentence for people.

    Attributes:
        code: never changes its meaning.
        title: one sentence, in the language of the call.
        detail: what the sentence is about; ``field`` names the part of the call that is wrong.
        problems: each of several, where there are several.
    """

    code: str
    title: str
    detail: dict[str, object]
    problems: list["ProblemOut"] | None = None


class Described(NinjaAPI):
    """An API whose description tells every way in which it refuses."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:  # noqa: ANN401, ninja's signature
        """Describe the API."""
        described = super().get_openapi_schema(**options)
        described["components"]["schemas"] |= _schemas()
        for methods in described["paths"].values():
            for method, operation in methods.items():
                for status in sorted(_refusals(method, operation)):
                    operation["responses"].setdefault(status.value, _refusal(status))
        return described


def _refusals(method: str, operation: dict[str, object]) -> set[HTTPStatus]:
    """List how a call can be refused."""
    asked = ASKED_WHO if "security" in operation else ()
    sent = SENT_SOMETHING if method != "get" else ()
    return {*EVERYWHERE, *asked, *sent}


def _refusal(status: HTTPStatus) -> dict[str, object]:
    problem = {"schema": {"$ref": "#/components/schemas/ProblemOut"}}
    return {"description": status.phrase, "content": {"application/json": problem}}


def _schemas() -> dict[str, object]:
    described = ProblemOut.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas: dict[str, object] = described["$defs"]
    return schemas
