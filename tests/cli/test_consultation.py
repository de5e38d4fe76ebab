"""`comity consultation opinion`: anybody draws a published map again."""

import json

import pytest
from typer.testing import CliRunner

from comity.cli.app import app
from comity.consultation.engine.opinion import ALGORITHM, draw
from comity.consultation.errors.opinions import VotesUnreadable
from comity.consultation.rules.opinion_input import canonical, publish
from tests.engine.opinions import planted


@pytest.fixture
def published():
    return publish(range(1, 13), planted(groups=2, people=10)[0])


@pytest.fixture
def file(tmp_path, published):
    path = tmp_path / "votes.json"
    path.write_text(published.text())
    return path


def run(*arguments):
    return CliRunner().invoke(app, ["consultation", "opinion", *map(str, arguments)])


def test_a_map_is_drawn_again_from_its_votes(file, published, tmp_path):
    out = tmp_path / "map.json"
    done = run(file, "--out", out, "--repeat")
    assert done.exit_code == 0
    assert f"algorithm {ALGORITHM}" in done.stdout
    assert f"votes {published.digest()}" in done.stdout
    assert "groups [10, 10]" in done.stdout
    assert '"mean":' in done.stdout
    assert canonical(json.loads(out.read_text())) == canonical(draw(published))


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda _: "no json", "json"),
        (lambda _: "[" * 100_000, "json"),
        (lambda data: data | {"format": "other"}, "format"),
        (lambda _: [], "format"),
        (lambda data: data | {"statements": [1, "2"]}, "statements"),
        (lambda data: data | {"statements": list(range(2001))}, "too_many_statements"),
        (lambda data: data | {"people": "1a"}, "people"),
        (lambda data: data | {"people": [["1a"]]}, "people"),
        (lambda data: data | {"people": [""]}, "vote"),
        (lambda data: data | {"people": ["1a  2d"]}, "vote"),
        (lambda data: data | {"people": ["1x"]}, "vote"),
        (lambda data: data | {"people": ["-1a"]}, "vote"),
        (lambda data: data | {"people": ["1a", "99d"]}, "unknown_statement"),
    ],
)
def test_what_are_no_votes_is_named(file, published, change, problem):
    changed = change(json.loads(published.text()))
    file.write_text(changed if isinstance(changed, str) else json.dumps(changed))
    done = run(file)
    assert isinstance(done.exception, VotesUnreadable)
    assert done.exception.detail["problem"] == problem


def test_a_file_that_is_not_there_is_named(tmp_path):
    done = run(tmp_path / "nowhere.json")
    assert done.exit_code == 1
    assert "nowhere.json cannot be read." in done.output
