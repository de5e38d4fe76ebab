"""Replies by e-mail, as mail programs write them in several languages."""

from email.message import EmailMessage
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.consultation.rules.letters import (
    LARGEST,
    MARKER,
    Kind,
    names_somebody,
    new_token,
    own_words,
    read,
    with_token,
)

TOKEN = "0123456789abcdefghjkmnpqrs"
TO = f"reply+{TOKEN}@comity.example"

HEAD = f"""From: Comity <{TO}>
Sent: Monday, 2 March 2026 12:30
To: Kit Lantern <kit@lantern.example>
Subject: A round has opened"""


def letter(text="By the river.", *, to=TO, **headers):
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "Kit <kit@lantern.example>", to, "Re: a round"
    made["Message-ID"] = "<1@lantern.example>"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made


def test_a_plain_reply_is_read():
    found = read(letter().as_bytes())
    assert (found.kind, found.token, found.text) == (Kind.REPLY, TOKEN, "By the river.")


@pytest.mark.parametrize("name", ["Delivered_To", "X_Original_To", "Cc"])
def test_the_address_is_found_where_mail_servers_note_it(name):
    found = read(letter(to="undisclosed@lantern.example", **{name: TO.upper()}).as_bytes())
    assert found.token == TOKEN


def test_a_letter_to_anywhere_else_has_no_token():
    assert read(letter(to="reply@comity.example").as_bytes()).token == ""


@pytest.mark.parametrize(
    "text",
    [
        "By the river.\n\nOn Mon, 2 Mar 2026 at 12:30, Comity <a@b.example> wrote:\n> Open\n> now",
        "By the river.\n\nLe 2 mars 2026 à 12:30, Comity a écrit\u00a0:\n\n> Une manche",
        f"By the river.\n\nEl 2/3/2026 12:30, Comity escribió:\n> {MARKER}\n> Una ronda",
        f"By the river.\n\nفي 2 مارس 2026، كتب <a@b.example>:\n> {MARKER}",
        f"By the river.\n\n2026年3月2日(月) 12:30 <a@b.example>\uff1a\n\n{MARKER}\n何か",
        "By the river.\n\nAm 02.03.2026 um 12:30 schrieb\nComity <a@b.example>:\n\n> Eine Runde",
        "By the river.\n\n-----Original Message-----\nFrom: Comity",
        "By the river.\n________________________________\nVon: Comity",
        f"By the river.\n\n{HEAD}\n\n{MARKER}\nOpen",
        f"By the river.\n\nDe\u00a0: Comity\nEnvoyé\u00a0: lundi 2 mars 2026\nÀ: Kit\n{MARKER}",
        f"By the river.\n\n发件人\uff1a<{TO}>\n收件人\uff1aKit\n主题\uff1aOpen\n\n\n{MARKER}",
        "By the river.\n-- \nKit\nLantern street",
        "By the river.\r\n--\r\nKit",
    ],
)
def test_what_is_quoted_and_the_signature_are_cut(text):
    assert own_words(text) == "By the river."


def test_an_answer_between_quoted_lines_stays():
    text = "On 2 Mar 2026, somebody wrote:\n> Where?\nBy the river.\n> When?\nAt noon."
    assert own_words(text) == "By the river.\nAt noon."


@pytest.mark.parametrize(
    "text",
    ["For: the river.\nAgainst: the lake.", "When: 2026\nWhere: here\nI ask.", "At: 12:30"],
)
def test_a_list_of_ones_own_before_the_quoted_letter_stays(text):
    assert own_words(f"{text}\n\n{MARKER}\nOpen") == text


def test_a_question_before_a_quote_stays():
    assert own_words("I ask myself:\n> Where?\nBy the river?") == "I ask myself:\nBy the river?"


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated; type=x"},
        {"Precedence": "bulk"},
        {"X_Autoreply": "yes"},
        {"List_Id": "<a.example>"},
        {"Return_Path": "<>"},
    ],
)
def test_what_a_machine_wrote_is_known(headers):
    assert read(letter(**headers).as_bytes()).kind is Kind.AUTOMATIC


def test_a_letter_that_says_that_a_person_sent_it_is_read():
    assert read(letter(Auto_Submitted="no").as_bytes()).kind is Kind.REPLY


@pytest.mark.parametrize("sender", ["MAILER-DAEMON@lantern.example", "no-reply@lantern.example"])
def test_a_letter_of_a_mail_server_is_known(sender):
    made = letter()
    made.replace_header("From", f"Mail <{sender}>")
    assert read(made.as_bytes()).kind is Kind.AUTOMATIC


def test_a_bounce_is_known():
    made = letter()
    made.make_mixed()
    made.replace_header("Content-Type", "multipart/report; boundary=x")
    assert read(made.as_bytes()).kind is Kind.AUTOMATIC


