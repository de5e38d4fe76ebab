"""A code as JSON: everything that is known of it, in a shape that other programs can rely on.

``docs/guides/exchange.md`` describes the shape. It has a number; what reads one number reads every
file of that number, whatever is added to it.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict

from comity.charter.rules.toml import Path
from comity.codes.errors import CodeIdTwice, CodeJsonWrong, CodeShapeUnknown
from comity.codes.rules.documents import Document, Written
from comity.codes.rules.effective import content_hash, structure
from comity.codes.rules.provisions import Vocabulary
from comity.codes.rules.reader import read_values
from comity.codes.rules.stored import names_to
from comity.codes.rules.units import lines_of
from comity.kernel.chain import canonical
from comity.kernel.order import Bound

FORMAT = "comity-code"
SHAPE = 1

_TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|[{}\[\],:\n]')
_AXES = ("behaviours", "actors", "spaces", "exceptions", "parameters")


def write_json(document: Document, extra: Mapping[str, object] | None = None) -> str:
    """Write a code.

    Args:
        document: the code.
        extra: what else is known of this version, such as its number.
    """
    whole = {
        "format": FORMAT,
        "format_version": SHAPE,
        "hash": content_hash(document),
        **({"version": dict(extra)} if extra else {}),
        "code": {
            "id": document.slug,
            "level": document.level,
            "source_language": document.source_language,
            "licence": document.licence,
            "title": dict(document.title),
            "summary": dict(document.summary),
        },
        **names_to(document),
        "provisions": [_provision(one, document.source_language) for one in document.provisions],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def read_json(text: str, above: Vocabulary | None = None) -> Document:
    """Read what ``write_json`` wrote, or another program in the same shape.

    Args:
        text: the file.
        above: the names of the codes that a local code builds on, where they are to be checked.

    Raises:
        CodeJsonWrong: it is not JSON.
        CodeShapeUnknown: it is JSON of another shape.
        CodeIdTwice: two provisions have one name, or a table has a key twice.
        WrongInput: one thing in it is wrong; its line and key are named.
        SeveralProblems: several things are.
    """
    text = "\n".join(lines_of(text))
    try:
        found = json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as problem:
        line, column = problem.lineno, problem.colno
        raise CodeJsonWrong(field=f"line {line}", line=line, column=column) from problem
    except (ValueError, RecursionError) as problem:
        raise CodeJsonWrong(field="line 1", line=1, column=1) from problem
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise CodeShapeUnknown(field="format", version=SHAPE)
    if found.get("format_version") != SHAPE:
        raise CodeShapeUnknown(field="format_version", version=SHAPE)
    listed = found.get("provisions")
    names = _names(listed)
    values = {key: found[key] for key in ("code", *_AXES) if key in found}
    values["provisions"] = _by_name(listed) if names is not None else listed
    return read_values(values, dict(_lines(text, names or [])), above)


def _provision(written: Written, language: str) -> dict[str, object]:
    rule = written.provision
    said = written.texts[language]
    agreed = {"structure": structure(rule), "words": [said.title, said.body, said.example]}
    found: dict[str, object] = {
        "id": rule.id,
        "hash": hashlib.sha256(canonical(agreed)).hexdigest(),
        "kind": rule.kind,
        **({"modality": rule.modality} if rule.modality else {}),
        "derogable": rule.derogable,
        "behaviours": sorted(rule.behaviours),
        "actors": sorted(rule.actors),
        "spaces": sorted(rule.spaces),
        "exceptions": sorted(rule.exceptions),
        "parameters": {name: _bound(bound) for name, bound in rule.parameters.items()},
        "refines": rule.refines,
        "units": list(written.units),
        "source": _said(asdict(written.source)) if written.source else None,
        "texts": {
            tag: _said({"title": text.title, "text": text.body, "example": text.example})
            for tag, text in written.texts.items()
        },
    }
    return found


def _bound(bound: Bound) -> dict[str, object]:
    value: object = bound.value
    if isinstance(value, frozenset):
        value = sorted(value)
    elif isinstance(value, tuple):
        value = list(value)
    found: dict[str, object] = {"direction": bound.direction, "value": value}
    if bound.scale:
        found["scale"] = list(bound.scale)
    if bound.unit:
        found["unit"] = bound.unit
    return found


def _said(texts: Mapping[str, str]) -> dict[str, str]:
    return {key: text for key, text in texts.items() if text}


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Read a table; JSON itself would let the last of two equal keys win."""
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise CodeIdTwice(field=key[:100], name=key[:100])
        found[key] = value
    return found


def _names(listed: object) -> list[str] | None:
    """List the names of provisions; nothing where they are not a list of tables with names."""
    if not isinstance(listed, list):
        return None
    names = [one.get("id") if isinstance(one, dict) else None for one in listed]
    found = [one for one in names if isinstance(one, str)]
    return found if len(found) == len(names) else None


def _by_name(listed: object) -> dict[str, object]:
    """Put provisions under their names, their words beside what they ask, as TOML has them."""
    found: dict[str, object] = {}
    for one in listed if isinstance(listed, list) else []:
        texts = one.get("texts")
        rest = {
            key: value
            for key, value in one.items()
            if key not in {"id", "hash", "texts"} and value is not None
        }
        if one["id"] in found:
            raise CodeIdTwice(field="provisions", name=one["id"])
        found[one["id"]] = {**rest, **(texts if isinstance(texts, dict) else {})}
    return found


def _lines(text: str, names: list[str]) -> Iterator[tuple[Path, int]]:
    """Say on which line each key stands, under the path that the reader knows it by."""
    line, path = 1, [""]
    kinds: list[str] = []
    for token in _TOKEN.finditer(text):
        said = token[0]
        if said == "\n":
            line += 1
        elif said in "{[":
            kinds.append(said)
            path.append("0" if said == "[" else "")
        elif said in "}]" and kinds:
            kinds.pop()
            path.pop()
        elif said == "," and kinds and kinds[-1] == "[":
            path[-1] = str(int(path[-1]) + 1)
        elif said.startswith('"') and kinds and kinds[-1] == "{":
            rest = text[token.end() : token.end() + 100].lstrip()
            if rest.startswith(":"):
                path[-1] = json.loads(said)
                yield tuple(_known(path[1:], names)), line


def _known(path: list[str], names: list[str]) -> Iterator[str]:
    """Write a path as the reader does: provisions by name, words without their table."""
    inside = path[:1] == ["provisions"]
    for depth, key in enumerate(path):
        if inside and depth == 1 and key.isdecimal() and int(key) < len(names):
            yield names[int(key)]
        elif not (inside and depth == 2 and key == "texts"):  # noqa: PLR2004, below a provision
            yield key
