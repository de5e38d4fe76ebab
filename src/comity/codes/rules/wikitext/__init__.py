"""Wikitext: what pages of codes on wikis are written in, with the marks of their translators.

Only what such a page uses is read. Everything else is named, with its line and the reason.
"""

from comity.codes.rules.wikitext.walk import take_wikitext_apart

__all__ = ["take_wikitext_apart"]
