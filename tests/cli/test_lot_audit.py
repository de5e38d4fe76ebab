"""`comity consultation lot-audit`: anybody checks a lot on their own machine."""

import json

import pytest
from typer.testing import CliRunner

from comity.cli.app import app
from comity.consultation.engine.lot import lots
from comity.consultation.errors.panels import AuditNotReadable
from comity.consultation.rules.equity import Dimension
from comity.consultation.rules.lot import (
    PARTS,
    Lots,
    Mix,
    Quota,
    Ticket,
    commitment,
    draw,
    pool_hash,
)
from comity.consultation.rules.lot_audit import Drawing

SEED = bytes(range(32))
POOL = tuple(
    Ticket(f"T{number:02d}", {"language": ("ar", "en", "en")[number % 3]}) for number in range(12)
)
QUOTAS = (Quota(Dimension.LANGUAGE, "ar", 1, 2), Quota(Dimension.LANGUAGE, "en", 1, 3))


def drawing(found=None):
    """Draw four of twelve."""
    found = found or lots(POOL, QUOTAS, 4)
    fixed = pool_hash(POOL, QUOTAS, 4)
    return Drawing(
        name="Panel",
        seats=4,
        quotas=QUOTAS,
        pool=POOL,
        pool_hash=fixed,
        commitment=commitment(SEED),
        seed=SEED.hex(),
        beacon="",
        beacon_value="",
        lots=found,
        drawn=draw(found, POOL, seed=SEED, fixed=fixed, beacon=""),
    )


@pytest.fixture
def written(tmp_path):
    def write(**changes):
        path = tmp_path / "lot.json"
        path.write_text(json.dumps(drawing().as_json() | changes))
        return path

    return write


def run(*arguments):
    return CliRunner().invoke(app, ["consultation", "lot-audit", *map(str, arguments)])


def test_a_lot_that_holds_is_said_to_in_whole_sentences(written):
    done = run(written(), "--fairest")
    assert done.exit_code == 0
    assert done.stdout.count("yes  ") == 7
    assert "NO" not in done.stdout
    assert f"commitment {commitment(SEED)}" in done.stdout
    assert f"seats {' '.join(drawing().drawn)}" in done.stdout


def test_one_that_does_not_hold_ends_with_1_and_says_where(written):
    done = run(written(commitment="0" * 64))
    assert done.exit_code == 1
    assert "NO  The seed is not the one whose hash was published." in done.stdout


def test_an_unfair_lottery_is_found_out(tmp_path):
    unfair = Lots(({"language": "ar"}, {"language": "en"}), (Mix(PARTS, (1, 3)),))
    path = tmp_path / "lot.json"
    path.write_text(json.dumps(drawing(unfair).as_json()))
    assert run(path).exit_code == 0
    done = run(path, "--fairest")
    assert done.exit_code == 1
    assert "NO  There is a way to draw" in done.stdout


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"format": "other"}', "[" * 100_000, "null"])
def test_a_file_that_is_none_is_refused(tmp_path, text):
    path = tmp_path / "lot.json"
    path.write_text(text)
    done = run(path)
    assert isinstance(done.exception, AuditNotReadable)


def test_a_file_with_parts_of_the_wrong_kind_is_refused(written):
    for changes in ({"pool": 3}, {"lots": None}, {"quotas": [{}]}, {"seats": "many"}):
        assert isinstance(run(written(**changes)).exception, AuditNotReadable)


def test_a_file_that_is_not_there_is_said_to_be_so(tmp_path):
    done = run(tmp_path / "nothing.json")
    assert done.exit_code == 1
    assert "cannot be read" in done.stderr
