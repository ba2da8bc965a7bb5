"""Differences between cases played forward, as the terminal tells them."""

from typing import Any

import pytest

from planner.report.comparison_played import played_lines
from planner.words import words

YEARS = {"name": "mean_wait", "label": "Mean wait of homes", "unit": "years"}


def told(verdict: str, mean: float, low: float, high: float, unit: str = "years") -> str:
    """Return the line of one measure that differs so from the base."""
    case: dict[str, Any] = {
        "played": {
            "replications": 32,
            "measures": {"mean_wait": {"mean": 3.3, "p80": 3.5, "never": 0.0}},
            "difference": {"mean_wait": {"verdict": verdict, "mean": mean, "low": low, "high": high}},
        }
    }
    return list(played_lines(case, [YEARS | {"unit": unit}], words("en")))[-1]


@pytest.mark.parametrize(
    ("verdict", "ends", "expected"),
    [
        ("better", (-0.0081, -0.0112, -0.0049), "(-0.008; 95 %: -0.011 to -0.005), clearly better"),
        ("better", (-0.005, -0.0098, -0.0002), "(-0.0050; 95 %: -0.0098 to -0.0002), clearly better"),
        ("worse", (0.5, 0.25, 0.75), "(+0.50; 95 %: +0.25 to +0.75), clearly worse"),
        ("unclear", (0.0004, -0.0008, 0.0016), "(+0.000; 95 %: -0.001 to +0.002), unclear"),
        ("unclear", (0.0, -0.05, 0.04), "(0.00; 95 %: -0.05 to +0.04), unclear"),
    ],
)
def test_neither_an_interval_nor_an_end_of_a_clear_one_looks_like_nothing(
    verdict: str, ends: tuple[float, float, float], expected: str
) -> None:
    assert expected in told(verdict, *ends)


def test_counts_are_told_whole() -> None:
    assert "(+914; 95 %: +45 to +1,782)" in told("worse", 914.2, 45.1, 1781.9, "household-hours")
