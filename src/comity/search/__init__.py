"""Finding codes, bodies and communities by their words, in any script."""
