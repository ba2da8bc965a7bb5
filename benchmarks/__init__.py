"""Measurements against the speeds and sizes aimed at (docs/benchmarks.md); outside the wheel."""
