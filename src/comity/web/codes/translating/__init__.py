"""Pages on which codes are translated: how far each language is, its units, and its terms."""
