"""The store: one SQLite file with programmes, cases and what was found of them."""
