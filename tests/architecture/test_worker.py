"""What a started web worker has loaded: nothing that only the engine of health needs."""

import os
import subprocess
import sys

import pytest

from tests.architecture.house import ROOT, build

HEAVY = ("duckdb", "numpy", "pyarrow", "scipy")
START = """
import io, sys
import {wsgi} as wsgi
answer = wsgi.application(
    {{
        "REQUEST_METHOD": "GET", "PATH_INFO": "/healthz", "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000", "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http",
    }},
    lambda status, headers: None,
)
b"".join(answer)
print("started", *sorted(set({heavy!r}) & set(sys.modules)))
"""


def heavy_modules(wsgi, *, stand_ins, path, tmp_path):
    """Start a worker, ask it for a page, and name the heavy modules that it has loaded.

    Args:
        wsgi: the dotted path of the application.
        stand_ins: a folder with a module of each heavy name, so that an import which forgives
            a missing module is seen too.
        path: the folder where the application is found.
        tmp_path: where the worker may write.
    """
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", START.format(wsgi=wsgi, heavy=HEAVY)],
        env=os.environ
        | {"PYTHONPATH": f"{stand_ins}{os.pathsep}{path}", "COMITY_VAR": str(tmp_path / "var")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.startswith("started"), done.stderr
    return done.stdout.split()[1:]


@pytest.fixture
def stand_ins(tmp_path):
    """Make empty modules with the heavy names."""
    return build(tmp_path / "stand_ins", {f"{name}.py": "" for name in HEAVY})


def test_a_web_worker_loads_nothing_heavy(tmp_path, stand_ins):
    wsgi = "comity.config.wsgi"
    path = ROOT / "src"
    assert heavy_modules(wsgi, stand_ins=stand_ins, path=path, tmp_path=tmp_path) == []


def test_a_planted_heavy_import_is_found(tmp_path, stand_ins):
    text = """
def application(environ, start):
    try:
        import numpy
    except ImportError:
        pass
    return [b""]
"""
    path = build(tmp_path / "planted", {"worker.py": text})
    found = heavy_modules("worker", stand_ins=stand_ins, path=path, tmp_path=tmp_path)
    assert found == ["numpy"]
