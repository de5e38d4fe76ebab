"""Logs that say what happened to the software, and nothing about people."""

import json
import logging

OURS = "comity"
SAID = ("route", "status", "milliseconds", "language")
"""What a line about a request may say. Whatever else comes with it is left out."""


class Plain(logging.Formatter):
    """One line a message: level, logger, text. An exception is named by its type only.

    A traceback can hold what somebody typed; its text and its values never reach a log. Nor do
    the values that other people's software puts into its messages.
    """

    def __init__(self) -> None:
        """Make the one format."""
        super().__init__("%(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Write a line, and a second one for an exception."""
        told = _told(record)
        words = [told.pop("level"), told.pop("logger"), told.pop("message")]
        exception = told.pop("exception", None)
        words += [f"{name}={value}" for name, value in told.items()]
        line = " ".join(str(word) for word in words)
        return f"{line}\n{exception}" if exception else line


class Json(logging.Formatter):
    """One JSON object a line, with the same content as ``Plain``.

    There is no time: whatever collects the lines adds one, and decides how exact it is.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Write a line."""
        return json.dumps(_told(record), ensure_ascii=True)


def _told(record: logging.LogRecord) -> dict[str, object]:
    told: dict[str, object] = {
        "level": record.levelname,
        "logger": record.name,
        "message": _message(record),
    }
    told |= {name: record.__dict__[name] for name in SAID if name in record.__dict__}
    exception = named(record.exc_info)
    if exception:
        told["exception"] = exception
    return told


def _message(record: logging.LogRecord) -> str:
    """Give the text; of other people's messages only what stands in their source code."""
    if record.name == OURS or record.name.startswith(f"{OURS}."):
        return record.getMessage()
    return record.msg if record.args and isinstance(record.msg, str) else "(not shown)"


def named(exc_info: object) -> str:
    """Name an exception and where it was raised, without its text."""
    if not isinstance(exc_info, tuple) or exc_info[0] is None:
        return ""
    place = exc_info[2]
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    if place is None:
        return str(exc_info[0].__name__)
    code = place.tb_frame.f_code
    return f"{exc_info[0].__name__} in {code.co_qualname} line {place.tb_lineno}"
