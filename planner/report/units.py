"""How numbers are written: one formatter for each kind, the same in the terminal, the workbook and the page.

Money is given in yuan and shown in 万元 (10,000 yuan) with two decimals. Dates are ISO as they come.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

YUAN_PER_WAN = 10_000
"""Yuan in one 万元, the unit in which all money is shown."""
WAN = "#,##0.00"
"""Excel's format of money in 万元."""
COUNT = "#,##0"
"""Excel's format of whole numbers."""


def wan(yuan: float) -> str:
    """Return money as 万元, such as 1,234.50."""
    return f"{_rounded(Decimal(str(yuan)) / YUAN_PER_WAN, 2):,}"


def wan_number(yuan: float) -> float:
    """Return money in 万元 as a number that keeps every fen."""
    return round(yuan / YUAN_PER_WAN, 6)


def count(number: float) -> str:
    """Return a number without decimals, such as 102,649."""
    return f"{_rounded(Decimal(str(number)), 0):,}"


def decimal(number: float, places: int = 2) -> str:
    """Return a number with decimals, such as 12.50."""
    return f"{_rounded(Decimal(str(number)), places):,}"


def plain(number: float) -> str:
    """Return a number with two decimals, a whole one without, such as 12.50 or 12."""
    return decimal(number).removesuffix(".00")


def percent(share: float, places: int = 1) -> str:
    """Return a share as per cent, such as 12.5 %."""
    return f"{_rounded(Decimal(str(share)) * 100, places)} %"


def gap_percent(gap: float) -> str:
    """Return a gap as per cent, rounded up so that what is claimed stays true: 0.000351 gives 0.04 %."""
    share = Decimal(str(max(gap, 0.0))) * 100 + 0
    return f"{share.quantize(Decimal('0.01'), rounding=ROUND_CEILING)} %"


def significant(number: float, digits: int = 3) -> str:
    """Return a number with so many telling digits and never an exponent, such as 0.00131 or 12,300."""
    value = Decimal(str(number))
    if not value:
        return "0"
    places = max(0, digits - 1 - value.adjusted())
    text = f"{_rounded(value, places):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP) + 0
