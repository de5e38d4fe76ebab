"""Words of ``bodies``, by code."""

from comity.messages.words import Words

MESSAGES: Words = {}
