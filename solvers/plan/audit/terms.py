"""The terms on which a fund pays: caps, matching, floors, cover of a debt (docs/meaning.md, 10.6–10.9)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from solvers.plan.audit.shares import as_written

if TYPE_CHECKING:
    from fractions import Fraction

    from scenarios.tables.money import Funds

CAPS = {"cap_per_household": "households", "cap_per_m2": "floor_area", "cap_per_estate": "estates"}
"""What of an estate each cap is a multiple of."""


@dataclass(frozen=True, kw_only=True)
class Cap:
    """Most that a fund pays, in fen for each household, m2 or estate (``measure``)."""

    measure: str
    fen: int


@dataclass(frozen=True, kw_only=True)
class Match:
    """A fund pays at most ``most`` fen for each fen of fund ``by``; ``scope``: estate, year or programme."""

    by: str
    most: Fraction
    scope: str


@dataclass(frozen=True, kw_only=True)
class Terms:
    """Terms of a fund; ``match`` is None where nothing must match it.

    ``cap_scope`` says for what the caps hold: estate, year or programme. ``cover`` is the revenue asked for
    each fen drawn, its debt's service counted; None where none is asked for.
    """

    caps: tuple[Cap, ...]
    cap_scope: str
    match: Match | None
    cover: Fraction | None


def terms_of(table: Funds, row: int) -> Terms:
    """Return the terms of a fund from one of its rows; all say the same."""
    caps = [
        Cap(measure=measure, fen=int(getattr(table, column)[row]))
        for column, measure in CAPS.items()
        if _filled(table, column, row)
    ]
    return Terms(
        caps=tuple(caps),
        cap_scope=str(table.cap_scope[row]),
        match=_match(table, row),
        cover=_cover(table, row),
    )


def floor_of(table: Funds, row: int) -> int:
    """Return the least that must be drawn of a fund in the year of a row, in fen."""
    return int(table.floor[row]) if _filled(table, "floor", row) else 0


def _match(table: Funds, row: int) -> Match | None:
    by = str(table.match_fund[row])
    if by and _filled(table, "match_ratio", row):
        most = as_written(float(table.match_ratio[row]))
    elif by and _filled(table, "match_share", row):
        share = as_written(float(table.match_share[row]))
        if share >= 1:
            return None
        most = share / (1 - share)
    else:
        return None
    return Match(by=by, most=most, scope=str(table.match_scope[row]))


def _cover(table: Funds, row: int) -> Fraction | None:
    if not _filled(table, "cover_ratio", row):
        return None
    interest, years = as_written(float(table.interest[row])), as_written(float(table.term_years[row]))
    return as_written(float(table.cover_ratio[row])) * (1 + interest * years)


def _filled(table: Funds, column: str, row: int) -> bool:
    filled = table.given.get(column)
    return filled is not None and bool(filled[row])
