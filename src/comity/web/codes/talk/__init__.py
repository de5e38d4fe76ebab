"""Pages on which people talk about provisions between versions."""
