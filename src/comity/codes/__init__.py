"""Codes of conduct: provisions, versions, translations, local codes and the floor."""
