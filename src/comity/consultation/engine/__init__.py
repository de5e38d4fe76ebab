"""What needs numpy or scipy. Plain Python without Django, loaded by workers and the CLI only."""
