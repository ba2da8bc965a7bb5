"""How rules give way: amounts by which rows are loosened (docs/meaning.md, 8)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

from solvers.rules.capacity import crew_pools
from solvers.rules.money import FEN_IN_UNIT, is_simple
from solvers.rules.windows import pinned_campaigns

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from solvers.rules.block import Block, Floats, Given, Ints

Kind = Literal["limit", "duty"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Give:
    """Amounts by which rows of a block may give way, axis ``(amount,)``.

    Amount ``amount[k]`` loosens row ``row[k]``: it adds to what a ``limit`` allows, or to what is done of a
    ``duty``. ``scale`` is what counts as one whole shortfall, in the row's unit, ``most`` the largest amount
    that makes sense. ``where`` and ``unit`` (plural) tell where each amount is and what it is of; ``names``,
    where given, the rules that each breaks in place of the block's own.
    """

    kind: Kind
    row: Ints
    amount: Ints
    scale: Floats
    most: Floats
    where: Callable[[], Sequence[str]]
    unit: Sequence[str] = ()
    names: Sequence[tuple[str, ...]] = field(default=())


def each_limit(given: Given, block: Block) -> Give:
    """Let each row that has an upper limit give way by itself (one of nothing: measured by the others)."""
    return _each(block, np.flatnonzero(np.isfinite(block.high)), "limit", block.high)


def each_duty(given: Given, block: Block) -> Give:
    """Let each row that asks for something give way by itself."""
    return _each(block, np.flatnonzero(np.isfinite(block.low) & (block.low > 0)), "duty", block.low)


def _each(block: Block, rows: Ints, kind: Kind, limits: Floats) -> Give:
    return Give(
        kind=kind,
        row=rows,
        amount=np.arange(len(rows)),
        scale=_sizes(np.abs(limits[rows])),
        most=np.full(len(rows), np.inf),
        where=lambda: [label.replace(", ", " ") for label in np.array(block.where(), dtype=object)[rows]],
    )


def _sizes(limits: Floats) -> Floats:
    """Return limits as measures of shortfalls; one of nothing takes the mean of the others, or 1."""
    some = limits[limits > 0]
    return np.where(limits > 0, limits, float(some.mean()) if len(some) else 1.0)


def starts(given: Given, block: Block) -> Give:
    """Let a campaign that must start, or is pinned, not start."""
    campaigns, estates = given.programme.campaigns, given.programme.estates
    rows = np.flatnonzero(block.low == 1)
    must, pinned = campaigns.must_start, pinned_campaigns(given.programme)
    names = [("must_start",) * bool(must[c]) + ("pinned",) * bool(pinned[c]) for c in rows]

    def where() -> list[str]:
        known = {int(c): str(estates.name[campaigns.estate[c]]) for c in rows if campaigns.estate[c] >= 0}
        keys = {int(c): str(campaigns.key[c]) for c in rows}
        return [f"{k} ({known[c]})" if known.get(c, k) not in ("", k) else k for c, k in keys.items()]

    one = np.ones(len(rows))
    return Give(
        kind="duty",
        row=rows,
        amount=np.arange(len(rows)),
        scale=one,
        most=one,
        where=where,
        unit=["campaigns"] * len(rows),
        names=names,
    )


def pilots(given: Given, block: Block) -> Give:
    """Let more campaigns start before the pilots have ended: one amount for all pilots and periods."""
    programme = given.programme
    campaigns, most = programme.campaigns, programme.settings.rules.pilot_first.others_before
    keys = ", ".join(str(key) for key in campaigns.key[campaigns.pilot])
    rows = np.arange(len(block.high))
    there = 1 if len(rows) else 0
    return Give(
        kind="limit",
        row=rows,
        amount=np.zeros(len(rows), dtype=np.int64),
        scale=np.full(there, float(max(most, 1))),
        most=np.full(there, np.inf),
        where=lambda: [keys] * there,
    )


def funds(given: Given, block: Block) -> Give:
    """Let a fund have more money in a year, for that year only; measured by its mean yearly limit.

    What a fund that carries everything over is drawn beyond its limit counts in the rows of later years too.
    """
    held, years = given.claims.funds, given.programme.clock.years
    usable = held.usable(len(years))
    fund, year = np.nonzero(usable)
    first = np.cumsum(usable.ravel()).reshape(usable.shape) - 1
    carried: NDArray[np.bool_] = is_simple(given) & (held.carry_share > 0)
    row, amount = [], []
    for f, y in zip(fund, year, strict=True):
        later = range(y, len(years)) if carried[f] else (y,)
        row += [f * len(years) + z for z in later]
        amount += [int(first[f, y])] * len(later)
    return Give(
        kind="limit",
        row=np.array(row, dtype=np.int64),
        amount=np.array(amount, dtype=np.int64),
        scale=yearly_money(given)[fund],
        most=np.full(len(fund), np.inf),
        where=lambda: [f"{held.name[f]} {years[y]}" for f, y in zip(fund, year, strict=True)],
    )


def yearly_money(given: Given) -> Floats:
    """Return the mean yearly money of each fund in 万元, of one without any that of all; axis ``(fund,)``."""
    yearly = given.claims.funds.usable_from(len(given.programme.clock.years)) / FEN_IN_UNIT
    there = (yearly > 0).sum(axis=1)
    return _sizes(yearly.sum(axis=1) / np.maximum(there, 1))


def after_plan(given: Given, block: Block) -> Give:
    """Let more be due after the plan than its limit."""
    rows = np.arange(len(block.high))
    last = given.programme.clock.years[-1]
    return Give(
        kind="limit",
        row=rows,
        amount=rows,
        scale=_sizes(block.high),
        most=np.full(len(rows), np.inf),
        where=lambda: [f"> {last}"] * len(rows),
    )


UNITS = {"estates": "estates", "households": "households", "floor_area": "m2", "buildings": "buildings"}


def hard_targets(given: Given, block: Block) -> Give:
    """Let a hard target be missed; a soft one has its penalty."""
    table = given.programme.targets
    hard = np.flatnonzero((table.strength == "hard") & (table.value > 0))
    label = {name: r for r, name in reversed(list(enumerate(block.where())))}
    names = [str(name) for name in table.name[hard]]
    units = [UNITS.get(str(table.measure[t]), str(table.work_type[t])) for t in hard]
    return Give(
        kind="duty",
        row=np.array([label[name] for name in names], dtype=np.int64),
        amount=np.arange(len(hard)),
        scale=_sizes(table.value[hard].astype(np.float64)),
        most=table.value[hard].astype(np.float64),
        where=lambda: names,
        unit=units,
    )


def own_crews(given: Given, block: Block) -> Give:
    """Let a trade work more than its crews have, in the district's rows: streets borrow from there."""
    pools, _ = crew_pools(given.programme, given)
    periods = given.programme.clock.periods
    district = np.array([not street for _, street in pools], dtype=bool)
    rows = np.flatnonzero(np.repeat(district, periods))
    return _each(block, rows, "limit", block.high)


def several(given: Given, block: Block) -> Give:
    """Let rows that limit a number give way, not those that say what belongs together (limits of 0)."""
    return _each(block, np.flatnonzero(np.isfinite(block.high) & (block.high > 0)), "limit", block.high)
