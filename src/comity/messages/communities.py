"""Words of ``communities``, by code."""

from comity.messages.words import Words

MESSAGES: Words = {}
