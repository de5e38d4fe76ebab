"""Words of ``access``, by code."""

from comity.messages.words import Words

MESSAGES: Words = {}
