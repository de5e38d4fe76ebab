"""SQLite as Django speaks to it, with fairer turns."""
