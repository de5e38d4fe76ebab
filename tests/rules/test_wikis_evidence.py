from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.wikis.errors import EvidenceElsewhere, EvidenceNotReadable
from comity.wikis.rules import Beside, Evidence, Pointer, Revision, SiteFacts, read_pointer

SITE = SiteFacts(
    name="Hügelwiki",
    language="de",
    hosts=frozenset({"hill.example", "m.hill.example:8443"}),
    script="/w/index.php",
    article_path="/wiki/$1",
    special=frozenset({"special", "spezial", "خاص"}),
    diff=frozenset({"diff", "unterschied"}),
    permalink=frozenset({"permalink", "permanentlink", "permanenter link"}),
    time=datetime(2026, 11, 21, tzinfo=UTC),
)
numbers = st.integers(1, 10**18 - 1)


@pytest.mark.parametrize(
    ("text", "pointer"),
    [
        ("123", Pointer(123)),
        ("  123\n", Pointer(123)),
        ("https://hill.example/w/index.php?oldid=123", Pointer(123)),
        ("https://hill.example/w/index.php?title=Garden&oldid=123", Pointer(123)),
        ("https://hill.example/w/index.php?diff=123", Pointer(123, Beside.PREVIOUS)),
        ("https://hill.example/w/index.php?diff=123&oldid=120", Pointer(123, 120)),
        ("https://hill.example/w/?diff=123&oldid=120", Pointer(123, 120)),
        ("https://hill.example/w/index.php/Garden?diff=123&oldid=120", Pointer(123, 120)),
        ("https://hill.example/w/index.php?oldid=120&title=A%26B&diff=123#top", Pointer(123, 120)),
        (
            "https://hill.example/w/index.php?title=G&diff=prev&oldid=123",
            Pointer(123, Beside.PREVIOUS),
        ),
        ("https://hill.example/w/index.php?title=G&diff=next&oldid=123", Pointer(123, Beside.NEXT)),
        (
            "https://hill.example/w/index.php?title=G&diff=cur&oldid=123",
            Pointer(123, Beside.CURRENT),
        ),
        ("https://hill.example/w/index.php?title=G&diff=0&oldid=123", Pointer(123, Beside.CURRENT)),
        ("https://hill.example/wiki/Garden?diff=123&oldid=120", Pointer(123, 120)),
        ("https://hill.example/wiki/Special:Diff/123", Pointer(123, Beside.PREVIOUS)),
        ("https://hill.example/wiki/Special:Diff/120/123", Pointer(123, 120)),
        ("https://hill.example/wiki/Special:Diff/prev/123", Pointer(123, Beside.PREVIOUS)),
        ("https://hill.example/wiki/Special:Diff/123/next", Pointer(123, Beside.NEXT)),
        ("https://hill.example/wiki/Spezial:Unterschied/123", Pointer(123, Beside.PREVIOUS)),
        ("https://hill.example/wiki/spezial:unterschied/120/123", Pointer(123, 120)),
        (
            "https://hill.example/wiki/%D8%AE%D8%A7%D8%B5:Diff/123",
            Pointer(123, Beside.PREVIOUS),
        ),
        ("https://hill.example/wiki/Special:Permanenter_Link/123", Pointer(123)),
        ("https://hill.example/wiki/Special:PermaLink/123#Discussion", Pointer(123)),
        ("https://hill.example/wiki/Special:Redirect/revision/123", Pointer(123)),
        ("https://hill.example/w/index.php?title=Special:Diff/120/123", Pointer(123, 120)),
        (
            "https://m.hill.example:8443/wiki/Special:MobileDiff/123",
            Pointer(123, Beside.PREVIOUS),
        ),
        ("https://hill.example/wiki/Special:MobileDiff/120...123", Pointer(123, 120)),
        ("http://hill.example/w/index.php?oldid=123", Pointer(123)),
        ("https://hill.example:443/w/index.php?oldid=123", Pointer(123)),
        ("HTTPS://HILL.EXAMPLE/w/index.php?oldid=123", Pointer(123)),
        ("//hill.example/w/index.php?oldid=123", Pointer(123)),
        ("hill.example/wiki/Special:Diff/123", Pointer(123, Beside.PREVIOUS)),
        ("[[Special:Diff/123]]", Pointer(123, Beside.PREVIOUS)),
        ("[[:Special:Diff/120/123|this edit]]", Pointer(123, 120)),
    ],
)
def test_an_edit_is_understood_however_it_is_named(text, pointer):
    assert read_pointer(text, SITE) == pointer


