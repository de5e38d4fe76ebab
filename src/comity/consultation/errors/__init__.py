"""What the consultation package refuses, one module an area."""
