"""The table as a page that people can read: ``python -m comity.cases.rules.handbook``."""

from collections.abc import Iterator

from comity.cases.rules.row import Row
from comity.cases.rules.situation import CHECKS
from comity.cases.rules.table import TABLE
from comity.cases.rules.words import FINAL, WHO_IS, State, Who

HEAD = """\
# How a case goes

Written from the table in `src/comity/cases/rules/table.py`; a test keeps the two equal.
To write it anew: `python -m comity.cases.rules.handbook > docs/CASES.md`.

Deadlines are spans of the charter, in whole days. What is public is told later, in sums,
and only where the sums hide persons."""


def handbook() -> str:
    """Write the whole page."""
    return "\n".join([HEAD, "", *_diagram(), "", *_people(), "", *_steps()]) + "\n"


def _diagram() -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield f"    [*] --> {State.RECEIVED}"
    for row in TABLE:
        if row.target is not row.source:
            yield f"    {row.source} --> {row.target}: {plain(row.move)}"
    yield from (f"    {state} --> [*]" for state in State if state in FINAL)
    yield "```"


def _people() -> Iterator[str]:
    yield "## Who"
    yield ""
    yield from (f"- **{plain(part)}**: {WHO_IS[part]}" for part in Who)


def _steps() -> Iterator[str]:
    yield "## Steps"
    for state in State:
        rows = [row for row in TABLE if row.source is state]
        yield ""
        yield f"### {plain(state).capitalize()}"
        yield ""
        if not rows:
            yield "Nothing follows."
            continue
        yield "| Step | To | Who | Only if | Deadline that starts | Told | Public |"
        yield "|---|---|---|---|---|---|---|"
        yield from (_line(row) for row in rows)


def _line(row: Row) -> str:
    cells = (
        plain(row.move),
        "stays" if row.target is row.source else plain(row.target),
        " or ".join(plain(part) for part in Who if part in row.who),
        "; ".join(CHECKS[guard].asks for guard in row.guards) or "always",
        " + ".join(plain(deadline) for deadline in row.deadlines) or "goes on",
        ", ".join(plain(notice) for notice in row.notices) or "nobody",
        plain(row.public),
    )
    return f"| {' | '.join(cells)} |"


def plain(name: str) -> str:
    """Write a name of the table as words."""
    return name.replace("_", " ")


if __name__ == "__main__":
    import sys

    sys.stdout.write(handbook())
