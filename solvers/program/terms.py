"""Terms on which funds pay: caps and matching (docs/meaning.md, 10.6 and 10.7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from solvers.program.funds import FundList

MEASURES = ("household", "m2", "estate")
"""What a cap may be told per, each by a column cap_per_… of funds."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Cap:
    """A cap on what a fund pays.

    ``fund`` is its number; ``measure`` household, m2 or estate; ``scope`` estate, year or programme;
    ``limit`` in fen, axis ``(estate with campaigns,)`` in the order of ``estates_with_campaigns`` for scope
    estate, else a single one (that of each plan year, or of all).
    """

    fund: int
    measure: str
    scope: str
    limit: NDArray[np.int64]


def estates_with_campaigns(programme: Programme) -> NDArray[np.int64]:
    """Return the rows of the estates that have campaigns, in table order."""
    estate = programme.campaigns.estate
    return np.unique(estate[estate >= 0])


def caps(programme: Programme, funds: FundList) -> tuple[Cap, ...]:
    """Return every cap of every fund: ⌊cap × measure⌋ of each estate, or of all that take part."""
    table, estates = programme.funds, programme.estates
    sizes = {
        "household": estates.households,
        "m2": np.nan_to_num(estates.floor_area),
        "estate": np.ones(len(estates), dtype=np.int64),
    }
    part = programme.exclusions.estate == ""
    used = estates_with_campaigns(programme)
    found = []
    for fund, row in enumerate(funds.first_row.tolist()):
        for measure in MEASURES:
            if not table.given[f"cap_per_{measure}"][row]:
                continue
            size, scope = sizes[measure], str(table.cap_scope[row])
            over = size[used] if scope == "estate" else size[part].sum(keepdims=True)
            limit = np.floor(int(getattr(table, f"cap_per_{measure}")[row]) * over).astype(np.int64)
            found.append(Cap(fund=fund, measure=measure, scope=scope, limit=limit))
    return tuple(found)


@dataclass(frozen=True, kw_only=True, eq=False)
class Matches:
    """Funds that must be matched, axis ``(match,)``.

    ``own`` × draws of ``fund`` ≤ ``other`` × draws of ``by``, over the plan (``scope`` programme), up to each
    plan year (year), or for each estate (estate).
    """

    fund: NDArray[np.int64]
    by: NDArray[np.int64]
    own: NDArray[np.float64]
    other: NDArray[np.float64]
    scope: tuple[str, ...]

    def __len__(self) -> int:
        """Return the number of matches."""
        return len(self.fund)


def matches(programme: Programme, funds: FundList) -> Matches:
    """Return every match: by ratio if given, ``f ≤ ratio · g``; else ``(1 − share) · f ≤ share · g``."""
    table = programme.funds
    index = {name: number for number, name in enumerate(funds.name)}
    found: list[tuple[int, int, float, float, str]] = []
    for fund, row in enumerate(funds.first_row.tolist()):
        by = index.get(str(table.match_fund[row]), -1) if table.match_fund[row] else -1
        scope = str(table.match_scope[row])
        if by < 0:
            continue
        if table.given["match_ratio"][row]:
            found.append((fund, by, 1.0, float(table.match_ratio[row]), scope))
        elif table.given["match_share"][row]:
            share = float(table.match_share[row])
            found.append((fund, by, 1.0 - share, share, scope))
    return Matches(
        fund=np.array([one[0] for one in found], dtype=np.int64),
        by=np.array([one[1] for one in found], dtype=np.int64),
        own=np.array([one[2] for one in found], dtype=np.float64),
        other=np.array([one[3] for one in found], dtype=np.float64),
        scope=tuple(one[4] for one in found),
    )


def told_by_estate(programme: Programme, funds: FundList) -> NDArray[np.bool_]:
    """Return which funds have a cap or a matching of scope estate, or match one so; axis ``(fund,)``."""
    table = programme.funds
    capped = np.zeros(len(table), dtype=bool)
    for measure in MEASURES:
        capped |= table.given[f"cap_per_{measure}"]
    found: NDArray[np.bool_] = (capped & (table.cap_scope == "estate"))[funds.first_row]
    matched = matches(programme, funds)
    by_estate = np.array([scope == "estate" for scope in matched.scope], dtype=bool)
    found[matched.fund[by_estate]] = True
    found[matched.by[by_estate]] = True
    return found
