"""Bodies, their mandates, and who sits in them."""
