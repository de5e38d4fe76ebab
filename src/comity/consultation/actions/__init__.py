"""Everything that changes a consultation, one module an area."""
