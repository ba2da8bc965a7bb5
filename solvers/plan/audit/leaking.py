"""Whether dues can be drawn where a fund keeps only a share of what a year leaves: a linear program."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from scipy.optimize import linprog

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

Claim: TypeAlias = tuple[tuple[str, ...], int]
"""A claim group, as the funds that may pay it, and a year."""
Row: TypeAlias = tuple[str, int]
"""A fund's row, by fund and year; also a fund in a year."""
Held: TypeAlias = tuple[str, int, int]
"""A fund's row in a year in which it may be used."""
ROUNDING_FEN = 100
"""What the rounding of carried shares may add up to."""


def not_drawable_with_shares(
    shares: Mapping[str, float],
    rows: Mapping[Row, tuple[int, Sequence[int]]],
    due: Mapping[Claim, int],
) -> dict[Claim, int]:
    """Return what of each claim cannot be drawn, in fen, right to within the rounding of the shares.

    ``rows`` holds each fund row's money when the plan first meets it, and the years in which it may be used.
    What is used of a row up to a year, each use shrunk by the shares since, is at most the money so shrunk.
    """
    uses: list[Held] = [(name, row, year) for (name, row), (_, usable) in rows.items() for year in usable]
    pays = [(claim, name) for claim in due for name in claim[0]]
    scale = max(due.values(), default=1)
    limit, most = _limits(shares, rows, uses)
    fund_years = [(name, year) for name in shares for year in sorted({year for _, year in due})]
    given_out = np.array(
        [
            [float((use[0], use[2]) == fund_year) for use in uses]
            + [-float((name, claim[1]) == fund_year) for claim, name in pays]
            for fund_year in fund_years
        ]
    ).reshape(len(fund_years), len(uses) + len(pays))
    paid = np.array([[float(of == claim) for of, _ in pays] for claim in due]).reshape(len(due), len(pays))
    unmet = np.eye(len(due))
    answer = linprog(
        np.concatenate([np.zeros(len(uses) + len(pays)), np.ones(len(due))]),
        A_ub=np.hstack([most, np.zeros((len(uses), len(pays) + len(due)))]),
        b_ub=limit / scale,
        A_eq=np.vstack(
            [
                np.hstack([given_out, np.zeros((len(fund_years), len(due)))]),
                np.hstack([np.zeros((len(due), len(uses))), paid, unmet]),
            ]
        ),
        b_eq=np.concatenate([np.zeros(len(fund_years)), np.array(list(due.values())) / scale]),
        method="highs",
    )
    assert answer.x is not None  # leaving everything unmet is always possible
    left = {claim: round(float(x) * scale) for claim, x in zip(due, answer.x[-len(due) :], strict=True)}
    return left if sum(left.values()) > ROUNDING_FEN + 1e-9 * sum(due.values()) else {}


def _limits(
    shares: Mapping[str, float], rows: Mapping[Row, tuple[int, Sequence[int]]], uses: Sequence[Held]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the money of each row in each year as if unused, and how earlier uses of the row lessen it."""
    limit = np.zeros(len(uses))
    most = np.zeros((len(uses), len(uses)))
    for i, (name, row, year) in enumerate(uses):
        money, usable = rows[name, row]
        limit[i] = shares[name] ** (year - usable[0]) * money
        for j, (other, other_row, earlier) in enumerate(uses):
            if (other, other_row) == (name, row) and earlier <= year:
                most[i, j] = shares[name] ** (year - earlier)
    return limit, most
