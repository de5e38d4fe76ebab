"""Pages about wikis: connecting them, and what is missing there."""
