from dataclasses import replace

import pytest

from comity.codes.errors import CodeKeyMissing, CodeKeyUnknown, CodeValueWrong
from comity.codes.rules.documents import Source
from comity.codes.rules.reader import read
from comity.codes.rules.stored import source_from, source_to
from comity.codes.rules.writer import write
from tests.factories.codes import ANSWER, KINDNESS, universal

TAKEN = Source(
    "Contributor Covenant 2.1",
    "https://www.contributor-covenant.org/version/2/1/",
    "Our Standards",
    "CC-BY-4.0",
)


@pytest.mark.parametrize("source", [TAKEN, Source("A talk in the library"), None])
def test_a_code_that_is_written_and_read_again_still_knows_its_sources(source):
    document = universal(replace(ANSWER, source=source), KINDNESS)
    assert read(write(document)) == document
    assert source_from(source_to(source)) == source


def with_source(lines):
    text = write(universal(KINDNESS))
    return text.replace("[provisions.kindness.en]", f"{lines}\n[provisions.kindness.en]")


@pytest.mark.parametrize(
    ("lines", "refusal"),
    [
        ('[provisions.kindness.source]\naddress = "https://example.org/"', CodeKeyMissing),
        (
            '[provisions.kindness.source]\ntitle = "Ours"\naddress = "javascript:alert(1)"',
            CodeValueWrong,
        ),
        ('[provisions.kindness.source]\ntitle = "Ours"\nauthor = "me"', CodeKeyUnknown),
        (f'[provisions.kindness.source]\ntitle = "Ours"\nlicence = "{"x" * 99}"', CodeValueWrong),
    ],
)
def test_a_source_that_cannot_be_shown_is_refused(lines, refusal):
    with pytest.raises(refusal) as refused:
        read(with_source(lines))
    assert refused.value.field.startswith("provisions.kindness.source.")
