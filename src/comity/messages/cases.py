"""Words of ``cases``, by code."""

from comity.messages.words import Words

MESSAGES: Words = {}
