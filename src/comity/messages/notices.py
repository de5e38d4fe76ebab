"""Words of ``notices``, by code."""

from comity.messages.words import Words

MESSAGES: Words = {}
