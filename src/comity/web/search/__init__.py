"""The page on which anybody finds rules, bodies and communities."""
