"""What consultations do later, one module an area."""
