"""Measurements against the speeds and sizes that DESIGN.md aims at; outside the wheel."""
