"""The search for canaries finds them in every form, or its silence would prove nothing."""

import base64
import gzip
import json
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.harness.at_rest import dump, forms, rows, search

CANARY = "Nadia wrote: مرحبا بالجميع"
CANARIES = {"a text": CANARY}


@pytest.mark.parametrize(
    "lying_there",
    [
        CANARY.encode(),
        CANARY.encode("utf-16-le"),
        CANARY.encode("utf-16-be"),
        CANARY.encode().hex().encode(),
        CANARY.encode().hex().upper().encode(),
        base64.b64encode(CANARY.encode()),
        base64.urlsafe_b64encode(b"." + CANARY.encode() + b"..."),
        base64.b64encode(b".." + CANARY.encode("utf-16-le")),
        json.dumps({"text": CANARY}).encode(),
        gzip.compress(CANARY.encode()),
    ],
)
def test_a_planted_canary_is_found(lying_there):
    found = search([("somewhere", b"before " + lying_there + b" after")], CANARIES)
    packed = search([("somewhere", lying_there)], CANARIES)
    assert found or packed


@given(
    before=st.binary(max_size=40),
    after=st.binary(max_size=40),
    letters=st.text("ab/+ é", min_size=8),
)
def test_a_canary_is_found_in_base64_wherever_it_begins(before, after, letters):
    blob = base64.b64encode(before + letters.encode() + after)
    assert search([("somewhere", blob)], {"letters": letters})


def test_nothing_is_found_where_nothing_is():
    assert search([("somewhere", b"a quiet day " * 1000)], CANARIES) == []


def test_a_canary_that_would_be_found_by_chance_is_refused():
    with pytest.raises(ValueError, match="by chance"):
        forms("abc")


def test_every_column_of_a_database_is_read(tmp_path):
    file = tmp_path / "planted.sqlite3"
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE letters (words text, sealed blob, number integer)")
    connection.execute("INSERT INTO letters VALUES (?, ?, ?)", (CANARY, CANARY.encode(), 7))
    connection.commit()
    connection.close()
    address = f"sqlite:///{file}"
    places = {hit.place for hit in search(rows(address), CANARIES)}
    assert places == {"letters.words", "letters.sealed"}
    assert dump(address)["letters.number"] == [b"7"]