def test_a_letter_that_is_a_page_only_has_no_text():
    made = letter()
    made.clear_content()
    made.set_content("<p>By the river.</p>", subtype="html")
    assert read(made.as_bytes()).kind is Kind.WITHOUT_TEXT


def test_a_letter_that_somebody_sends_along_is_not_published():
    made = letter()
    made.clear_content()
    made.set_content("<p>By the river.</p>", subtype="html")
    along = letter("What somebody wrote to me alone.")
    made.add_attachment(along)
    assert read(made.as_bytes()).kind is Kind.WITHOUT_TEXT


def test_a_file_without_a_name_is_not_published():
    made = letter()
    made.clear_content()
    made.set_content("<p>By the river.</p>", subtype="html")
    made.add_attachment("What I wrote for myself.")
    assert read(made.as_bytes()).kind is Kind.WITHOUT_TEXT


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Write to KIT@lantern.example.", True),
        (f"It came to reply+{TOKEN.upper()}@comity.example", True),
        ("Write to kit at the lantern.", False),
    ],
)
def test_it_is_known_whether_a_letter_says_whose_it_is(text, names):
    found = read(letter(text).as_bytes())
    assert found.sender == "kit@lantern.example"
    assert names_somebody(found.text, found.token, found.sender, "", None) is names


def test_of_a_letter_with_both_the_text_is_taken():
    made = letter()
    made.add_alternative("<p>By the lake.</p>", subtype="html")
    assert read(made.as_bytes()).text == "By the river."


def test_a_letter_that_only_quotes_says_nothing():
    assert read(letter("> A round opens").as_bytes()).kind is Kind.WITHOUT_TEXT


def test_a_huge_letter_is_not_read():
    assert read(letter("x" * LARGEST).as_bytes()).kind is Kind.TOO_LARGE


def test_an_unknown_encoding_is_read_as_far_as_it_goes():
    raw = letter().as_bytes().replace(b'charset="utf-8"', b'charset="martian"')
    assert read(raw).text == "By the river."


@given(st.binary(max_size=400))
def test_whatever_comes_is_read_without_a_fault(raw):
    assert read(raw).kind in Kind


@given(st.binary(max_size=200))
def test_whatever_stands_in_the_header_is_read_without_a_fault(raw):
    assert read(
        b"To: " + raw + b"\r\nFrom: " + raw + b"\r\nContent-Type: " + raw + b"\r\n\r\nHello"
    )


def test_an_address_to_reply_to_is_long_and_found_again():
    token = new_token()
    address = with_token("reply@comity.example", token)
    assert read(letter(to=address).as_bytes()).token == token
    assert len(address.partition("@")[0]) <= 64


CRAFTED = {
    "quotes below blank lines": b"\n" * 400_000 + b">\n" * 250_000,
    "introductions without end": b"a\n\n12:30:\n>\n" * 60_000,
    "a parameter without end": b'Content-Type: text/plain; x="' + b";" * 400_000 + b"\n\nhello",
    "many parameters": b"Content-Type: text/plain;" + b" x=y;" * 150_000 + b"\n\nhello",
    "folded parameters": b"Content-Type: text/plain;\r\n" + b"\tx=y;\r" * 120_000 + b"\n\nhello",
    "a slow charset": b"Content-Type: text/plain; charset=punycode\n\na-" + b"a" * 900_000,
}
"""Letters of less than a megabyte over which a reader without care sits for minutes or hours."""


@pytest.mark.parametrize("raw", CRAFTED.values(), ids=CRAFTED)
def test_a_letter_made_to_be_slow_is_read_at_once(raw):
    letter = f"To: {TO}\n".encode() + (raw if raw.startswith(b"Content") else b"\n" + raw)
    began = process_time()
    read(letter)
    assert process_time() - began < 3


@pytest.mark.parametrize(
    "raw",
    [
        b"".join(
            b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (one, one)
            for one in range(2000)
        ),
        b"Content-Type: message/rfc822\n\n" * 5000 + b"hello",
        b"Content-Disposition: attachment; filename*=''x; filename*x=y; filename*0=\n\nhello",
    ],
    ids=["parts in parts", "letters in letters", "parameters that contradict each other"],
)
def test_what_the_parser_gives_up_on_is_nobody_s_letter(raw):
    assert read(f"To: {TO}\n".encode() + raw).kind is Kind.AUTOMATIC


def test_a_question_between_quotes_stays_and_introductions_go():
    text = "Yes.\n\nOn Monday at 12:30 somebody wrote:\n\n> a\n\n> b\nWhy?\n> c\nBecause."
    assert own_words(text) == "Yes.\n\n\nWhy?\nBecause."
