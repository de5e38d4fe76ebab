"""Words of ``reports``, by code."""

from comity.messages.words import Words

MESSAGES: Words = {}
