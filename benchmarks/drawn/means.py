"""Money and crews: less of both than what is asked for would take, and crews by season and year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.drawn.catalogue import BASIC, IMPROVEMENT, KINDS, PUMP_HOUSE, TRADES
from benchmarks.drawn.records import names, table
from scenarios.tables.means import Calendar, Crews
from scenarios.tables.money import Funds

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from benchmarks.drawn.places import Asked, Land

    Floats = NDArray[np.float64]

FIRST_YEAR = 2026
MONEY = 0.7
"""Share of what governments are asked for that there is money for."""
PAYERS = 1.2
"""What residents and utility companies set aside against their share of all that is asked for."""
YEARS = (0.8, 0.95, 1.1, 1.1, 1.05)
"""Money and crews of the plan's years against the mean; the last goes on."""
SEASONS = (0.6, 1.1, 1.2, 1.1)
"""Crews of the quarters against the mean: few in winter."""
SHORT = {"pipe": 2.7, "telecom": 3.3, "facade": 3.0, "road": 2.9, "garden": 3.3, "lift": 3.1, "pump": 3.5}
"""Crews of a trade against what that money could employ."""
DAYS_OF_A_QUARTER = 73


@dataclass(frozen=True, kw_only=True)
class Fund:
    """A fund: its share of all governments' money and what it pays for.

    ``own``: each area has one of its own, for its estates alone. ``ends``: its money lapses after a year.
    """

    name: str
    kind: str
    share: float
    classes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    attribute: str = ""
    carry: float = 1.0
    ends: bool = False
    backs: tuple[str, ...] = ()
    own: bool = False


_CENTRAL = Fund(
    name="central", kind="central", share=0.22, classes=(BASIC,), attribute="year_built <= 2000", ends=True
)
_BOND = Fund(name="bond", kind="bond", share=0.05, kinds=("parking", "lifts"))
_BACKED = ("resident", "utility")
DISTRICT_FUNDS = (
    _CENTRAL,
    Fund(name="province", kind="province", share=0.13, classes=(BASIC, IMPROVEMENT), carry=0.0),
    Fund(name="city", kind="city", share=0.3),
    Fund(name="district", kind="district", share=0.3, backs=_BACKED),
    _BOND,
)
CITY_FUNDS = (
    _CENTRAL,
    Fund(name="province", kind="province", share=0.13, classes=(BASIC, IMPROVEMENT), carry=0.0),
    Fund(name="city", kind="city", share=0.2),
    Fund(name="district", kind="district", share=0.4, backs=_BACKED, own=True),
    _BOND,
)
NATION_FUNDS = (
    _CENTRAL,
    Fund(name="province", kind="province", share=0.73, backs=_BACKED, own=True),
    _BOND,
)


def funds_table(
    draw: Generator,
    held: Land,
    wanted: Asked,
    funds: tuple[Fund, ...],
    years: int,
    tags: tuple[str, ...],
    beside: int,
) -> Funds:
    """Return the funds; ``tags`` end the ids of work types, ``beside`` is what else is asked, in fen."""
    paid = {who: np.array([getattr(kind, who) for kind in KINDS]).T for who in ("resident", "utility")}
    by_area = np.stack([np.bincount(held.area, column, len(held.tags)) for column in wanted.cost.T], axis=1)
    asked = by_area @ (1 - paid["resident"][1] - paid["utility"][1]) + beside
    rows: list[dict[str, Any]] = []
    for fund in funds:
        amount = MONEY * fund.share * asked * (draw.uniform(0.88, 1.12, len(asked)) if fund.own else 1.0)
        if not fund.own:
            rows += _years(fund, fund.name, fund.attribute, amount.sum(), years, tags)
            continue
        for tag, own in zip(held.tags, amount, strict=True):
            rows += _years(fund, fund.name + tag, f"programme_tag = '{tag.lstrip('-')}'", own, years, tags)
    for who, (_, realised) in paid.items():
        amount = PAYERS * float((by_area @ realised).sum()) + 0.2 * beside
        rows += _years(Fund(name=who, kind=who, share=1.0), who, "", amount, years, tags)
    return _table_of_rows(rows)


