"""Rules whose limit is a number of the settings or of a table: it is eased step by step, as a ladder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from solvers.rules.register import rules_on
from solvers.why.repairs.lever import Eased, Ladder, Rung, called, is_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenarios.model.programme import Programme
    from solvers.why.repairs.lever import Called, Change
    from solvers.why.repairs.opened import Opened
    from solvers.why.repairs.prices import Prices


@dataclass(frozen=True)
class _Scale:
    """A number of a rule, and the steps by which it is eased: added one after another, up or down.

    ``least`` and ``most`` bound it.
    """

    rule: str
    key: str
    step: float
    steps: int
    en: str
    zh: str
    least: float = 0.0
    most: float = np.inf


SCALES = (
    _Scale("zones", "most", 1, 5, "years in which a zone may start", "片区可分年数"),
    _Scale("openings", "years", -1, 10, "years between openings", "重复开挖间隔年数"),
    _Scale("openings", "window", 1, 4, "periods that an opening serves", "一次开挖可服务时段数"),
    _Scale("shared_setups", "window", 1, 4, "periods that a set-up serves", "一次搭设可服务时段数"),
    _Scale("ramp_up", "first_year", 1, 400, "starts of the first year", "首年开工上限"),
    _Scale("ramp_up", "step", 1, 400, "more starts each year", "逐年增量"),
    _Scale("stability", "most_moves", 1, 400, "moves from the published plan", "调整批次上限"),
    _Scale("crew_floors", "share", -0.05, 20, "least use of crews", "施工队最低使用率"),
    _Scale("street_shares", "share", -0.05, 20, "least share of a street", "街道最低份额"),
    _Scale("longest_wait", "years", 0.25, 40, "years of the longest wait", "最长等待年数"),
    _Scale("longest_wait", "street_years", 0.25, 40, "years until a street begins", "街道最迟启动年数"),
    _Scale("readiness", "design_rounds", -1, 5, "rounds of design", "设计轮次"),
    _Scale("readiness", "design_days", -5, 20, "days of a round of design", "每轮设计天数"),
    _Scale("readiness", "tender_days", -5, 20, "days of tender", "招标天数"),
    _Scale("stages", "gap_days", -10, 40, "days between stages", "分期间隔天数"),
    _Scale("neighbour_roads", "level", 0.5, 6, "level that closes a road", "封路等级", most=3.0),
)
"""Numbers of the settings, ``rules.RULE.KEY``, that may be eased."""


def setting_ladders(found: Opened, prices: Prices) -> list[Ladder]:
    """Return a ladder for each number of the settings whose rule is on."""
    on = {rule.name for rule in rules_on(found.programme)}
    ladders = []
    for scale in SCALES:
        now = getattr(getattr(found.programme.settings.rules, scale.rule, None), scale.key, None)
        if scale.rule not in on or now is None:
            continue
        values = _values(scale, now)
        rungs = [
            _rung(
                {"table": "settings", "column": f"rules.{scale.rule}.{scale.key}", "set": value},
                (
                    f"{scale.en}: {value:g} instead of {now:g}",
                    f"{scale.zh}由{now:g}改为{value:g}",
                ),
                prices.settings.rule_left_out * (number + 1) / (len(values) + 1),
            )
            for number, value in enumerate(values)
        ]
        if rungs:
            name = f"{scale.rule}.{scale.key}"
            ladders.append(Ladder(name=name, rules=frozenset({scale.rule}), rungs=tuple(rungs)))
    return ladders


def _values(scale: _Scale, now: float) -> list[float | int]:
    """Return the values to which a number is eased, the nearest first."""
    values: list[float | int] = []
    for number in range(1, scale.steps + 1):
        value = min(max(round(now + number * scale.step, 6), scale.least), scale.most)
        if value == (values[-1] if values else now):
            break
        values.append(round(value) if isinstance(now, int) else float(value))
    return values


def _rung(change: Change, words: tuple[str, str], price: float) -> Rung:
    eased = Eased(changes=(change,), sentence=words[0], sentence_zh=words[1])
    return Rung(eased=eased, price=max(price, 1.0))


# ---- terms of funds ----

_FACTORS_UP = (1.05, 1.1, 1.25, 1.5, 2.0, 3.0, 5.0, 10.0, 100.0)
_FACTORS_DOWN = (0.95, 0.9, 0.75, 0.5, 0.25, 0.0)
_TERMS = (
    ("fund_floors", "floor", _FACTORS_DOWN, ("least use", "最低支用额")),
    ("fund_caps", "cap_per_household", _FACTORS_UP, ("cap per household", "每户上限")),
    ("fund_caps", "cap_per_m2", _FACTORS_UP, ("cap per m2", "每平方米上限")),
    ("fund_caps", "cap_per_estate", _FACTORS_UP, ("cap per estate", "每小区上限")),
    ("matching", "match_ratio", _FACTORS_UP, ("ratio to the matching fund", "配套比例")),
    ("matching", "match_share", _FACTORS_UP, ("share of the two together", "占比上限")),
    ("bond_cover", "cover_ratio", _FACTORS_DOWN, ("cover of the debt", "覆盖倍数")),
)


def term_ladders(found: Opened, prices: Prices, names: Called) -> list[Ladder]:
    """Return a ladder for each term of each fund that has one: it is scaled, in all years together."""
    programme = found.programme
    on = {rule.name for rule in rules_on(programme)}
    ladders = []
    for rule, column, factors, words in _TERMS:
        for fund in _funds_with(programme, column) if rule in on else ():
            rungs = [
                _rung(
                    _scaled(programme, column, fund, factor),
                    (
                        f"{words[0]} of {called(names, fund)} at {factor:.0%} of what it is",
                        f"{called(names, fund, zh=True)}的{words[1]}调整为原来的{factor:.0%}",
                    ),
                    prices.settings.rule_left_out * (number + 1) / (len(factors) + 1),
                )
                for number, factor in enumerate(factors)
                if column != "match_share" or factor * _largest(programme, column, fund) <= 1
            ]
            if rungs:
                ladders.append(Ladder(name=f"{column} {fund}", rules=frozenset({rule}), rungs=tuple(rungs)))
    return ladders


def _scaled(programme: Programme, column: str, fund: str, factor: float) -> Change:
    return {"table": "funds", "column": column, "where": is_text("fund", fund), "scale": factor}


def _filled(programme: Programme, column: str) -> Any:
    funds = programme.funds
    return funds.given.get(column, np.zeros(len(funds), dtype=bool))


def _funds_with(programme: Programme, column: str) -> Sequence[str]:
    return list(dict.fromkeys(programme.funds.fund[_filled(programme, column)].tolist()))


def _largest(programme: Programme, column: str, fund: str) -> float:
    own = _filled(programme, column) & (programme.funds.fund == fund)
    return float(getattr(programme.funds, column)[own].max(initial=0))


# ---- what is awaited, and who prepares ----


def awaited_ladders(found: Opened, prices: Prices) -> list[Ladder]:
    """Return agreements reached in time, and works of greater difficulty allowed earlier."""
    programme, clock = found.programme, found.programme.clock
    rule, told = programme.settings.rules.harder_later, programme.settings.rules.harder_later.from_date
    first = clock.first_day
    ladders = [
        _agreement(str(estate), str(party), first.isoformat(), prices)
        for estate, party in zip(programme.agreements.estate, programme.agreements.party, strict=True)
    ]
    if rule.on and told is not None:
        days = [day for start in clock.starts[:-1][::-1] if (day := clock.date(int(start))) < told]
        rungs = tuple(
            _rung(
                {"table": "settings", "column": "rules.harder_later.from_date", "set": day.isoformat()},
                (f"hard works from {day} instead of {told}", f"难度大的内容由{told}提前到{day}起"),
                prices.settings.rule_left_out * (told - day).days / max((told - first).days, 1),
            )
            for day in days
        )
        if rungs:
            ladders.append(Ladder(name="harder_later", rules=frozenset({"harder_later"}), rungs=rungs))
    return ladders


def _agreement(estate: str, party: str, day: str, prices: Prices) -> Ladder:
    where = f"{is_text('estate', estate)} and {is_text('party', party)}"
    rung = _rung(
        {"table": "agreements", "column": "reached_on", "where": where, "set": day},
        (f"agreement {party} of {estate} reached by {day}", f"{estate}的协议“{party}”在{day}前达成"),
        prices.settings.rule_left_out / 10,
    )
    return Ladder(name=f"agreement {estate} {party}", rules=frozenset({"agreements"}), rungs=(rung,))


_MOST_OFFICES = 20


def office_ladders(found: Opened, prices: Prices) -> list[Ladder]:
    """Return more of each office that prepares campaigns, over the whole plan, one by one."""
    programme, clock = found.programme, found.programme.clock
    rule, crews = programme.settings.rules.preparation, programme.crews
    base = np.zeros(1, dtype=np.int64)
    days = int(found.program.given.spans.calendars.between(base, base, base + int(clock.starts[-1]))[0])
    ladders = []
    for trade in dict.fromkeys((rule.design, rule.approval)) if rule.on else ():
        if not ((crews.trade == trade) & (crews.kind == "office")).any():
            continue
        where = f"{is_text('trade', trade)} and kind = 'office'"
        rungs = tuple(
            _rung(
                {"table": "crews", "column": "count", "where": where, "add": more},
                (f"{more} more {trade} throughout", f"全程增加{trade}{more}个"),
                more * days * prices.settings.crew_day,
            )
            for more in range(1, _MOST_OFFICES + 1)
        )
        ladders.append(Ladder(name=f"office {trade}", rules=frozenset({"preparation"}), rungs=rungs))
    return ladders
