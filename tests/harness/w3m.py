"""Somebody at a text browser: w3m, on a terminal of its own."""

import os
import pty
import subprocess
import threading
import time
from contextlib import contextmanager
from pathlib import Path

from tests.harness import real_parts

PATIENCE = 20
LOOK = 0.05
NEXT, BEFORE, TOP, END, ENTER = "\t", "\x1b\t", "g", "G", "\r"


def read(url, *, columns=80):
    """Give a page as w3m writes it on a terminal."""
    done = subprocess.run(
        [real_parts.need("w3m"), "-dump", "-cols", str(columns), "-T", "text/html", url],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env={"HOME": "/nonexistent", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"},
    )
    return done.stdout


@contextmanager
def opened(url, folder):
    """Open a page on a terminal: ``with opened(url, tmp_path) as terminal``."""
    terminal = Terminal(Path(folder), real_parts.need("w3m"), url)
    try:
        yield terminal
    finally:
        terminal.close()


class Terminal:
    """A terminal with w3m on it; what it shows is read by having w3m save it."""

    def __init__(self, folder, program, url):
        self._folder = folder
        self._text = folder / "typed"
        self._saved = 0
        editor = folder / "editor"
        editor.write_text(f'#!/bin/sh\ncp "{self._text}" "$1"\n')
        editor.chmod(0o700)
        self._pid, self._keys = pty.fork()
        if self._pid == 0:
            surroundings = {
                "HOME": str(folder),
                "TERM": "vt100",
                "LANG": "C.UTF-8",
                "EDITOR": str(editor),
                "PATH": "/usr/bin:/bin",
                "LINES": "50",
                "COLUMNS": "100",
            }
            os.execve(program, ["w3m", "-o", "confirm_qq=0", "-cookie", url], surroundings)  # noqa: S606, no shell
        threading.Thread(target=self._drain, daemon=True).start()

    def text(self):
        """Give the whole page as it stands on the terminal."""
        self._saved += 1
        file = self._folder / f"screen{self._saved}"
        self._type(f"S{file}{ENTER}")
        give_up = time.monotonic() + PATIENCE
        while not (file.exists() and file.stat().st_size):
            assert time.monotonic() < give_up, "w3m shows nothing"
            time.sleep(LOOK)
        time.sleep(LOOK)  # it may still be writing
        return file.read_text()

    def arrive(self, words):
        """Wait for a page with these words, and give its text.

        Raises:
            AssertionError: it does not come.
        """
        give_up = time.monotonic() + PATIENCE
        while words not in (text := self.text()):
            assert time.monotonic() < give_up, f"{words!r} does not come:\n{text}"
            time.sleep(LOOK)
        return text

    def follow(self, words):
        """Search for the first link that says this, and press Enter."""
        self._type(f"{TOP}/{words}{ENTER}{ENTER}")

    def press(self, words):
        """Search for the last button that says this, and press Enter."""
        self._type(f"{END}?{words}{ENTER}{ENTER}")

    def choose(self, words):
        """Search for a choice, go back to its button or box, and press Enter."""
        self._type(f"{TOP}/{words}{ENTER}{BEFORE}{ENTER}")

    def write(self, label, text):
        """Search for a field of many lines by its label, and write with an editor."""
        self._text.write_text(f"{text}\n")
        self._type(f"{TOP}/{label}{ENTER}{NEXT}{ENTER}")

    def close(self):
        """Leave w3m."""
        self._type("q")
        os.close(self._keys)
        os.waitpid(self._pid, 0)

    def _type(self, keys):
        os.write(self._keys, keys.encode())
        time.sleep(LOOK)

    def _drain(self):
        """Take what w3m draws, so that it goes on drawing."""
        try:
            while os.read(self._keys, 65536):
                pass
        except OSError:
            return
