"""Pages about one's keys: making, unlocking and locking them."""