@pytest.mark.parametrize(
    "text",
    [
        "https://other.example/w/index.php?diff=123",
        "https://hill.example.other.example/wiki/Special:Diff/123",
        "https://other.example/https://hill.example/wiki/Special:Diff/123",
        "https://hill.example:8080/wiki/Special:Diff/123",
        "http://hill.example:8443/wiki/Special:Diff/123",
        "//other.example/wiki/Special:Diff/123",
    ],
)
def test_an_address_of_another_host_is_refused(text):
    with pytest.raises(EvidenceElsewhere) as refusal:
        read_pointer(text, SITE, field="diff")
    assert refusal.value.detail == {"field": "diff", "host": "hill.example"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "-5",
        "12 34",
        "1234567890123456789",
        "١٢٣",
        "Garden",
        "[[Garden]]",
        "[[",
        "[[Special:Diff]]",
        "[[Special:Diff/]]",
        "[[Special:Diff/a/b]]",
        "https://",
        "https://hill.example",
        "https://hill.example/",
        "https://hill.example/wiki/Garden",
        "https://hill.example/wiki/Special:Contributions/123",
        "https://hill.example/wiki/Special:Redirect/page/123",
        "https://hill.example/wiki/Garden:Diff/123",
        "https://hill.example/elsewhere?diff=123",
        "https://hill.example/w/index.php?title=Garden&action=history",
        "https://hill.example/w/index.php?curid=123",
        "https://hill.example/w/index.php?diff=prev",
        "https://hill.example/w/index.php?diff=cur&oldid=cur",
        "https://hill.example/w/index.php?diff=123&oldid=abc",
        "https://hill.example/w/index.php?diff=0&oldid=0",
        "https://hill.example/w/index.php?" + "a=1&" * 200,
        "https://user@hill.example/wiki/Special:Diff/123",
        "https://hill.example\\@other.example/wiki/Special:Diff/123",
        "https://hill.example:port/wiki/Special:Diff/123",
        "https://[hill.example/wiki/Special:Diff/123",
        "ftp://hill.example/wiki/Special:Diff/123",
        "javascript://hill.example/wiki/Special:Diff/123",
        "https://hill.example/wiki/Special:Diff/\x00123",
        "https://hill.example/wiki/Special:Diff/123\nhttps://other.example",
        "https://hill.example/w/index.php?oldid=123" + "&x" * 4000,
    ],
)
def test_what_names_no_edit_is_refused(text):
    with pytest.raises(EvidenceNotReadable) as refusal:
        read_pointer(text, SITE)
    assert refusal.value.field == "evidence"


@given(st.text() | st.text().map("https://hill.example/wiki/Special:{}".format))
def test_whatever_is_typed_is_read_or_refused(text):
    try:
        pointer = read_pointer(text, SITE)
    except (EvidenceElsewhere, EvidenceNotReadable):
        return
    assert pointer.revision > 0


@given(numbers, numbers)
def test_every_spelling_of_a_diff_is_the_same_diff(older, newer):
    spellings = {
        read_pointer(text, SITE)
        for text in (
            f"https://hill.example/w/index.php?diff={newer}&oldid={older}",
            f"https://hill.example/wiki/Special:Diff/{older}/{newer}",
            f"https://hill.example/wiki/Special:MobileDiff/{older}...{newer}",
            f"[[Spezial:Unterschied/{older}/{newer}]]",
        )
    }
    assert spellings == {Pointer(newer, older)}


def revision(**changes):
    facts = {
        "id": 123,
        "parent": 120,
        "page": "Garden",
        "page_id": 7,
        "namespace": 0,
        "author": 5,
        "author_name": "Ferron",
        "at": datetime(2026, 11, 21, 9, 0, tzinfo=UTC),
        "summary": "sowing",
        "text": "Beans.",
        "sha1": "ab",
        "deleted": False,
    }
    return Revision(**{**facts, **changes})


def test_what_is_kept_can_be_written_plainly():
    kept = Evidence(revision(), revision(id=120, parent=0)).as_json()
    assert kept["newer"]["at"] == "2026-11-21T09:00:00+00:00"
    assert kept["older"]["id"] == 120
    assert Evidence(revision(), None).as_json()["older"] is None


@given(st.sampled_from(["text", "summary", "author_name", "page"]), st.text(min_size=1))
def test_another_content_has_another_digest(field, text):
    changed = Evidence(revision(**{field: text}), None)
    same = getattr(revision(), field) == text
    assert (changed.digest == Evidence(revision(), None).digest) is same


def test_a_digest_does_not_confuse_the_two_sides():
    a, b = revision(), revision(id=120)
    assert Evidence(a, b).digest != Evidence(b, a).digest
