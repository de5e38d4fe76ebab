"""The connector to MediaWiki: account facts, evidence, messages and blocks."""
