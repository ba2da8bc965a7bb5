"""The version of what construction means (docs/construction.md)."""

SEMANTICS = "2"
"""Version of the meaning; every result stores it, and it changes when a sentence of the page changes."""
