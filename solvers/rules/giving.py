"""How rules give way: amounts by which rows are loosened (docs/meaning.md, 8)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from solvers.program.held import held_periods
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


def _each(block: Block, rows: Ints, kind: Kind, limits: Floats, unit: str = "", before: str = "") -> Give:
    """Let rows give way by themselves; ``before`` comes before the names of their places."""
    return Give(
        kind=kind,
        row=rows,
        amount=np.arange(len(rows)),
        scale=_sizes(np.abs(limits[rows])),
        most=np.full(len(rows), np.inf),
        where=lambda: [before + str(block.where()[r]).replace(", ", " ") for r in rows],
        unit=[unit] * len(rows) if unit else (),
    )


def _sizes(limits: Floats) -> Floats:
    """Return limits as measures of shortfalls; one of nothing takes the mean of the others, or 1."""
    some = limits[limits > 0]
    return np.where(limits > 0, limits, float(some.mean()) if len(some) else 1.0)


def starts(given: Given, block: Block) -> Give:
    """Let a campaign that must start, or is pinned or held, not start."""
    campaigns = given.programme.campaigns
    rows = np.flatnonzero(block.low == 1)
    must = campaigns.must_start
    pinned = pinned_campaigns(given.programme) | (held_periods(given.programme) >= 0)
    names = [("must_start",) * bool(must[c]) + ("pinned",) * bool(pinned[c]) for c in rows]

    one = np.ones(len(rows))
    return Give(
        kind="duty",
        row=rows,
        amount=np.arange(len(rows)),
        scale=one,
        most=one,
        where=lambda: [_called(given, int(c), str(campaigns.key[c])) for c in rows],
        unit=["campaigns"] * len(rows),
        names=names,
    )


def _called(given: Given, campaign: int, key: str) -> str:
    """Return a key with the name of the campaign's estate, where that is another."""
    estate = int(given.programme.campaigns.estate[campaign])
    name = str(given.programme.estates.name[estate]) if estate >= 0 else ""
    return f"{key} ({name})" if name and name != key else key


def of_modes(given: Given, block: Block) -> Give:
    """Let a place that must start, in one of its modes, not start."""
    sets, rows = given.programme.mode_sets, np.flatnonzero(block.low == 1)
    places = given.programme.campaigns.place
    give = _each(block, rows, "duty", block.low, "campaigns")
    first = [sets[r][0] for r in rows]
    return replace(give, where=lambda: [_called(given, c, str(places[c])) for c in first])


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


def zones(given: Given, block: Block) -> Give:
    """Let a zone be opened in more years; that its estates start where it is opened stays."""
    names = {str(given.sites.name[site]) for site in given.sites.of_rule("zones")}
    rows = [r for r, label in enumerate(block.where()) if label in names and np.isfinite(block.high[r])]
    return _each(block, np.array(rows, dtype=np.int64), "limit", block.high, "openings", "zone ")


def ramp_up(given: Given, block: Block) -> Give:
    """Let more start in a year than the year before allows."""
    counted = given.programme.settings.rules.ramp_up.counted
    return _each(block, np.arange(len(block.high)), "limit", block.high, counted, "year ")


def most_moves(given: Given, block: Block) -> Give:
    """Let more campaigns move than may; moves that only cost need not give way."""
    most = given.programme.settings.rules.stability.most_moves
    rows = np.arange(0 if most is None else 1)
    give = _each(block, rows, "limit", np.full(len(block.high), float(most or 1)))
    return replace(give, where=lambda: ["published"] * len(rows))


def streets_by_year(given: Given, block: Block) -> Give:
    """Let a street have had less than its share by the end of a year."""
    parts = [label.split(", ") for label in block.where()]
    rows = np.array(
        [r for r, part in enumerate(parts) if len(part) == 2 and part[0] != "all"], dtype=np.int64
    )
    return _each(block, rows, "limit", block.high)


def streets_waiting(given: Given, block: Block) -> Give:
    """Let a street wait longer for its first start."""
    return _each(block, np.arange(len(block.low)), "duty", block.low, "campaigns")
