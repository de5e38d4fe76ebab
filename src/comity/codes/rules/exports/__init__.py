"""Taking a code along: as files that people read, and that give the same code when they return."""
