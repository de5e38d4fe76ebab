"""What we need on a wiki, from what is known of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from comity.messages import words
from comity.wikis.rules import (
    Capabilities,
    Editing,
    Found,
    Met,
    Survey,
    belongs,
    checklist,
    is_domain,
    usable_now,
)
from comity.wikis.rules.configuration import group_lines, refusing_lines, rights_lines

HERE = "https://hill.example/w/api.php"
ALL = frozenset(
    {
        *("read", "edit", "createtalk", "block", "blockemail", "deletedhistory", "deletedtext"),
        "sendemail",
    }
)


def can(rights=ALL, **changes):
    known = {
        "login": "Gatekeeper",
        "rights": frozenset(rights),
        "partial_blocks": True,
        "page_restrictions": True,
        "namespace_restrictions": True,
        "several_blocks": False,
        "email": True,
        "rename_log": True,
        "oauth": False,
        "central_accounts": False,
    }
    return Capabilities(**(known | changes))


def survey(**changes):
    known = {
        "version": "1.43.1",
        "groups": frozenset({"*", "user", "signed", "sysop"}),
        "editors": frozenset({"signed", "sysop"}),
        "powerful": frozenset({"sysop"}),
        "can_add": frozenset({"signed"}),
        "can_remove": frozenset({"signed"}),
        "blocked": False,
        "temporary_accounts": True,
    }
    return Survey(**(known | changes))


def found(**changes):
    known = {"api_url": HERE, "can": can(), "survey": survey(), "group": "signed", "refuses": True}
    return Found(**(known | changes))


def met(**changes):
    return {line.name: line.met for line in checklist(found(**changes))}


def test_a_wiki_with_everything_lacks_nothing():
    assert set(met().values()) == {Met.MET}
    assert usable_now(checklist(found()))


def test_a_wiki_that_was_never_asked_is_known_by_its_address_alone():
    lines = met(can=None, survey=None)
    assert lines.pop("address") is Met.MET
    assert set(lines.values()) == {Met.UNKNOWN}


@pytest.mark.parametrize("trouble", ["wiki_unreachable", "wiki_slow", "wiki_not_understood"])
def test_where_nobody_answers_nothing_is_known_of_the_login(trouble):
    lines = met(trouble=trouble)
    assert (lines["answer"], lines["login"], lines["block"]) == (
        Met.MISSING,
        Met.UNKNOWN,
        Met.UNKNOWN,
    )


def test_where_the_login_is_refused_the_wiki_says_why():
    lines = {
        line.name: line
        for line in checklist(found(trouble="wiki_refuses_us", said="Wrong password."))
    }
    assert (lines["answer"].met, lines["login"].met) == (Met.MET, Met.MISSING)
    assert lines["login"].found == "Wrong password."
    assert lines["block"].met is Met.UNKNOWN, "what was true before the trouble may be no more"


@pytest.mark.parametrize(
    ("changes", "name", "state"),
    [
        ({"api_url": "http://hill.example/api.php"}, "address", Met.MISSING),
        ({"survey": survey(version="1.34.0")}, "version", Met.MISSING),
        ({"survey": survey(version="")}, "version", Met.MISSING),
        ({"survey": survey(version="2.0")}, "version", Met.MET),
        ({"survey": survey(blocked=True)}, "free", Met.MISSING),
        ({"can": can(ALL - {"createtalk"})}, "write", Met.MISSING),
        ({"can": can(page_restrictions=False)}, "partial_blocks", Met.MISSING),
        ({"can": can(email=False)}, "mail", Met.MISSING),
        ({"can": can(rename_log=False)}, "renames", Met.MISSING),
        ({"can": can(ALL | {"userrights"})}, "little", Met.EXCESS),
        ({"survey": survey(temporary_accounts=False)}, "temporary", Met.MISSING),
        ({"survey": survey(can_remove=frozenset())}, "group", Met.MISSING),
        ({"survey": survey(powerful=frozenset({"signed"}))}, "group", Met.MISSING),
        ({"survey": survey(editors=frozenset({"user", "signed"}))}, "only_group", Met.MISSING),
    ],
)
def test_what_is_missing_is_named_and_nothing_else(changes, name, state):
    lines = met(**changes)
    assert lines.pop(name) is state
    assert set(lines.values()) <= {Met.MET}


def test_who_can_edit_is_read_from_the_groups():
    for editors, editing in (
        ({"*", "signed"}, Editing.EVERYBODY),
        ({"autoconfirmed", "signed"}, Editing.EVERYBODY),
        ({"signed", "sysop"}, Editing.ONLY_GROUP),
        ({"sysop"}, Editing.NOT_EVEN_GROUP),
    ):
        assert survey(editors=frozenset(editors)).editing("signed") is editing


def test_a_wiki_that_makes_nothing_of_signatures_is_asked_for_nothing_of_it():
    names = {line.name for line in checklist(found(group="", refuses=False))}
    assert names.isdisjoint({"group", "only_group"})


def test_every_line_has_its_words():
    for line in checklist(found()):
        for head in ("need", "why", "without"):
            assert words(f"wiki_{head}_{line.name}")


@given(some.sets(some.sampled_from(sorted(ALL))), some.sampled_from(sorted(ALL)))
def test_one_more_right_never_makes_a_wiki_worse(rights, more):
    before = met(can=can(rights))
    after = met(can=can(rights | {more}))
    assert all(after[name] is Met.MET for name in before if before[name] is Met.MET)


@given(some.text())
def test_nothing_in_an_address_ends_the_text_it_stands_in(address):
    lines = refusing_lines("signed", address)
    quoted = address.replace("\\", "\\\\").replace("'", "\\'")
    assert f"Read it and sign: {quoted}' ]" in lines


def test_a_survey_is_read_as_it_was_written():
    assert Survey.from_json(survey().as_json()) == survey()
    assert Survey.from_json({}).old


def test_the_lines_touch_no_other_group():
    for lines in (rights_lines(["block"]), group_lines("signed")):
        assert "sysop" not in lines
    assert "$wgAddGroups['comity'][] = 'signed';" in group_lines("signed")


@pytest.mark.parametrize(
    ("address", "domain", "inside"),
    [
        ("https://hill.example/api.php", "hill.example", True),
        ("https://AR.Hill.Example:8443/api.php", "hill.example", True),
        ("https://hill.example.thief.example/api.php", "hill.example", False),
        ("https://thiefhill.example/api.php", "hill.example", False),
        ("https://example/hill.example/api.php", "hill.example", False),
    ],
)
def test_an_address_lies_in_a_domain_or_not(address, domain, inside):
    assert belongs(address, domain) is inside


@pytest.mark.parametrize("text", ["hill.example", "127.0.0.1", "localhost", "a-b.c1.example"])
def test_a_domain_is_one(text):
    assert is_domain(text)


@pytest.mark.parametrize("text", ["", "example", ".example", "a..b", "a_b.example", "é.example"])
def test_what_is_no_domain_is_none(text):
    assert not is_domain(text)
