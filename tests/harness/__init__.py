"""What tests need besides code: a served Comity, a browser, a database, proofs at rest."""
