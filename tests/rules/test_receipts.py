"""The receipt: 120 random bits, readable by people, with every slip of the finger noticed."""

import re
from collections import Counter
from itertools import count

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from comity.kernel.ids import ALPHABET
from comity.kernel.receipts import (
    BITS,
    CHECK_ALPHABET,
    SYMBOLS,
    Receipt,
    ReceiptNotReadable,
    is_given_out,
    new_receipt,
    parse_receipt,
)

numbers = st.integers(0, 2**BITS - 1).filter(is_given_out)
receipts = numbers.map(Receipt)
ZEROS = [0x0660, 0x06F0, 0x0966, 0x09E6, 0xFF10]
"""Arabic, Persian, Devanagari, Bengali and full-width: the code point of each zero."""
LOOK_ALIKE = {"0": "0O", "1": "1IL"}


def reads(text):
    """Say which number a text is read as; nothing if it is refused."""
    try:
        return parse_receipt(text).number
    except ReceiptNotReadable:
        return None


def given_out(near):
    """Give the first receipt at or after a number."""
    return Receipt(next(number for number in count(near) if is_given_out(number)))


@given(receipts)
@example(given_out(0))
@example(given_out(2**BITS - 99))
def test_what_is_shown_can_be_typed_in_again(receipt):
    assert parse_receipt(receipt.text) == receipt
    assert parse_receipt(receipt.digits) == receipt


@given(receipts)
def test_a_receipt_has_five_groups_of_five(receipt):
    assert re.fullmatch(r"([0-9A-Z]{5}-){4}[0-9A-Z]{5}", receipt.text)
    assert re.fullmatch(r"(\d{4} ){9}\d{3}", receipt.digits)


@given(receipts, st.data())
def test_case_spaces_dashes_and_letters_that_look_like_digits_do_not_matter(receipt, data):
    typed = "".join(
        data.draw(st.sampled_from(LOOK_ALIKE.get(symbol, symbol)))
        + data.draw(st.sampled_from(["", " ", "\u2013"]))
        for symbol in receipt.text.replace("-", "")
    )
    assert parse_receipt(typed.lower()) == receipt


@given(receipts, st.sampled_from(ZEROS))
def test_digits_of_every_script_are_digits(receipt, zero):
    typed = "".join(chr(zero + int(sign)) if sign.isdecimal() else sign for sign in receipt.digits)
    assert parse_receipt(typed) == receipt


@pytest.mark.parametrize("near", [0, 2**BITS - 99, 0x8F3A_5C2E_9B71_D046_1FE8_7A3C_55D2_09])
def test_every_wrong_symbol_is_noticed(near):
    text = given_out(near).text.replace("-", "")
    for place, right in enumerate(text):
        others = set(ALPHABET if place < SYMBOLS else CHECK_ALPHABET)
        for wrong in others - set(LOOK_ALIKE.get(right, right)):
            assert reads(text[:place] + wrong + text[place + 1 :]) is None, (place, wrong)


@pytest.mark.parametrize("near", [0x0123_4567_89AB_CDEF_0123_4567_89AB_CD, 2**119 + 12345])
def test_every_swap_of_neighbours_is_noticed(near):
    text = given_out(near).text.replace("-", "")
    for place in range(SYMBOLS):
        swapped = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
        assert swapped == text or reads(swapped) is None, place


def test_a_receipt_whose_check_symbol_could_be_misread_is_never_given_out():
    refused = [n for n in range(2000) if not is_given_out(n)]
    assert {Receipt(number).text[-1] for number in refused} == set("OIL*")
    for number in refused:
        assert reads(Receipt(number).text) is None
        assert reads(Receipt(number).digits) is None


@given(numbers)
def test_every_wrong_or_swapped_digit_is_noticed(number):
    plain = Receipt(number).digits.replace(" ", "")
    for place in range(len(plain)):
        for wrong in set("0123456789") - {plain[place]}:
            assert reads(plain[:place] + wrong + plain[place + 1 :]) is None
        swapped = plain[:place] + plain[place + 1 : place + 2] + plain[place] + plain[place + 2 :]
        assert swapped == plain or reads(swapped) is None


@given(st.text(max_size=60))
@example("\ud800" * 25)
@example("\x00" * 25)
@example("²" * 39)
@example("9" * 39)
def test_nonsense_is_refused_and_nothing_else_happens(text):
    assert reads(text) is None or parse_receipt(text).text


def test_a_huge_paste_is_refused_at_once():
    assert reads("0" * 5_000_000) is None


def test_new_receipts_use_all_their_bits_evenly():
    drawn = [new_receipt() for _ in range(2000)]
    assert len({receipt.number for receipt in drawn}) == 2000
    for bit in range(BITS):
        ones = sum(receipt.number >> bit & 1 for receipt in drawn)
        assert 850 < ones < 1150, bit  # 1000 expected; 150 is 6.7 standard deviations


def test_new_receipts_use_all_symbols_evenly():
    counts = Counter(
        symbol for _ in range(2000) for symbol in new_receipt().text.replace("-", "")[:24]
    )
    expected = 2000 * 24 / 32
    chi_squared = sum((counts[symbol] - expected) ** 2 / expected for symbol in ALPHABET)
    assert chi_squared < 85  # 31 degrees of freedom: one in a million is above 85


@given(receipts)
def test_what_the_server_keeps_says_nothing_of_the_receipt(receipt):
    kept = receipt.lookup
    assert re.fullmatch(r"[0-9a-f]{32}", kept)
    assert kept not in receipt.text.lower()
    assert receipt.text not in repr(receipt)
    assert str(receipt.number) not in repr(receipt)


@given(receipts, receipts)
def test_every_receipt_has_keys_of_its_own(one, other):
    assert one.private.public == Receipt(one.number).private.public
    if one != other:
        assert one.lookup != other.lookup
        assert one.private.public != other.private.public
