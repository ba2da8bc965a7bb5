"""How the audit says things: names, money and days in English and Chinese."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from solvers.plan.plan import Breach

FEN_PER_YUAN = 100
FEN_PER_WAN = 1_000_000
"""Fen in 10,000 yuan (万元)."""


def breach(rule: str, where: str, amount: float, unit: str, en: str, zh: str) -> Breach:
    """Return a breach whose sentences open with the place they are about."""
    return Breach(
        rule=rule,
        where=where,
        amount=amount,
        unit=unit,
        sentence=f"{where}: {en}",
        sentence_zh=f"{where}：{zh}",
    )


class Sum(NamedTuple):
    """Money in words of both languages."""

    en: str
    zh: str


def money(fen: int) -> Sum:
    """Return money exactly: in 10,000 yuan where that takes at most two decimals, else in yuan."""
    if abs(fen) >= FEN_PER_WAN and fen % (FEN_PER_WAN // 100) == 0:
        number = f"{Decimal(fen) / FEN_PER_WAN:,.2f}"
        return Sum(en=f"{number} × 10,000 yuan", zh=f"{number}万元")
    number = f"{Decimal(fen) / FEN_PER_YUAN:,.2f}"
    return Sum(en=f"{number} yuan", zh=f"{number}元")


def yuan(fen: int) -> float:
    """Return fen as yuan, the unit of money in a breach."""
    return fen / FEN_PER_YUAN


def plain(number: float) -> str:
    """Return a number with up to four decimals and no needless noughts."""
    return f"{number:,.4f}".rstrip("0").rstrip(".")


def days(number: int) -> str:
    """Return a number of days in English."""
    return f"{number} day" if number == 1 else f"{number} days"
