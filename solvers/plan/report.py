"""How each rule stands in a plan: its slack, and its price from the relaxation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solvers.rules.money import is_simple
from solvers.rules.register import rules_on

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.engines.answer import Relaxation
    from solvers.rules.block import Block
    from solvers.rules.program import PhasingProgram, Placed
    from solvers.rules.rule import Rule

_ROWS_TOLD = 12
"""Rows listed for each rule, the dearest first."""
_TIGHT = 1e-6


@dataclass(frozen=True, kw_only=True)
class RuleRow:
    """One row of a rule: where, how much room is left.

    And what one more unit of its limit is worth (None: not known).
    """

    where: str
    slack: float | None
    price: float | None


@dataclass(frozen=True, kw_only=True)
class RuleReport:
    """How a rule stands.

    ``slack`` is the smallest room left over its rows in ``unit``, None where the rule has no amounts.
    ``price`` is the largest worth of one more unit of its limit, in aim units, by ``price_by`` (dual of
    the relaxation; with several aims of the first's, named); None with a ``note`` where there is none.
    """

    name: str
    sentence: str
    sentence_zh: str
    unit: str
    binding: bool
    slack: float | None
    price: float | None
    price_by: str | None
    rows: tuple[RuleRow, ...]
    note: str = ""
    note_zh: str = ""


_STRUCTURAL = {
    "start_once",
    "works_ride",
    "alternatives",
    "modes",
    "all_buildings",
    "links",
    "shared_assets",
    "stages",
    "shared_setups",
    "money_due_drawn",
}
"""Rules that say what a plan is; their rows are always tight and have no limit that could be raised."""
_TOGETHER = {"openings", "zones", "operators"}
"""Rules that limit how often a site is opened, beside rows that say what is done inside an opening."""

_COUNTED = {"targets", "street_shares"}
"""Rules whose rows without an amount count what is reached; the others hold the amounts."""


def rule_reports(
    program: PhasingProgram, x: NDArray[np.float64], relaxed: Relaxation, price_by: str = "dual"
) -> tuple[RuleReport, ...]:
    """Return a report of every rule that is switched on, in the order of the register.

    ``price_by`` says what the relaxation's prices are.
    """
    placed = {held.rule.name: held for held in program.placed}
    activity = np.asarray(program.arrays.matrix @ x)
    found = []
    for rule in rules_on(program.given.programme):
        if rule.name in placed and len(placed[rule.name].block.low):
            found.append(_of_rows(program, placed[rule.name], activity, relaxed, price_by))
        else:
            found.append(_of_window(program, rule))
    return tuple(found)


def _of_window(program: PhasingProgram, rule: Rule) -> RuleReport:
    """Report a rule that closes dates, or one that has nothing to hold in this programme."""
    binding = False
    if rule.window is not None:
        window = rule.window(program.given.programme, program.given.spans)
        binding = not (window.start.all() and window.work.all())
    note = "It fixes dates, not amounts." if binding else "Nothing in this programme comes under it."
    note_zh = "该规则限定日期而非数量。" if binding else "本计划没有受其约束的对象。"
    return RuleReport(
        name=rule.name,
        sentence=rule.sentence,
        sentence_zh=rule.sentence_zh,
        unit=_unit(program, rule),
        binding=binding,
        slack=None,
        price=None,
        price_by=None,
        rows=(),
        note=note,
        note_zh=note_zh,
    )


def _of_rows(
    program: PhasingProgram, held: Placed, activity: NDArray[np.float64], relaxed: Relaxation, price_by: str
) -> RuleReport:
    """Report a rule by its rows; ``activity`` is that of all rows."""
    rule, block = held.rule, held.block
    span = slice(held.first, held.first + len(block.low))
    told, structural = _limits_of(rule.name, block)
    does = activity[span]
    slack = (np.minimum(block.high - does, does - block.low) * rule.unit_size)[told]
    slack = np.where(np.abs(slack) < _TIGHT * rule.unit_size, 0.0, slack)
    price = np.full(len(slack), np.nan)
    if relaxed.prices is not None:
        price = np.abs(relaxed.prices[span][told]) / rule.unit_size
        price = np.where(price < 1e-9, 0.0, price)
    if rule.name == "fund_limits":
        price = _price_of_limits(program, price)
    dearest = float(np.nanmax(price)) if not np.isnan(price).all() else None
    binding = bool((slack <= _TIGHT * rule.unit_size).any()) or bool(dearest)
    note, note_zh = _note(structural, binding, dearest)
    return RuleReport(
        name=rule.name,
        sentence=rule.sentence,
        sentence_zh=rule.sentence_zh,
        unit=_unit(program, rule),
        binding=binding,
        slack=float(slack.min()),
        price=None if structural or not binding else dearest,
        price_by=price_by if dearest is not None and binding and not structural else None,
        rows=() if structural else _rows_told(block, told, slack, price),
        note=note,
        note_zh=note_zh,
    )


def _rows_told(
    block: Block, told: NDArray[np.int64], slack: NDArray[np.float64], price: NDArray[np.float64]
) -> tuple[RuleRow, ...]:
    """Return the rows that are listed, by where they are."""
    labels = list(block.where())
    order = np.lexsort((slack, -np.nan_to_num(price)))[:_ROWS_TOLD]
    priced = [None if np.isnan(one) else float(one) for one in price[order]]
    return tuple(
        RuleRow(where=labels[told[r]], slack=float(slack[r]), price=worth)
        for r, worth in zip(order, priced, strict=True)
    )


def _limits_of(name: str, block: Block) -> tuple[NDArray[np.int64], bool]:
    """Return the rows that tell how a rule stands, and whether it has no limits that could be raised."""
    limits = np.flatnonzero(np.isfinite(block.high) & (block.high > 0))
    if name in _TOGETHER and len(limits):
        return limits, False
    amounts = np.flatnonzero((np.isfinite(block.high) & (block.high > 0)) | (block.low > 0))
    if name in _COUNTED and len(amounts):
        return amounts, False
    if name == "stability":  # the limit comes first, then the row that counts moves for their price
        return np.arange(min(len(block.low), 1)), False
    return np.arange(len(block.low)), name in _STRUCTURAL | _TOGETHER


def _note(structural: bool, binding: bool, dearest: float | None) -> tuple[str, str]:
    if structural:
        return (
            "It says what a plan is; it has no limit that could be raised.",
            "该规则界定方案本身，没有可放宽的限额。",
        )
    if not binding:
        return "It does not bind.", "该规则未起约束作用。"
    if dearest is None:
        return "The relaxation could not be solved in time.", "未能在限时内求得松弛价格。"
    return "", ""


def _price_of_limits(program: PhasingProgram, price: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what one more yuan of each fund-year's limit is worth.

    Where money carries over to the end, it counts in the rows of later years too; where it is told by
    vintages, in the first row of its own.
    """
    funds, years = program.given.claims.funds, len(program.given.programme.clock.years)
    by_year, simple = price[: len(funds.name) * years].reshape(-1, years).copy(), is_simple(program.given)
    full = simple & (funds.carry_share == 1)
    by_year[full] = np.cumsum(by_year[full, ::-1], axis=1)[:, ::-1]
    row = by_year.size
    for vintage in np.flatnonzero(~simple[funds.fund]).tolist():
        fund, year = funds.fund[vintage], funds.year[vintage]
        if not funds.earlier[vintage]:
            by_year[fund, year] = price[row]
        row += int(funds.last[vintage] - year) + 1
    return np.concatenate([by_year.ravel(), price[by_year.size :]])


def _unit(program: PhasingProgram, rule: Rule) -> str:
    """Return the unit of a rule's limit; that of ramp_up is what it counts."""
    counted = program.given.programme.settings.rules.ramp_up.counted
    return "household" if rule.name == "ramp_up" and counted == "households" else rule.unit
