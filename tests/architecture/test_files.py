"""Names and lengths of files, and the reasons that stand beside every opt-out."""

import re

import pytest

from tests.architecture.house import DOMAIN, PACKAGE, ROOT, build, expect_none, python_files

USUAL = frozenset(
    {
        "__init__",
        "actions",
        "errors",
        "facts",
        "figures",
        "migrations",
        "models",
        "queries",
        "rules",
        "tasks",
    }
)
ADAPTERS = {
    "consultation/engine": "needs numpy and scipy, which only workers and the command line load",
    "people/apps": "Django asks for it, to start watching what allauth writes",
    "people/factors": "listens to allauth's tables, which are not ours to declare",
    "people/freshness": "reads allauth's notes in a session, for the pages and the API alike",
    "people/oauth": "speaks to another site, as the adapter of wikis does",
    "people/passwords": "Django asks for a hasher by its dotted path",
    "people/sessions": "Django asks for a session store by its dotted path",
    "record/verification": "the whole record is read as plain rows, past its models",
    "wikis/mediawiki": "the one place that speaks to a wiki over the network",
}
"""Files with another name, each with its reason. The list is meant to stay short."""

LONGEST = 400  # lines that a reader can hold in mind
TEXT = ("*.py", "*.html", "*.js")  # not *.css: one stylesheet, because a page has three requests
MIGRATION = re.compile(r"\d{4}_(?!.*auto_\d)[a-z][a-z0-9]*(_[a-z0-9]+)+")
OPT_OUT = re.compile(r"#\s*(noqa|type:\s*ignore|pragma|nosec|fmt:)")
WITH_REASON = re.compile(
    r"#\s*(noqa: [A-Z]+\d+(, ?[A-Z]+\d+)*(, | -- )|type: ignore\[[a-z-, ]+\]  # )[A-Za-z].{5,}"
)


def strange_names(root, packages, adapters):
    """Name the files in packages that are called otherwise than everywhere else."""
    return [
        f"{package}/{path.name}"
        for package in sorted(packages)
        for path in sorted((root / package).glob("*"))
        if (path.suffix == ".py" or (path.is_dir() and any(path.glob("*.py"))))
        and path.stem not in USUAL
        and f"{package}/{path.stem}" not in adapters
    ]


def _shown(path):
    """Name a file by its folder too: many have the same name."""
    return f"{path.parent.name}/{path.name}"


def too_long(files):
    """Name the files that have outgrown a reader."""
    counted = {path: len(path.read_text().splitlines()) for path in files}
    return [f"{_shown(path)}: {count} lines" for path, count in counted.items() if count > LONGEST]


def meaningless_migrations(root):
    """Name the migrations that do not say what they do: ``0002_seats_have_an_end``."""
    return [
        path.name
        for path in sorted(root.glob("*/migrations/*.py"))
        if path.stem != "__init__" and not MIGRATION.fullmatch(path.stem)
    ]


def opt_outs_without_reason(root):
    """Name the lines that switch a check off and do not say why."""
    return [
        f"{_shown(path)}:{number}"
        for path in python_files(root)
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if OPT_OUT.search(line) and not WITH_REASON.search(line)
    ]


def test_files_have_the_names_that_a_reader_expects():
    expect_none(strange_names(PACKAGE, DOMAIN, ADAPTERS))


def test_every_exception_to_the_names_is_needed():
    stand = {str(path.relative_to(PACKAGE).with_suffix("")) for path in PACKAGE.glob("*/*")}
    expect_none(sorted(set(ADAPTERS) - stand))


def test_no_file_outgrows_its_reader():
    files = [path for kind in TEXT for path in PACKAGE.rglob(kind)]
    files += [path for name in ("tests", "bench", "scripts") for path in python_files(ROOT / name)]
    expect_none(too_long(path for path in files if path.parent.name != "migrations"))


def test_migrations_say_what_they_do():
    expect_none(meaningless_migrations(PACKAGE))


def test_every_opt_out_has_its_reason():
    here = [ROOT / name for name in ("src", "tests", "bench", "scripts")]
    expect_none([line for root in here for line in opt_outs_without_reason(root)])


def test_a_planted_strange_name_is_found(tmp_path):
    build(
        tmp_path,
        {
            "cases/actions.py": "",
            "cases/helpers.py": "",
            "cases/rules/table.py": "",
            "cases/utils/more.py": "",
            "wikis/mediawiki.py": "",
        },
    )
    found = strange_names(tmp_path, {"cases", "wikis"}, ADAPTERS)
    assert found == ["cases/helpers.py", "cases/utils"]


def test_a_planted_long_file_is_found(tmp_path):
    build(tmp_path, {"short.py": "x = 1\n" * LONGEST, "long.py": "x = 1\n" * (LONGEST + 1)})
    assert too_long(python_files(tmp_path)) == [f"{tmp_path.name}/long.py: 401 lines"]


@pytest.mark.parametrize(
    "name", ["0002_auto_20260101_1200", "0002_initial", "0003", "seats", "0004_Seats_End"]
)
def test_a_planted_migration_without_meaning_is_found(tmp_path, name):
    build(
        tmp_path, {f"cases/migrations/{name}.py": "", "cases/migrations/0001_first_tables.py": ""}
    )
    assert meaningless_migrations(tmp_path) == [f"{name}.py"]


@pytest.mark.parametrize(
    "comment", ["noqa", "noqa: S101", "type: ignore", "type: ignore[misc]", "pragma: no cover"]
)
def test_a_planted_opt_out_without_reason_is_found(tmp_path, comment):
    build(tmp_path, {"planted.py": f"x = 1  # {comment}\n"})
    assert opt_outs_without_reason(tmp_path) == [f"{tmp_path.name}/planted.py:1"]


@pytest.mark.parametrize(
    "comment", ["noqa: S101, pytest speaks so", "type: ignore[misc]  # the stubs are wrong here"]
)
def test_an_opt_out_with_its_reason_is_let_through(tmp_path, comment):
    build(tmp_path, {"reasoned.py": f"x = 1  # {comment}\n"})
    assert opt_outs_without_reason(tmp_path) == []


def test_decisions_are_numbered_without_gaps_and_say_their_number():
    files = sorted((ROOT / "docs" / "adr").glob("*.md"))
    for number, file in enumerate(files, 1):
        assert file.name.startswith(f"{number:04}-")
        assert file.read_text().startswith(f"# {number}. ")
