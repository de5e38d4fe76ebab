"""The shape of a table of words."""

from collections.abc import Mapping
from typing import TypeAlias

Words: TypeAlias = Mapping[str, object]
"""Codes and their sentences: lazily translated text, with named placeholders."""
