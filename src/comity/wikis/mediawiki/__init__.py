"""The one adapter to MediaWiki's Action API. Nothing else in Comity speaks to a wiki."""

from comity.wikis.mediawiki.connection import BearerToken, BotPassword, Credentials, Patience
from comity.wikis.mediawiki.writing import MediaWiki, Posted

__all__ = ["BearerToken", "BotPassword", "Credentials", "MediaWiki", "Patience", "Posted"]
