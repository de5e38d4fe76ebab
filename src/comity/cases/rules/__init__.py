"""How a case goes: its table, its votes, its reasons. Plain Python: no tables, no clock, no web."""
