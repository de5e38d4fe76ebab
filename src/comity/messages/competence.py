"""Words of ``competence``, by code."""

from comity.messages.words import Words

MESSAGES: Words = {}
