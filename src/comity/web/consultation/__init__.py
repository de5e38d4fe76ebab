"""Pages of consultations, one module or folder an area."""
