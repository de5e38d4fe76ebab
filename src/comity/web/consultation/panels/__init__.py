"""Pages about panels that are drawn by lot."""
