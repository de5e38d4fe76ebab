"""Pages about who takes part in a consultation, and about going out to those who do not."""
