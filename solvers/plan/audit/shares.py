"""Shares as they are written: 0.29 of 100 is 29, though the nearest float is a little less than 0.29."""

from __future__ import annotations

from fractions import Fraction


def as_written(share: float) -> Fraction:
    """Return a share as the decimal number it is written as."""
    return Fraction(str(float(share)))


def share_of(share: Fraction, whole: int) -> int:
    """Return a share of a whole number, rounded down."""
    return whole * share.numerator // share.denominator
