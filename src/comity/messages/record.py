"""Words of ``record``, by code."""

from comity.messages.words import Words

MESSAGES: Words = {}
