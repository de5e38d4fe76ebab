"""Bringing a code in, taking it along, and showing one provision on other sites."""
