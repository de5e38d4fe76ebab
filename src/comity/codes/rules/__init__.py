"""What a code says, and what it may not say less of. Plain Python: no tables, no clock, no web."""
