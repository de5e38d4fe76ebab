"""What tests need besides the code: a served Comity, a browser, a database server, proofs at rest."""
