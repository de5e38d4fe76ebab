"""What commands print: what people wrote in one line, and values for programs."""

import json
import re

import typer

BEGINNING = 80
"""Characters of a text in a list."""
_COMMANDS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Characters that a terminal obeys in place of showing them."""


def tell(line: object, *, err: bool = False) -> None:
    """Print what people wrote, without whatever the terminal would obey."""
    typer.echo(_COMMANDS.sub("", str(line)), err=err)


def beginning(text: str) -> str:
    """Give the beginning of a text in one line."""
    words = " ".join(text.split())
    return f"{words[:BEGINNING]}…" if len(words) > BEGINNING else words


def show_json(told: object) -> None:
    """Print plain values for programs; what a terminal would obey is written as its number."""
    text = json.dumps(told, ensure_ascii=False, indent=2)
    typer.echo(_COMMANDS.sub(lambda found: f"\\u{ord(found[0]):04x}", text))
