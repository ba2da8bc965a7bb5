"""Numbers are written in one way."""

from __future__ import annotations

import pytest

from planner.report.units import count, decimal, gap_percent, percent, significant, wan, wan_number


@pytest.mark.parametrize(
    ("yuan", "shown"),
    [
        (0, "0.00"),
        (12_345_678.9, "1,234.57"),
        (-50, "-0.01"),
        (-49, "0.00"),  # never a negative nothing
        (1_400_000_000, "140,000.00"),
        (150, "0.02"),
    ],
)
def test_money_is_shown_in_wan_with_two_decimals(yuan: float, shown: str) -> None:
    assert wan(yuan) == shown


def test_money_in_a_cell_keeps_every_fen() -> None:
    assert wan_number(1_380_904_775.01) == 138_090.477501


@pytest.mark.parametrize(
    ("gap", "shown"),
    [
        (0.000351, "0.04 %"),  # up, so that "at most" stays true
        (0.0004, "0.04 %"),
        (1e-9, "0.01 %"),
        (0.0, "0.00 %"),
        (-1e-12, "0.00 %"),
        (-0.0, "0.00 %"),
        (0.1, "10.00 %"),
    ],
)
def test_a_gap_is_rounded_up(gap: float, shown: str) -> None:
    assert gap_percent(gap) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0.0013099, "0.00131"), (0, "0"), (12345.6, "12,346"), (3.0, "3"), (0.1, "0.1"), (1e-7, "0.0000001")],
)
def test_telling_digits_without_exponent(number: float, shown: str) -> None:
    assert significant(number) == shown


def test_the_others() -> None:
    assert (count(102648.6), decimal(2.866), percent(0.1255)) == ("102,649", "2.87", "12.6 %")
