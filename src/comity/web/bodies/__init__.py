"""Pages about bodies."""
