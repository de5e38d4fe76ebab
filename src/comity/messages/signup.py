"""Words of ``signup``, by code."""

from comity.messages.words import Words

MESSAGES: Words = {}
