"""What decides in a consultation, one module an area."""
