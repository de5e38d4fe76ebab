"""Words of ``measures``, by code."""

from comity.messages.words import Words

MESSAGES: Words = {}
