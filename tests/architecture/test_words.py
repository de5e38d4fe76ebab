"""Every refusal and fact has words, and every fact says what is personal."""

import re
import sys
from dataclasses import dataclass, fields
from importlib import import_module
from typing import ClassVar

import grimp
import pytest

from comity.kernel.errors import DomainError
from comity.kernel.facts import Fact
from comity.messages import MESSAGES
from tests.architecture.house import PACKAGE, build, expect_none, python_files

NOT_IMPORTED = re.compile(r"comity\.config|comity\.__main__|.*\.migrations")  # these do things


@pytest.fixture(scope="module", autouse=True)
def _loaded():
    """Load every module, so that every class that it defines is known."""
    for module in sorted(grimp.build_graph("comity", cache_dir=None).modules):
        if not NOT_IMPORTED.match(module):
            import_module(module)


def kinds_of(base):
    """Find every class of Comity below a base, in whichever module it stands."""
    found = base.__subclasses__()
    below = found + [deeper for cls in found for deeper in kinds_of(cls)]
    return [cls for cls in dict.fromkeys(below) if stands(cls)]


def stands(cls):
    """Tell whether a class is what its module shows: a slotted dataclass leaves a twin behind."""
    return cls.__module__.startswith("comity.") and (
        getattr(sys.modules[cls.__module__], cls.__qualname__, None) is cls
    )


def without_words(codes, words):
    """Name the codes that nobody has found words for."""
    return sorted(set(codes) - set(words))


def said_by_nobody(words, root):
    """Name the codes that have words but stand nowhere else in the code or the templates.

    A family counts as said where its head is put together with a name: ``f"floor_{axis}"``.
    """
    text = "\n".join(
        path.read_text()
        for path in [*python_files(root), *root.rglob("*.html"), *root.rglob("*.txt")]
        if path.parent.name != "messages"
    )
    heads = set(re.findall(r'f"([a-z_]+_)\{', text))
    names = set(re.findall(r"\w+(?::\w+)?", text.lower()))
    return sorted(
        code
        for code in words
        if code not in names
        and not any(code.startswith(head) and _parts(code, head) <= names for head in heads)
    )


def _parts(code, head):
    """Give the names that an ending may be made of: ``modality_must`` of two."""
    return set(code.removeprefix(head).split("_"))


def badly_declared(facts):
    """Name the facts that do not say themselves what they are, and what of it is personal.

    A class that others are made from says nothing yet.
    """
    return [
        fact.__name__
        for fact in facts
        if not fact.__subclasses__()
        and not (
            hasattr(fact, "kind")
            and "personal" in vars(fact)
            and fact.personal <= {field.name for field in fields(fact)}
        )
    ]


def said_twice(classes, name):
    """Name the codes or kinds that two classes share, so that words would fit one only."""
    seen = [getattr(cls, name) for cls in classes if name in vars(cls)]
    return sorted({code for code in seen if seen.count(code) > 1})


def test_every_error_has_words():
    expect_none(without_words([error.code for error in kinds_of(DomainError)], MESSAGES))


def test_every_fact_has_words():
    kinds = [fact.kind for fact in kinds_of(Fact) if hasattr(fact, "kind")]
    expect_none(without_words(kinds, MESSAGES))


def test_no_words_are_left_over():
    expect_none(said_by_nobody(MESSAGES, PACKAGE))


def test_every_code_has_one_meaning():
    expect_none(said_twice(kinds_of(DomainError), "code"))
    expect_none(said_twice(kinds_of(Fact), "kind"))


def test_every_fact_says_which_of_its_fields_are_personal():
    expect_none(badly_declared(kinds_of(Fact)))


def test_a_code_without_words_is_found():
    assert without_words(["known", "planted"], {"known": "Known."}) == ["planted"]


def test_words_for_nothing_are_found(tmp_path):
    build(tmp_path, {"errors.py": 'code = "known"\n', "messages/all.py": 'M = {"planted": ""}\n'})
    assert said_by_nobody({"known": "", "planted": ""}, tmp_path) == ["planted"]


def test_a_code_with_two_meanings_is_found():
    one = type("One", (), {"code": "planted"})
    two = type("Two", (), {"code": "planted"})
    assert said_twice([one, two], "code") == ["planted"]


def test_a_fact_that_hides_what_is_personal_is_found():
    @dataclass(frozen=True, kw_only=True)
    class Silent(Fact):
        kind: ClassVar[str] = "planted:silent"

    @dataclass(frozen=True, kw_only=True)
    class Wrong(Fact):
        kind: ClassVar[str] = "planted:wrong"
        personal: ClassVar[frozenset[str]] = frozenset({"nobody"})

    assert badly_declared([Silent, Wrong]) == ["Silent", "Wrong"]
