"""Help, a page for each task, in plain words and each with who sees what."""
