"""Reading TOML that somebody made to be slow."""

import tomllib
from time import process_time

import pytest

from comity.kernel.toml import loads


@pytest.mark.parametrize(
    "text",
    ["a." * 400_000, "a . " * 200_000, '"a".' * 200_000, "'b'. c." * 100_000, "x={" + "a." * 9_999],
)
def test_a_key_of_very_many_parts_is_refused_at_once(text):
    began = process_time()
    with pytest.raises(tomllib.TOMLDecodeError, match="line 2"):
        loads(f"a = 1\n{text}")
    assert process_time() - began < 1


@pytest.mark.parametrize("text", ["a" * 900_000, "a " * 400_000, '"' * 900_000, "a.\n" * 300_000])
def test_looking_for_such_keys_takes_no_long_time_itself(text):
    began = process_time()
    with pytest.raises(tomllib.TOMLDecodeError):
        loads(text)
    assert process_time() - began < 3


def test_prose_and_keys_that_people_write_are_read():
    prose = "One. Two three. " * 500 + "1.2.3.4.5 www.comity.example"
    assert loads(f'a.b.c = """{prose}"""')["a"]["b"]["c"] == prose
