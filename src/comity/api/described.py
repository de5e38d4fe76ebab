"""The description of the API: to what ninja finds by itself it adds how calls are refused."""

import re
from http import HTTPStatus
from typing import Any

from ninja import NinjaAPI, Schema
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

EVERYWHERE = (
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.CONFLICT,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
    HTTPStatus.TOO_MANY_REQUESTS,
)
SENT_SOMETHING = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.BAD_GATEWAY,
    HTTPStatus.SERVICE_UNAVAILABLE,
)
"""Where something is to be changed; the last two are those of a wiki that has to be asked."""
A_FILE: dict[str, Any] = {
    "responses": {
        200: {
            "description": "The file, as it was sent.",
            "content": {
                "application/octet-stream": {"schema": {"type": "string", "format": "binary"}}
            },
        }
    }
}
"""What describes an operation that hands out a file."""
SENT_AGAIN: dict[str, Any] = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "minLength": 32, "maxLength": 255, "pattern": "^[!-~]+$"},
    "description": "Random and secret, chosen for this call. Sent again with the same key, the same"
    " call is answered as before and done once. Answers are kept for a day; refusals are not.",
}
_RAISES = re.compile(r"\s*\n\s*Raises:.*", re.DOTALL)
_FIRST_SENTENCE = re.compile(r"(?:[^.]|\.(?!\s|$))+\.?")


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

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Name an operation by where it stands in our code."""
        return operation_name(operation)

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:  # noqa: ANN401, ninja's signature
        """Describe the API."""
        described = super().get_openapi_schema(**options)
        described["components"]["schemas"] |= _schemas()
        for methods in described["paths"].values():
            for method, operation in methods.items():
                _speak(operation)
                if method != "get":
                    operation.setdefault("parameters", []).append(SENT_AGAIN)
                sent = SENT_SOMETHING if method != "get" else ()
                for status in sorted({*EVERYWHERE, *sent}):
                    operation["responses"].setdefault(status.value, _refusal(status))
        return described


def operation_name(operation: Operation) -> str:
    """Name an operation, such as ``reports_submit``. The name never changes its meaning."""
    view = operation.view_func
    place = view.__module__.removeprefix("comity.api.").replace(".", "_")
    return f"{place}_{view.__name__}"


def _speak(operation: dict[str, Any]) -> None:
    """Tell in a sentence what an operation does, and below it all that is said of it."""
    whole = _RAISES.sub("", operation["description"]).strip()
    operation["description"] = whole
    first = _FIRST_SENTENCE.match(" ".join(whole.split()))
    operation["summary"] = first[0].rstrip(".") if first else whole


def _refusal(status: HTTPStatus) -> dict[str, object]:
    problem = {"schema": {"$ref": "#/components/schemas/ProblemOut"}}
    return {"description": status.phrase, "content": {"application/json": problem}}


def _schemas() -> dict[str, object]:
    described = ProblemOut.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas: dict[str, object] = described["$defs"]
    return schemas
