"""What can be reached from where, read from the code: which address, call or command does what."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

import typer
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation

from comity.api.app import api
from comity.cli.app import app

ROOT: Path = settings.PACKAGE.parent
SKINS = ("web", "api", "cli")
MADE_UP = ("comity.cli.sandbox", "comity.web.design")
"""What fills a house of invented people is no skin, and neither is the page of components."""


class Name(NamedTuple):
    """Something at the top of a module."""

    module: str
    name: str


@dataclass
class Module:
    """What a module says.

    Attributes:
        body: what stands at its top, by name.
        imported: where its other names come from; a whole module has no name in it.
    """

    body: dict[str, ast.stmt] = field(default_factory=dict)
    imported: dict[str, tuple[str, str]] = field(default_factory=dict)


@cache
def actions() -> dict[Name, ast.FunctionDef]:
    """List what somebody does: every public function of an actions module that asks by whom."""
    return {
        Name(module, name): node
        for module in modules()
        if ".actions" in module and _package(module) not in SKINS
        for name, node in parsed(module).body.items()
        if isinstance(node, ast.FunctionDef) and not name.startswith("_") and "by" in _asked(node)
    }


def reached(skin: str) -> dict[Name, set[str]]:
    """Say by which addresses, calls or commands each action is done."""
    found: dict[Name, set[str]] = {one: set() for one in actions()}
    for told, start in WAYS[skin]():
        for one in _from(start):
            found[one].add(told)
    return found


def users(action: Name) -> set[str]:
    """Say which modules outside the skins use an action, but for the one in which it stands."""
    return {
        module
        for module in modules()
        if _package(module) not in SKINS and module != action.module
        for name in parsed(module).body
        if action in _next(Name(module, name))
    }


@cache
def modules() -> dict[str, Path]:
    """List all our modules, but for what makes people up."""
    found = {}
    for path in sorted((ROOT / "comity").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        if not module.startswith(MADE_UP):
            found[module] = path
    return found


@cache
def parsed(module: str) -> Module:
    """Read a module."""
    read = Module()
    for node in ast.walk(ast.parse(modules()[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            for one in node.names:
                inside = f"{node.module}.{one.name}"
                target = (inside, "") if inside in modules() else (node.module, one.name)
                read.imported[one.asname or one.name] = target
    for node in ast.parse(modules()[module].read_text(encoding="utf-8")).body:
        for name in _names(node):
            read.body[name] = node
    return read


def _package(module: str) -> str:
    return module.partition(".")[2].partition(".")[0]


def _names(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Assign):
        yield from (one.id for one in node.targets if isinstance(one, ast.Name))
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        yield node.target.id


def _asked(node: ast.FunctionDef) -> set[str]:
    return {one.arg for one in node.args.kwonlyargs}


def _resolved(module: str, name: str) -> Name | None:
    """Find where a name of a module is defined, however often it is handed on."""
    if module not in modules():
        return None
    read = parsed(module)
    if name in read.body:
        return Name(module, name)
    if name in read.imported:
        where, inside = read.imported[name]
        return _resolved(where, inside) if inside else None
    return None


@cache
def _next(here: Name) -> frozenset[Name]:
    """Say what something at the top of a module uses."""
    read = parsed(here.module)
    found = set()
    for node in ast.walk(read.body[here.name]):
        if isinstance(node, ast.Name):
            found.add(_resolved(here.module, node.id))
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            where, inside = read.imported.get(node.value.id, ("", "none"))
            if not inside:
                found.add(_resolved(where, node.attr))
    return frozenset(one for one in found if one is not None and one != here)


@cache
def _from(start: Name) -> frozenset[Name]:
    """Find the actions behind something of a skin; what an action does within itself is its own."""
    done, seen, waiting = set(), {start}, [start]
    known = actions()
    while waiting:
        for one in _next(waiting.pop()) - seen:
            seen.add(one)
            if one in known:
                done.add(one)
            elif _package(one.module) in SKINS:
                waiting.append(one)
    return frozenset(done)


def _at(called: Callable[..., object]) -> Name | None:
    """Find a function as it stands in its module, out of whatever is wrapped around it."""
    while inner := getattr(called, "__wrapped__", None) or getattr(called, "func", None):
        called = inner
    return _resolved(getattr(called, "__module__", ""), getattr(called, "__name__", ""))


def _routes() -> Iterator[tuple[str, Name]]:
    with translation.override("en"):
        yield from _patterns(get_resolver(), ())


def _patterns(above: URLResolver, names: tuple[str, ...]) -> Iterator[tuple[str, Name]]:
    for one in above.url_patterns:
        if isinstance(one, URLResolver):
            yield from _patterns(one, (*names, one.namespace) if one.namespace else names)
        elif isinstance(one, URLPattern):
            start = _at(one.callback)
            if start is not None and start.module.startswith("comity.web."):
                yield ":".join([*names, str(one.name)]), start


def _operations() -> Iterator[tuple[str, Name]]:
    for prefix, router in api._routers:
        for path, view in router.path_operations.items():
            for one in view.operations:
                start = _at(one.view_func)
                assert start is not None, one.view_func
                for method in one.methods:
                    yield f"{method} {prefix}{path}", start


def _commands() -> Iterator[tuple[str, Name]]:
    yield from _of_typer(app, "comity")


def _of_typer(group: typer.Typer, above: str) -> Iterator[tuple[str, Name]]:
    for one in group.registered_commands:
        assert one.callback is not None
        start = _at(one.callback)
        if start is not None:
            yield f"{above} {one.name or one.callback.__name__.replace('_', '-')}", start
    for inside in group.registered_groups:
        assert inside.typer_instance is not None
        yield from _of_typer(inside.typer_instance, f"{above} {inside.name or ''}".strip())


WAYS = {"web": _routes, "api": _operations, "cli": _commands}
