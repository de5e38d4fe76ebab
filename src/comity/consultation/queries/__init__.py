"""What can be known about consultations, one module an area."""
