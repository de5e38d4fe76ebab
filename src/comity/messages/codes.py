"""Words of ``codes``, by code."""

from comity.messages.words import Words

MESSAGES: Words = {}
