"""Fen to yuan for the plan document."""

from __future__ import annotations


def yuan(fen: int) -> int | float:
    """Return yuan, whole where they are; two decimals are exact in JSON up to 10¹³ yuan."""
    whole, rest = divmod(int(fen), 100)
    return whole if rest == 0 else round(int(fen) / 100, 2)
