"""Writing a code as TOML, so that people can sort what an import brought and send it back."""

import re
from collections.abc import Iterator, Mapping

from comity.codes.rules.documents import Document, Written
from comity.codes.rules.provisions import EVERYONE, EVERYWHERE
from comity.kernel.order import Bound

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def write(document: Document) -> str:
    """Write a code so that ``rules.reader`` reads the same code again."""
    return "\n".join(_lines(document)).strip() + "\n"


def _lines(document: Document) -> Iterator[str]:
    yield "[code]"
    yield f"id = {_text(document.slug)}"
    yield f"level = {_text(document.level)}"
    yield f"source_language = {_text(document.source_language)}"
    if document.licence:
        yield f"licence = {_text(document.licence)}"
    yield from _table("code.title", document.title)
    yield from _table("code.summary", document.summary)
    trees = {
        "behaviours": document.vocabulary.behaviours.parents,
        "actors": document.vocabulary.actors.parents,
        "spaces": document.vocabulary.spaces.parents,
    }
    for axis, names in document.words.items():
        for name, words in names.items():
            parent = trees.get(axis, {}).get(name, "")
            above = {"parent": parent} if parent else {}
            yield from _table(f"{axis}.{_key(name)}", {**above, **words})
    for one in document.provisions:
        yield from _provision(one)


def _provision(written: Written) -> Iterator[str]:
    rule, name = written.provision, f"provisions.{_key(written.provision.id)}"
    yield ""
    yield f"[{name}]"
    yield f"kind = {_text(rule.kind)}"
    if rule.modality:
        yield f"modality = {_text(rule.modality)}"
    if rule.derogable:
        yield "derogable = true"
    usual = {"actors": frozenset({EVERYONE}), "spaces": frozenset({EVERYWHERE})}
    for key in ("behaviours", "actors", "spaces", "exceptions"):
        names: frozenset[str] = getattr(rule, key)
        if names and names != usual.get(key):
            yield f"{key} = {_list(sorted(names))}"
    if rule.refines:
        yield f"refines = {_text(rule.refines)}"
    if written.units:
        yield f"units = {_list(written.units)}"
    for parameter, bound in rule.parameters.items():
        yield from _bound(f"{name}.parameters.{_key(parameter)}", bound)
    if source := written.source:
        taken = {
            "title": source.title,
            "address": source.address,
            "section": source.section,
            "licence": source.licence,
        }
        yield from _table(f"{name}.source", {key: one for key, one in taken.items() if one})
    for language, text in written.texts.items():
        said = {"title": text.title, "text": text.body, "example": text.example}
        yield from _table(
            f"{name}.{_key(language)}", {key: one for key, one in said.items() if one}
        )


def _bound(name: str, bound: Bound) -> Iterator[str]:
    yield f"[{name}]"
    yield f"direction = {_text(bound.direction)}"
    value = bound.value
    if isinstance(value, frozenset):
        yield f"value = {_list(sorted(value))}"
    elif isinstance(value, tuple):
        yield f"value = [{value[0]}, {value[1]}]"
    else:
        yield f"value = {value if isinstance(value, int) else _text(value)}"
    if bound.scale:
        yield f"scale = {_list(bound.scale)}"
    if bound.unit:
        yield f"unit = {_text(bound.unit)}"


def _table(name: str, texts: Mapping[str, str]) -> Iterator[str]:
    if texts:
        yield f"[{name}]"
    for key, text in texts.items():
        yield f"{_key(key)} = {_text(text)}"


def _list(texts: tuple[str, ...] | list[str]) -> str:
    return "[" + ", ".join(_text(one) for one in texts) + "]"


def _key(key: str) -> str:
    bare = key.isascii() and key.replace("-", "").replace("_", "").isalnum()
    return key if bare else _text(key)


def _text(text: str) -> str:
    """Quote a text as TOML wants it: control characters as their number."""
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    for letter, written in (("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r")):
        quoted = quoted.replace(letter, written)
    return '"' + _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted) + '"'
