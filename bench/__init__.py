"""What was promised in figures, measured over HTTP against a served Comity."""
