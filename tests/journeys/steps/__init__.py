"""The steps of the main journey, each a few lines, told by whoever takes it."""
