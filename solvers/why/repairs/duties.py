"""What must be reached: targets lowered or put off, estates that need not start."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from solvers.rules.starts import must_start
from solvers.rules.windows import pinned_campaigns
from solvers.why.repairs.lever import Eased, Family, Knob, Ladder, Rung, is_text, listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scenarios.model.programme import Programme
    from solvers.why.repairs.lever import Change, Ints, Key
    from solvers.why.repairs.opened import Opened
    from solvers.why.repairs.prices import Prices

UNITS = {
    "estates": ("estates", "个小区"),
    "households": ("households", "户"),
    "floor_area": ("m2", "平方米"),
    "buildings": ("buildings", "栋"),
}


def target_knobs(found: Opened, prices: Prices) -> Family:
    """Return a knob for one unit less of each hard target."""
    table = found.programme.targets
    rows = found.labels("targets")
    knobs = []
    for target in _hard(found):
        name = str(table.name[target])
        knobs.append(
            Knob(
                key=("target", name),
                price=_unit_price(found.programme, target, prices),
                most=float(np.ceil(table.value[target])),
                row=np.array([rows[name]]),
                value=np.ones(1),
            )
        )
    keys = tuple(knob.key for knob in knobs)
    return Family(
        name="target",
        rules=frozenset({"targets"}),
        knobs=tuple(knobs),
        levers=tuple(dict.fromkeys(held for held in (keys, *((key,) for key in keys)) if held)),
        eased=partial(_less, found.programme),
    )


def _hard(found: Opened) -> list[int]:
    table = found.programme.targets
    if found.placed("targets") is None:
        return []
    return [int(t) for t in np.flatnonzero((table.strength == "hard") & (table.value > 0))]


def _unit_price(programme: Programme, target: int, prices: Prices) -> float:
    """Return the yuan reckoned for one unit less of a target."""
    table, facts = programme.targets, programme.facts
    if table.measure[target] != "quantity":
        return prices.unit(str(table.measure[target]))
    kind = programme.work_types.id[facts.work_type] == table.work_type[target]
    quantity = float(facts.quantity[kind].sum())
    return max(float(facts.cost[kind].sum()) / 100.0 / quantity if quantity else 1.0, 1.0)


def _unit_words(programme: Programme, target: int) -> tuple[str, str]:
    table, types = programme.targets, programme.work_types
    measure = str(table.measure[target])
    if measure in UNITS:
        return UNITS[measure]
    unit = [str(u) for u in types.unit[types.id == table.work_type[target]]]
    return f"units of {table.work_type[target]}", (unit or ["个单位"])[0] or "个单位"


def _less(programme: Programme, amounts: Mapping[Key, int], period: Ints) -> Eased:
    table = programme.targets
    changes: list[Change] = []
    en, zh = [], []
    for (_, name), amount in amounts.items():
        target = int(np.flatnonzero(table.name == name)[0])
        value = max(float(table.value[target]) - amount, 0.0)
        changes.append(
            {
                "table": "targets",
                "column": "value",
                "where": is_text("name", name),
                "set": int(value) if value.is_integer() else value,
            }
        )
        unit, unit_zh = _unit_words(programme, target)
        if amount == 1:
            first, *rest = unit.split(" ")
            unit = " ".join([first.removesuffix("s"), *rest])
        by = table.by[target].item()
        en.append(f"{amount:,} {unit} fewer by {by} ({name})")
        zh.append(f"{by}前少完成{amount:,}{unit_zh}（{name}）")
    return Eased(changes=tuple(changes), sentence="; ".join(en), sentence_zh="；".join(zh))


def target_ladders(found: Opened, prices: Prices) -> list[Ladder]:
    """Return for each hard target the later days, ends of periods, to which it may be put off."""
    programme, clock = found.programme, found.programme.clock
    table = programme.targets
    ends = [int(day) - 1 for day in clock.starts[1:]]
    longest = int(found.program.given.spans.campaign_end.max(initial=0)) - 1
    if longest > ends[-1]:
        ends.append(longest)
    ladders = []
    for target in _hard(found):
        by = clock.day(table.by[target].item())
        name = str(table.name[target])
        a_day = float(table.value[target]) * _unit_price(programme, target, prices) / prices.household
        rungs = []
        for end in (day for day in ends if day > by):
            last = clock.date(end).isoformat()
            eased = Eased(
                changes=({"table": "targets", "column": "by", "where": is_text("name", name), "set": last},),
                sentence=f"{name} by {last} instead of {clock.date(by)}",
                sentence_zh=f"{name}由{clock.date(by)}推迟到{last}",
            )
            price = max(a_day * (end - by) * prices.settings.day_late, 1.0)
            rungs.append(Rung(eased=eased, price=price))
        if rungs:
            ladders.append(Ladder(name=f"later {name}", rules=frozenset({"targets"}), rungs=tuple(rungs)))
    return ladders


# ---- what must start ----


def left_out_knobs(found: Opened, prices: Prices) -> Family:
    """Return a knob for each estate that must start or is pinned: it need not start; pilots stay."""
    programme = found.programme
    campaigns, estates = programme.campaigns, programme.estates
    pinned = pinned_campaigns(programme)
    must = must_start(programme) | pinned
    placed = found.placed("start_once")
    knobs, pins = [], set()
    for estate in np.unique(campaigns.estate[must & (campaigns.estate >= 0)]) if placed is not None else ():
        assert placed is not None
        own = np.flatnonzero(campaigns.estate == estate)
        held = own[placed.block.low[own] > 0]
        if not len(held) or campaigns.pilot[own].any():
            continue
        name = str(estates.id[estate])
        if pinned[own].any():
            pins.add(name)
        knobs.append(
            Knob(
                key=("estate", name),
                price=max(float(estates.households[estate]) * prices.household, 1.0),
                most=1.0,
                row=placed.first + held,
                value=np.ones(len(held)),
            )
        )
    keys = tuple(knob.key for knob in knobs)
    return Family(
        name="estate",
        rules=frozenset({"start_once"} | ({"pinned"} if pins else set())),
        knobs=tuple(knobs),
        levers=(keys,) if keys else (),
        eased=partial(_left_out, programme, frozenset(pins)),
    )


def _left_out(programme: Programme, pins: frozenset[str], amounts: Mapping[Key, int], period: Ints) -> Eased:
    estates = programme.estates
    changes: list[Change] = []
    names, households = [], 0
    for (_, key), _amount in amounts.items():
        row = int(np.flatnonzero(estates.id == key)[0])
        where = is_text("id", key)
        changes.append({"table": "estates", "column": "required", "where": where, "set": False})
        if key in pins:
            changes.append({"table": "estates", "column": "pinned_start", "where": where, "set": ""})
        names.append(str(estates.name[row]) or str(key))
        households += int(estates.households[row])
    n = len(names)
    return Eased(
        changes=tuple(changes),
        sentence=f"{n} estate{'s' * (n > 1)} with {households:,} households need not start: {listed(names)}",
        sentence_zh=f"{n}个小区（{households:,}户）可不开工：{listed(names, zh=True)}",
    )


def no_duty_ladder(found: Opened, prices: Prices) -> Ladder | None:
    """Return the last resort where the settings say that all must start: they no longer say so."""
    programme = found.programme
    if not programme.settings.rules.start_once.must_start:
        return None
    campaigns = programme.campaigns
    households = int(campaigns.households[must_start(programme)].sum())
    eased = Eased(
        changes=({"table": "settings", "column": "rules.start_once.must_start", "set": False},),
        sentence="no campaign must start but where its estate says so",
        sentence_zh="除小区另有注明外，各批次均可不开工",
    )
    rung = Rung(eased=eased, price=max(households * prices.household, 1.0))
    return Ladder(name="no duty", rules=frozenset({"start_once"}), rungs=(rung,))
