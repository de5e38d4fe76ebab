"""Pages about codes: what binds, where it comes from, what changed, and the floor."""
