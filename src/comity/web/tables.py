"""Figures as a file that any spreadsheet opens."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_file(
    name: str, heading: Sequence[str], rows: Iterable[Sequence[object]], *, public: bool = False
) -> HttpResponse:
    """Give a table as CSV (RFC 4180) in UTF-8.

    Text that a spreadsheet would run as a formula gets an apostrophe before it.

    Args:
        name: of the file, without its ending; plain letters.
        heading: the first line.
        rows: the others.
        public: whether anybody may see it, so that it can be kept for a while.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heading)
    writer.writerows([_harmless(value) for value in row] for row in rows)
    response = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    if public:
        response["Cache-Control"] = "public, max-age=300"
    return response


def _harmless(value: object) -> object:
    if isinstance(value, str) and value.startswith(_STARTS_A_FORMULA):
        return f"'{value}"
    return value
