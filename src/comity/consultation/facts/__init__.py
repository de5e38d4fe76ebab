"""What the consultation package puts on record, one module an area."""
