"""Engines: they know rows and columns, and nothing of estates."""
