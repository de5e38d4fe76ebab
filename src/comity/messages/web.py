"""Words of ``web``, by code."""

from comity.messages.words import Words

MESSAGES: Words = {}
