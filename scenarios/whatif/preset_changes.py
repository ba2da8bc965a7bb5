"""What the presets change in a programme, as a what-if file would hold it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from scenarios.tables.column import columns_of
from scenarios.tables.header import header_name
from scenarios.whatif.readable import is_given, readable

if TYPE_CHECKING:
    from scenarios.model.programme import Programme
    from scenarios.tables.column import Flags, Table, TableName
    from scenarios.tables.money import Funds

Changes = list[dict[str, Any]]
SUBSIDIES = ("central", "province", "award")
"""Kinds of fund whose money is a subsidy from above."""
BOND_SHARE, GROWTH, CREWS_LEFT, POINTS, DAYS = 0.12, 0.06, 0.8, 0.1, 365
"""Amounts of the presets (assumptions)."""
_WATER_TYPES = ("供水", "给水", "自来水", "二次供水", "water supply")
_WATER_FIRMS = ("自来水", "供水", "水务", "给水", "water")
_WASTE = ("雨水", "污水", "排水", "waste", "storm", "sewer", "drain", "rain")


class Lacking(Exception):  # noqa: N818 - what it says is what it is
    """A programme lacks what a preset would change: in words of both languages, and in which table."""

    def __init__(self, en: str, zh: str, table: TableName) -> None:
        """Keep the words."""
        super().__init__(en)
        self.en, self.zh, self.table = en, zh, table


def no_money(programme: Programme) -> Changes:
    """No fund holds anything, and none asks to be drawn."""
    funds = programme.funds
    floors = [_change("funds", "floor", set="")] if funds.given["floor"].any() else []
    return [_change("funds", "limit", set=0), *floors]


def all_money(programme: Programme) -> Changes:
    """Funds have no limit."""
    if not programme.settings.rules.fund_limits.on:
        raise Lacking("no limits of money switched on", "未启用资金限额", programme.funds.NAME)
    return [_change("settings", "rules.fund_limits.on", set=False)]


def bond_short(programme: Programme) -> Changes:
    """Of every special bond only a share arrives."""
    if not (programme.funds.kind == "bond").any():
        raise Lacking("no special bond", "没有专项债", programme.funds.NAME)
    return [_change("funds", "limit", "kind = 'bond'", scale=BOND_SHARE)]


def subsidies_late(programme: Programme) -> Changes:
    """Half of each year's subsidies moves into the next year; what comes after the plan is lost to it.

    Of what has not come nothing has to be drawn.
    """
    funds, years = programme.funds, programme.clock.years
    late = np.flatnonzero(np.isin(funds.kind, SUBSIDIES) & np.isin(funds.year, years) & (funds.limit > 0))
    if not len(late):
        raise Lacking("no subsidies within its years", "规划期内没有补助资金", funds.NAME)
    known = {(str(funds.fund[row]), int(funds.year[row])): row for row in range(len(funds))}
    limit = {key: int(funds.limit[row]) for key, row in known.items()}
    after, new = dict(limit), []
    for row in late.tolist():
        name, year = str(funds.fund[row]), int(funds.year[row])
        moved = limit[name, year] // 2
        after[name, year] -= moved
        if (name, year + 1) in known:
            after[name, year + 1] += moved
        elif year + 1 in years:
            new.append(_copied(funds, row, year + 1, moved))
    changes = [
        _change("funds", "limit", f"fund = {quoted(name)} and year = {year}", set=_yuan(after[name, year]))
        for name, year in known
        if after[name, year] != limit[name, year]
    ]
    changes += [
        _change("funds", "floor", f"fund = {quoted(name)} and year = {year}", set=_yuan(after[name, year]))
        for (name, year), row in known.items()
        if funds.given["floor"][row] and funds.floor[row] > after[name, year] < limit[name, year]
    ]
    return [*changes, *([{"table": "funds", "rows": new}] if new else [])]


def _copied(funds: Funds, row: int, year: int, amount: int) -> dict[str, Any]:
    """Return a row of a fund for another year and amount, in fen; its last year is not before that."""
    cells = {
        header_name(column): readable(funds, column, row)
        for column in columns_of(type(funds))
        if is_given(funds, column, row)
    }
    if "carry_last_year" in cells:
        cells["carry_last_year"] = max(int(funds.carry_last_year[row]), year)
    cells.pop("floor", None)
    told = {key: ("yes" if cell else "no") if isinstance(cell, bool) else cell for key, cell in cells.items()}
    return {**told, "year": year, "limit": _yuan(amount)}


def prices_rise(programme: Programme) -> Changes:
    """Prices grow faster."""
    return [_change("settings", "prices.growth", add=GROWTH)]


def fewer_crews(programme: Programme) -> Changes:
    """Crews are fewer; offices and permits are as many as they were."""
    if not (programme.crews.kind == "crew").any():
        raise Lacking("no crews", "没有施工队", programme.crews.NAME)
    return [_change("crews", "count", "kind = 'crew'", scale=CREWS_LEFT)]


def consent_lower(programme: Programme) -> Changes:
    """Votes have fewer in favour, and votes to come pass less likely; none below nothing."""
    votes = programme.consents
    columns = [name for name in ("by_area", "by_heads", "probability") if votes.given[name].any()]
    if not columns:
        raise Lacking("no votes", "没有表决数据", votes.NAME)
    changes = []
    for name in columns:
        values, given = getattr(votes, name), votes.given[name]
        if (given & (values < POINTS)).any():
            changes.append(_change("consents", name, f"{name} < {POINTS}", set=0))
        if (given & (values >= POINTS)).any():
            changes.append(_change("consents", name, f"{name} >= {POINTS}", add=-POINTS))
    return changes


def water_late(programme: Programme) -> Changes:
    """Outside projects, shared assets and operators' campaigns of the water supply come later."""
    types = programme.work_types
    supply = {
        str(key)
        for key, name in zip(types.id, types.name, strict=True)
        if str(key).casefold() == "water" or _says(f"{key} {name}", _WATER_TYPES)
    }
    changes: Changes = []
    for table, dates in (
        (programme.outside_projects, ("start", "finish")),
        (programme.assets, ("ready",)),
        (programme.operators, ("earliest", "latest")),
    ):
        mine = _of_water(table, supply)
        for name in dates:
            rows = np.flatnonzero(mine & table.given[name])
            keys = [str(table.id[row]) for row in rows]
            changes += [_change(table.NAME.name, name, f"id = {quoted(key)}", add=DAYS) for key in keys]
    if not changes:
        raise Lacking(
            "no outside project, shared asset or operator of the water supply with a date",
            "没有带日期的供水外部工程、共用设施或专营计划",
            programme.outside_projects.NAME,
        )
    return changes


def _of_water(table: Table, supply: set[str]) -> Flags:
    """Return which rows are of the water supply: by what they hold back, else by name and owner."""
    found = np.zeros(len(table), dtype=bool)
    for row in range(len(table)):
        held = set(table.holds[row]) if hasattr(table, "holds") else set()
        called = " ".join(
            str(getattr(table, name)[row]) for name in ("name", "owner", "campaign") if hasattr(table, name)
        )
        found[row] = bool(held & supply) or (not held and _says(called, _WATER_FIRMS))
    return found


def _says(text: str, words: tuple[str, ...]) -> bool:
    text = text.casefold()
    return any(word in text for word in words) and not any(word in text for word in _WASTE)


def _change(table: str, column: str, where: str = "", **does: Any) -> dict[str, Any]:
    return {"table": table, "column": column, **({"where": where} if where else {}), **does}


def _yuan(fen: int) -> int | float:
    return fen // 100 if fen % 100 == 0 else fen / 100


def quoted(text: str) -> str:
    """Return a text as a condition holds it."""
    return f"'{text}'" if "'" not in text else f'"{text}"'