def _years(
    fund: Fund, name: str, attribute: str, fen: float, years: int, tags: tuple[str, ...]
) -> list[dict[str, Any]]:
    """Return a fund's rows, a year each; limits are in whole 10,000 yuan."""
    profile = np.array([YEARS[min(y, len(YEARS) - 1)] for y in range(years)])
    limits = np.rint(fen * profile / profile.sum() / 1e6).astype(np.int64) * 1_000_000
    return [
        {
            "fund": name,
            "kind": fund.kind,
            "year": FIRST_YEAR + y,
            "limit": int(limit),
            "classes": fund.classes,
            "work_types": tuple(kind + tag for tag in tags for kind in fund.kinds),
            "attribute": attribute,
            "carry_share": fund.carry,
            "carry_last_year": FIRST_YEAR + y + 1 if fund.ends else None,
            "backs": fund.backs,
        }
        for y, limit in enumerate(limits.tolist())
    ]


def _table_of_rows(rows: list[dict[str, Any]]) -> Funds:
    columns: dict[str, Any] = {}
    for key in rows[0]:
        cells = [row[key] for row in rows]
        if key == "carry_last_year":
            columns[key] = np.ma.array([cell or 0 for cell in cells], mask=[cell is None for cell in cells])
        else:
            columns[key] = names(cells) if isinstance(cells[0], str | tuple) else np.array(cells)
    return table(Funds, len(rows), **columns)


def crews_table(
    draw: Generator, held: Land, wanted: Asked, periods: int, tags: tuple[str, ...], pumps: int
) -> Crews:
    """Return the crews by trade and quarter, in whole; ``pumps`` are pump houses to build.

    ``tags`` end trades: those of areas with crews of their own, or '' where crews are everybody's.
    """
    trades = [kind.trade for kind in KINDS]
    area = held.area if len(tags) > 1 else np.zeros_like(held.area)
    days = np.stack([np.bincount(area, column, len(tags)) for column in wanted.days.T], axis=1)
    needed = np.stack(
        [days[:, [k for k, t in enumerate(trades) if t == trade]].sum(axis=1) for trade in TRADES], axis=1
    )
    called = list(TRADES)
    if pumps:
        needed = np.column_stack([needed, [pumps / PUMP_HOUSE.productivity]])
        called.append(PUMP_HOUSE.trade)
    mean = MONEY * needed * np.array([SHORT[trade] for trade in called]) / (periods * DAYS_OF_A_QUARTER)
    year = np.array([YEARS[min(p // 4, len(YEARS) - 1)] for p in range(periods)])
    season = np.array([SEASONS[p % 4] for p in range(periods)])
    count = mean[:, :, None] * year * season * draw.uniform(0.92, 1.08, (*mean.shape, periods))
    first = np.datetime64(f"{FIRST_YEAR}-01", "M") + 3 * np.arange(periods + 1)
    begins = first.astype("datetime64[D]")
    rows = len(tags) * len(called)
    return table(
        Crews,
        rows * periods,
        trade=np.repeat(names(trade + tag for tag in tags for trade in called), periods),
        kind="crew",
        from_=np.tile(begins[:-1], rows),
        to=np.tile(begins[1:] - 1, rows),
        count=np.maximum(np.rint(count), 3.0).ravel(),
    )


def calendar_table() -> Calendar:
    """Return the windows in which work stops, every year: spring festival, examinations, frost."""
    windows = (
        ("spring festival", "01-28", "02-16", "full", ()),
        ("examinations", "06-05", "06-12", "quiet", ()),
        ("frost", "12-15", "12-31", "full", ("earth", "paving")),
    )
    return table(
        Calendar,
        len(windows),
        name=names(w[0] for w in windows),
        from_=np.array([f"{FIRST_YEAR}-{w[1]}" for w in windows], dtype="datetime64[D]"),
        to=np.array([f"{FIRST_YEAR}-{w[2]}" for w in windows], dtype="datetime64[D]"),
        every_year=True,
        stop=names(w[3] for w in windows),
        classes=names(w[4] for w in windows),
    )
