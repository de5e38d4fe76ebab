"""Which body may decide what, with reasons."""
