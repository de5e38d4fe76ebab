"""Pages about the charter: the numbers a movement agreed on."""
