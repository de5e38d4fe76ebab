"""Who has signed which version of a code, and on what basis."""
