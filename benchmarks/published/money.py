"""Amounts of an instance as money of ours: whole fen, by one factor for all that shares a limit."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_WISHED = 9
"""Digits of the largest amount in fen, at least where it can be: a fen is then far below what matters."""
_MOST = 15
"""Most digits of an amount in fen: up to there floats inside an engine are exact too."""


class NotExactError(ValueError):
    """Amounts have more digits than money can hold."""


def factor_of(amounts: Iterable[Decimal]) -> Decimal:
    """Return the power of ten by which amounts become whole fen, large ones where they can be.

    Raises NotExactError where no such power leaves them within 15 digits.
    """
    some = [amount.normalize() for amount in amounts if amount]
    digits = max((-int(amount.as_tuple().exponent) for amount in some), default=0)
    largest = max((amount.adjusted() for amount in some), default=0)
    power = max(digits, _WISHED - largest)
    if largest + power > _MOST:
        power = digits
    if largest + power > _MOST:
        raise NotExactError(f"amounts of {largest + digits + 1} digits are more than {_MOST + 1} in fen")
    return Decimal(10) ** power


def yuan(amount: Decimal, factor: Decimal) -> str:
    """Return an amount times a factor, which is a whole number of fen, as a cell in yuan."""
    fen = amount * factor
    assert fen == int(fen), f"{amount} times {factor} is no whole number of fen"
    return f"{int(fen) // 100}.{int(fen) % 100:02d}"
