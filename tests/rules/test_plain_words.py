"""The interface speaks in plain words: rules for every sentence, few and with their reasons."""

import re

import pytest
from babel.messages.catalog import Catalog

from comity.cli import catalogues
from comity.web.home.words import TERMS

MOST_WORDS = 25
"""Of one sentence; a tired reader loses the beginning of a longer one."""

FORBIDDEN = {
    r"please": "asks nicely for what is needed",
    r"invalid": "blames whoever typed; say what is wrong and how to mend it",
    r"oops": "makes light of a bad day",
    r"sorry": "apologises and changes nothing; say what can be done",
    r"victims?": "say harmed person",
    r"accused|accusers?": "say respondent, and reporter",
    r"offenders?|perpetrators?|culprits?|guilty": "say respondent; nothing has been found yet",
    r"sanctions?|punish\w*": "say measure",
    r"simply|just (?:click|type|enter)": "what is simple for one is not for another",
    r"e\.g\.|i\.e\.|etc\.": "say such as, that is, and so on",
    r"ha(?:s|ve) been (?:successfully|processed|submitted|performed|completed|generated|updated"
    r"|initiated|detected|executed|registered)": "speaks like a machine; say who did what",
    r"utili[sz]e|in order to|prior to|terminate": "there is a shorter word",
}
"""Words that no page says, and why."""

EXCLAMATION = re.compile(r"[a-z]!")
ACRONYM = re.compile(r"\b[A-Z]{2,}[0-9]*\b")

KNOWN_ACRONYMS = {
    "CSV": "stands behind the word file, for those who look for it",
    "TOML": "the format of a code, told to those who write one",
    "UTF": "as above",
    "HTML": "told to those who bring a code from a web page",
    "GNU": "a part of the name of our licence",
    "TOTP": "told to those who set it up, with what it is",
    "JSON": "told to programs",
    "MB": "on every computer and every telephone",
    "UUID": "told to programs",
    "API": "told to programs",
    "URL": "told to operators",
    "TLS": "told to operators",
    "UTC": "the time that clocks of servers show",
    "SQL": "told to operators",
    "PIN": "a word of banks and telephones",
}
"""Short forms that may stand in a sentence, and why."""

LISTS = (
    "the body was not the one to decide, somebody had a conflict",
    "Basic rights, Edit existing pages",
)
"""How long sentences begin that are lists: of the grounds of an appeal, of boxes to tick."""

NOT_OURS = frozenset({"comity/web/borrowed.py"})
"""Sentences of libraries, named there so that the English catalogue can say them in our words."""


def sentences(text):
    """Part a message into its sentences; markup and placeholders count as one word each."""
    plain = re.sub(r"<[^>]+>", " ", text)
    plain = re.sub(r"%\(\w+\)[sd]|%%", "X", plain)
    return [one for one in re.split(r"(?<=[.?!:;])\s+", plain) if one.strip()]


def faults(catalog):
    """Name each sentence that is not plain, with the file in which it stands."""
    for message in catalog:
        forms = message.id if isinstance(message.id, tuple) else (message.id,)
        where = message.locations[0][0] if message.locations else ""
        for text in filter(None, () if where in NOT_OURS else forms):
            yield from (f"{where}: {fault}: {text!r}" for fault in of_one(text))


def of_one(text):
    """Name what is not plain in one message."""
    for pattern, reason in FORBIDDEN.items():
        if found := re.search(rf"\b(?:{pattern})(?!\w)", text, re.IGNORECASE):
            yield f"{found[0]} ({reason})"
    if EXCLAMATION.search(text):
        yield "an exclamation mark"
    for sentence in sentences(text):
        if len(sentence.split()) > MOST_WORDS and not sentence.startswith(LISTS):
            yield f"{len(sentence.split())} words in one sentence"
    for short in ACRONYM.findall(re.sub(r"%\(\w+\)[sd]", "", text)):
        if short not in KNOWN_ACRONYMS and short not in GLOSSARY:
            yield f"{short} (say what it means, or explain it in the glossary)"


GLOSSARY = {str(term.name) for term in TERMS}


def test_every_sentence_of_the_interface_is_plain():
    found = list(faults(catalogues.extract_all()))
    assert not found, "\n".join(["", *found])


def test_every_acronym_that_is_let_through_is_used():
    said = " ".join(
        part
        for message in catalogues.extract_all()
        for part in (message.id if isinstance(message.id, tuple) else (message.id,))
    )
    assert [short for short in KNOWN_ACRONYMS if not re.search(rf"\b{short}", said)] == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Please wait.", "Please"),
        ("This is invalid.", "invalid"),
        ("The victim was told.", "victim"),
        ("It worked!", "exclamation"),
        ("One " * 26 + "words.", "27 words"),
        ("Your form has been processed.", "has been processed"),
        ("Ask the ABC.", "ABC"),
    ],
)
def test_a_planted_fault_is_found(text, fault):
    catalog = Catalog()
    catalog.add(text, locations=[("page.html", 1)])
    [line] = faults(catalog)
    assert line.startswith("page.html: ")
    assert fault in line


def test_plain_words_are_let_through():
    catalog = Catalog()
    catalog.add("Two members read it. You get an answer within %(days)s days.")
    assert list(faults(catalog)) == []
