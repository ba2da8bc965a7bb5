"""Menus by residents' rule: what votes choose beside what the plan chooses (docs/voices.md)."""
