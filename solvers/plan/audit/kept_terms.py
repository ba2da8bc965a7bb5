"""Rules on the terms of funds: caps, matching, floors, cover of debt (docs/meaning.md, 10.6–10.9).

Where a plan does not say what is drawn from which fund, the terms hold if some drawing keeps them all.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from solvers.plan.audit.bounds import bounds_of
from solvers.plan.audit.drawing import best_drawing
from solvers.plan.audit.funds import beyond_all_funds, payable, vintages
from solvers.plan.audit.words import breach, money, yuan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from solvers.plan.audit.bounds import Bound
    from solvers.plan.audit.reckoning import Reckoned
    from solvers.plan.plan import Breach

ALLOWED = {"matching", "bond_cover"}
"""Rules that allow 1 fen for each draw that enters."""
CAP_ZH = {"households": "每户上限", "floor_area": "每平方米上限", "estates": "每小区上限"}
CAP_EN = {"households": "per household", "floor_area": "per m2", "estates": "per estate"}


@dataclass(frozen=True, kw_only=True)
class Passed:
    """A bound that draws pass, and by how much, in fen.

    ``drawn`` is what each fund draws in scope; None where the plan states no draws.
    """

    bound: Bound
    over: int
    drawn: Mapping[str, int] | None


def fund_caps(reckoned: Reckoned) -> Iterator[Breach]:
    """A fund pays no more for an estate, in a year or in all than its caps per household, m2 or estate."""
    for one in _of_rule(reckoned, "fund_caps"):
        most, over = money(int(one.bound.most)), money(one.over)
        per, per_zh = CAP_EN[one.bound.measure], CAP_ZH[one.bound.measure]
        if one.drawn is None:
            en = f"cap of {most.en} ({per}): {over.en} too much is drawn, whatever other funds pay"
            zh = f"{per_zh}合计 {most.zh}：其他资金尽量支付后仍超出 {over.zh}"
        else:
            drawn = money(one.drawn[one.bound.fund])
            en = f"drawn {drawn.en}, cap of {most.en} ({per}): {over.en} too much"
            zh = f"支用 {drawn.zh}，{per_zh}合计 {most.zh}：超出 {over.zh}"
        yield breach("fund_caps", one.bound.where, yuan(one.over), "yuan", en, zh)


def matching(reckoned: Reckoned) -> Iterator[Breach]:
    """A fund pays no more than what its matching fund pays allows, for an estate, up to a year, or in all."""
    for one in _of_rule(reckoned, "matching"):
        fund, over = one.bound.fund, money(one.over)
        by = next(name for name, weight in one.bound.weights.items() if name != fund)
        if one.drawn is None:
            en = f"more than {by} matches: {over.en} too much is drawn, whatever other funds pay"
            zh = f"超出 {by} 的配套：其他资金尽量支付后仍多 {over.zh}"
        else:
            drawn, matched = money(one.drawn[fund]), money(one.drawn[by])
            en = f"drawn {drawn.en}, more than {matched.en} of {by} match: {over.en} too much"
            zh = f"支用 {drawn.zh}，{by} 配套 {matched.zh}：超出 {over.zh}"
        yield breach("matching", one.bound.where, yuan(one.over), "yuan", en, zh)


def fund_floors(reckoned: Reckoned) -> Iterator[Breach]:
    """In a year with a floor, at least that much is drawn of the fund."""
    for one in _of_rule(reckoned, "fund_floors"):
        floor, short = money(-int(one.bound.most)), money(one.over)
        if one.drawn is None:
            en = f"floor {floor.en}: {short.en} too little can be drawn"
            zh = f"最低支用 {floor.zh}：至多支用后仍少 {short.zh}"
        else:
            drawn = money(one.drawn[one.bound.fund])
            en, zh = (
                f"drawn {drawn.en}, floor {floor.en}: {short.en} too little",
                f"支用 {drawn.zh}，最低 {floor.zh}：少 {short.zh}",
            )
        yield breach("fund_floors", one.bound.where, yuan(one.over), "yuan", en, zh)


def bond_cover(reckoned: Reckoned) -> Iterator[Breach]:
    """What works bring in by the evaluation date covers the debt of the bonds drawn, so many times over."""
    for one in _of_rule(reckoned, "bond_cover"):
        revenue, short = money(int(one.bound.most)), money(one.over)
        if one.drawn is None:
            en = f"works bring in {revenue.en}: {short.en} too little for what must be drawn and its interest"
            zh = f"改造收益 {revenue.zh}：对必须支用的专项债本息覆盖不足 {short.zh}"
        else:
            drawn = money(sum(one.drawn.values()))
            en = f"works bring in {revenue.en}: {short.en} too little for {drawn.en} drawn and its interest"
            zh = f"改造收益 {revenue.zh}，对支用 {drawn.zh} 的本息覆盖不足 {short.zh}"
        yield breach("bond_cover", one.bound.where, yuan(one.over), "yuan", en, zh)


def _of_rule(reckoned: Reckoned, rule: str) -> list[Passed]:
    return [one for one in reckoned.once(_passed) if one.bound.rule == rule]


def _passed(reckoned: Reckoned) -> list[Passed]:
    bounds = bounds_of(reckoned)
    if not bounds:
        return []
    return _by_draws(reckoned, bounds) if reckoned.plan.draws else _whatever_is_drawn(reckoned, bounds)


def _by_draws(reckoned: Reckoned, bounds: list[Bound]) -> list[Passed]:
    at = {(key, group.name): group.estate for key, due in reckoned.dues.items() for group, _ in due}
    draws = [
        (draw.fund, at.get((draw.campaign, draw.claim_group), ""), draw.year, draw.amount)
        for draw in reckoned.plan.draws
    ]
    made = []
    for bound in bounds:
        drawn: dict[str, int] = defaultdict(int)
        total, entering = -bound.most, 0
        for fund, estate, year, fen in draws:
            weight = bound.weight(fund, estate, year)
            if weight is not None:
                drawn[fund] += fen
                total += weight * fen
                entering += 1
        if total > (entering if bound.rule in ALLOWED else 0):
            made.append(Passed(bound=bound, over=ceil(total), drawn=drawn))
    return made


def _whatever_is_drawn(reckoned: Reckoned, bounds: list[Bound]) -> list[Passed]:
    limited = reckoned.given.rules.fund_limits.on
    if limited and reckoned.once(beyond_all_funds):
        return []  # what no fund holds is told as such
    held = reckoned.once(vintages) if limited else None
    short = best_drawing(held, reckoned.once(payable), bounds)
    return [Passed(bound=bound, over=over, drawn=None) for bound, over in short.passed.items()]
