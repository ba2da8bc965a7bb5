"""The funds with their terms: matching, caps, floors, cover, probability of arrival."""

from __future__ import annotations

from typing import TYPE_CHECKING

from examples.make_jinping.means import YEARS
from examples.make_jinping.means import fund_rows as jinping_funds

if TYPE_CHECKING:
    from examples.make_jinping.rows import Row, Rows

TERMS: dict[str, Row] = {
    "central": {"cap_per_household": 9_000, "cap_scope": "programme", "arrival_probability": 0.95},
    "province": {"match_fund": "district", "match_ratio": 0.5, "match_scope": "year"},
    "city": {"arrival_probability": 0.9},
    "bond": {"cover_ratio": 1.15, "interest": 0.03, "term_years": 10, "arrival_probability": 0.65},
    "lift_award": {"cap_per_estate": 350_000, "cap_scope": "estate"},
    "society": {"arrival_probability": 0.6},
}
"""Terms of each fund (assumptions, but for the kinds of term)."""
FLOORED, FLOOR_SHARE = "province", 0.8
MORE = {"district": 1.08, "city": 1.05, "utility": 1.25}
"""What is added for pump houses, zone works, trenches and dearer prices."""
REVENUE_FUND = "revenue"


def fund_rows() -> Rows:
    """Return the funds of Jinping with their terms, and one that is fed by revenue after renovation."""
    rows: Rows = []
    for row in jinping_funds():
        name = str(row["fund"])
        limit = row["limit"]
        assert isinstance(limit, int)
        more = dict(TERMS.get(name, {}))
        if name == FLOORED:
            more["floor"] = int(limit * FLOOR_SHARE)
        rows.append({**row, "limit": 10_000 * round(limit * MORE.get(name, 1.0) / 10_000), **more})
    rows.extend({"fund": REVENUE_FUND, "kind": "revenue", "year": year, "limit": 0} for year in YEARS[1:])
    return rows
