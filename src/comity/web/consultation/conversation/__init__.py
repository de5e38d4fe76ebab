"""Pages about what was said before, what stands together, what was set aside, and summaries."""
