"""Pages about communities, and about who decides what in them."""
