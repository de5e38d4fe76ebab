"""Logs that say what happened to the software, and nothing about people."""

import logging


class Plain(logging.Formatter):
    """One line a message: level, logger, text. An exception is named by its type only.

    A traceback can hold what somebody typed; its text and its values never reach a log.
    """

    def __init__(self) -> None:
        """Make the one format."""
        super().__init__("%(levelname)s %(name)s %(message)s")

    def formatException(self, exc_info: object) -> str:  # noqa: N802, the name is logging's own
        """Name the exception and where it was raised, without its text."""
        if not isinstance(exc_info, tuple) or exc_info[0] is None:
            return ""
        place = exc_info[2]
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        if place is None:
            return str(exc_info[0].__name__)
        code = place.tb_frame.f_code
        return f"{exc_info[0].__name__} in {code.co_qualname} line {place.tb_lineno}"
