"""Dates that give way: pins moved, earliest and latest days, votes won, moratoria, outside projects."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from solvers.why.repairs.lever import Eased, Family, Knob, Ladder, Rung, is_text, listed
from solvers.why.repairs.opened import closed_starts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from solvers.why.repairs.lever import Change, Floats, Ints, Key
    from solvers.why.repairs.opened import Opened
    from solvers.why.repairs.prices import Prices

DOORS = ("pinned", "earliest_latest", "consent")
"""Date rules that may be opened estate by estate."""


def _door_family(
    found: Opened,
    rule: str,
    price: Callable[[int], float],
    per_start: Callable[[int], Floats],
    eased: Callable[[Mapping[Key, int], Ints], Eased],
    alone: bool = False,
) -> Family:
    """Return a knob for each estate of which an opened rule closes something.

    ``price`` is yuan for opening an estate, ``per_start`` yuan by period for each of its starts. ``alone``:
    only estates of a single campaign.
    """
    if rule not in found.closed:
        return Family(name=rule, rules=frozenset({rule}), knobs=(), levers=(), eased=eased)
    programme, columns = found.programme, found.program.given.columns
    campaigns, facts = programme.campaigns, programme.facts
    starts = closed_starts(found, rule)
    works = (~found.closed[rule].work) & (columns.work >= 0) & columns.chosen[:, None]
    touched: NDArray[np.bool_] = np.any(starts, axis=1)
    np.logical_or.at(touched, facts.campaign, works.any(axis=1))
    knobs = []
    for estate in np.unique(campaigns.estate[touched & (campaigns.estate >= 0)]).tolist():
        own = np.flatnonzero(campaigns.estate == estate)
        if not alone or len(own) == 1:
            key: Key = (rule, str(programme.estates.id[estate]))
            knobs.append(_door(found, key, own, (starts, works), max(price(estate), 1.0), per_start(estate)))
    keys = tuple(knob.key for knob in knobs)
    return Family(
        name=rule,
        rules=frozenset({rule}),
        knobs=tuple(knobs),
        levers=(keys,) if keys else (),
        eased=eased,
    )


def _door(
    found: Opened,
    key: Key,
    own: Ints,
    closed: tuple[NDArray[np.bool_], NDArray[np.bool_]],
    price: float,
    per_start: Floats,
) -> Knob:
    """Return the knob that opens what is closed of an estate's campaigns: starts, and works of their own."""
    columns, facts = found.program.given.columns, found.programme.facts
    starts, works = closed
    doors, prices, groups = [], [], []
    for campaign in own:
        periods = np.flatnonzero(starts[campaign])
        doors.append(columns.start[campaign, periods])
        prices.append(per_start[periods])
        groups.append(np.full(len(periods), campaign))
    for work in np.flatnonzero(np.isin(facts.campaign, own)):
        periods = np.flatnonzero(works[work])
        doors.append(columns.work[work, periods])
        prices.append(np.zeros(len(periods)))
        groups.append(np.full(len(periods), len(starts) + work))
    return Knob(
        key=key,
        price=price,
        most=1.0,
        door=np.concatenate(doors),
        door_price=np.concatenate(prices),
        door_group=np.concatenate(groups),
    )


def pin_knobs(found: Opened, prices: Prices) -> Family:
    """Return a knob for each pinned estate of one campaign: its pin moves to another period."""
    clock, estates = found.programme.clock, found.programme.estates

    def per_start(estate: int) -> Floats:
        pin = clock.day(estates.pinned_start[estate].item())
        apart = np.abs(clock.starts[:-1] - pin)
        return apart * float(estates.households[estate]) * prices.settings.day_late

    eased = partial(_pins_moved, found.programme)
    return _door_family(found, "pinned", lambda estate: 1.0, per_start, eased, alone=True)


def _campaign_of(programme: Programme, key: object) -> tuple[int, list[int]]:
    """Return an estate's row and its campaigns."""
    estate = int(np.flatnonzero(programme.estates.id == key)[0])
    return estate, np.flatnonzero(programme.campaigns.estate == estate).tolist()


def _pins_moved(programme: Programme, amounts: Mapping[Key, int], period: Ints) -> Eased:
    clock, estates = programme.clock, programme.estates
    changes: list[Change] = []
    en, zh = [], []
    for _, key in amounts:
        estate, own = _campaign_of(programme, key)
        new = int(period[own[0]])
        day = clock.date(int(clock.starts[new])).isoformat()
        where = is_text("id", key)
        changes.append({"table": "estates", "column": "pinned_start", "where": where, "set": day})
        name = str(estates.name[estate]) or str(key)
        en.append(f"{name} pinned to {clock.names[new]} instead of {estates.pinned_start[estate]}")
        zh.append(f"{name}的锁定开工由{estates.pinned_start[estate]}改为{clock.names[new]}")
    return Eased(changes=tuple(changes), sentence=listed(en), sentence_zh=listed(zh, zh=True))


def date_knobs(found: Opened, prices: Prices) -> Family:
    """Return a knob for each estate with an earliest or latest day: it may start before or after it."""
    clock, estates = found.programme.clock, found.programme.estates

    def per_start(estate: int) -> Floats:
        beyond = np.zeros(clock.periods)
        first = clock.starts[:-1]
        if not np.isnat(estates.earliest[estate]):
            beyond = np.maximum(beyond, clock.day(estates.earliest[estate].item()) - first)
        if not np.isnat(estates.latest[estate]):
            beyond = np.maximum(beyond, first - clock.day(estates.latest[estate].item()))
        return beyond * float(estates.households[estate]) * prices.settings.day_late

    eased = partial(_dates_moved, found.programme)
    return _door_family(found, "earliest_latest", lambda estate: 1.0, per_start, eased)


def _dates_moved(programme: Programme, amounts: Mapping[Key, int], period: Ints) -> Eased:
    clock, estates = programme.clock, programme.estates
    changes: list[Change] = []
    en, zh = [], []
    for _, key in amounts:
        estate, own = _campaign_of(programme, key)
        days = [int(clock.starts[period[c]]) for c in own if period[c] >= 0]
        name = str(estates.name[estate]) or str(key)
        moves = [
            ("latest", max(days, default=0), 1, ("start", "最迟开工推迟到")),
            ("earliest", min(days, default=0), -1, ("start already", "最早开工提前到")),
        ]
        for column, day, sign, words in moves:
            told = getattr(estates, column)[estate]
            if not days or np.isnat(told) or (day - clock.day(told.item())) * sign <= 0:
                continue
            date = clock.date(day).isoformat()
            changes.append({"table": "estates", "column": column, "where": is_text("id", key), "set": date})
            en.append(f"{name} may {words[0]} on {date} ({column} {told})")
            zh.append(f"{name}{words[1]}{date}（原为{told}）")
    return Eased(changes=tuple(changes), sentence=listed(en), sentence_zh=listed(zh, zh=True))


def vote_knobs(found: Opened, prices: Prices) -> Family:
    """Return a knob for each estate whose votes hold works back: they are won, in time."""
    estates = found.programme.estates
    nothing = np.zeros(found.programme.clock.periods)

    def price(estate: int) -> float:
        return float(estates.households[estate]) * prices.settings.household_vote

    eased = partial(_votes_won, found)
    return _door_family(found, "consent", price, lambda estate: nothing, eased)


def _votes_won(found: Opened, amounts: Mapping[Key, int], period: Ints) -> Eased:
    programme = found.programme
    facts = programme.facts
    matters = programme.work_types.consent_matter[facts.work_type]
    closed = ~found.closed["consent"].work
    changes: list[Change] = []
    en, zh = [], []
    for _, key in amounts:
        estate, own = _campaign_of(programme, key)
        there = np.flatnonzero(np.isin(facts.campaign, own) & closed.any(axis=1) & (matters != ""))
        for matter in dict.fromkeys(matters[there].tolist()):
            changes += _vote_changes(programme, key, matter)
        name = str(programme.estates.name[estate]) or str(key)
        households = int(programme.estates.households[estate])
        en.append(f"the vote at {name} ({households:,} households) passes before works start")
        zh.append(f"{name}（{households:,}户）在开工前表决通过")
    return Eased(changes=tuple(changes), sentence=listed(en), sentence_zh=listed(zh, zh=True))


def _vote_changes(programme: Programme, key: object, matter: str) -> list[Change]:
    """Return the changes by which the votes on a matter at an estate are passed from the beginning.

    Those of the units that decide it, and that of the estate, which speaks for the units without their own.
    """
    scope = programme.settings.rules.consent.of(matter).scope
    units = _votes_passed(programme, key, matter, scope) if scope != "estate" else []
    whole: list[Change] = _votes_passed(programme, key, matter, "estate")
    row = {"estate": key, "matter": matter, "scope": "estate", "by_area": 1, "by_heads": 1}
    return units + (whole or [{"table": "consents", "rows": [row]}])


def _votes_passed(programme: Programme, key: object, matter: str, scope: str) -> list[Change]:
    """Return the changes by which all votes of a scope are passed; none where there are none."""
    votes = programme.consents
    mine = (votes.estate == key) & (votes.matter == matter) & (votes.scope == scope)
    if not mine.any():
        return []
    where = f"{is_text('estate', key)} and {is_text('matter', matter)} and scope = '{scope}'"
    columns = [("by_area", 1), ("by_heads", 1), ("date", "")]
    columns += [
        (column, 1)
        for column in ("turnout_area", "turnout_heads")
        if not np.isnan(getattr(votes, column)[mine]).all()
    ]
    return [{"table": "consents", "column": c, "where": where, "set": value} for c, value in columns]


# ---- ladders ----


def moratorium_ladder(found: Opened, prices: Prices) -> Ladder | None:
    """Return the moratorium with ever fewer years."""
    programme = found.programme
    rule = programme.settings.rules.moratorium
    if not rule.on or np.isnat(programme.estates.renovated_on).all():
        return None
    rungs = []
    for years in range(int(np.ceil(rule.years)) - 1, -1, -1):
        eased = Eased(
            changes=({"table": "settings", "column": "rules.moratorium.years", "set": float(years)},),
            sentence=f"moratorium of {years} years instead of {rule.years:g}",
            sentence_zh=f"禁止重复开挖期由{rule.years:g}年缩短为{years}年",
        )
        share = (rule.years - years) / rule.years
        rungs.append(Rung(eased=eased, price=max(share * prices.settings.rule_left_out, 1.0)))
    return Ladder(name="moratorium", rules=frozenset({"moratorium"}), rungs=tuple(rungs))


def outside_ladders(found: Opened, prices: Prices) -> list[Ladder]:
    """Return other agencies' projects and shared assets ready ever earlier."""
    programme, clock = found.programme, found.programme.clock
    estates = programme.estates
    ladders = []
    for table, column in ((programme.outside_projects, "finish"), (programme.assets, "ready")):
        for row in np.flatnonzero(~np.isnat(getattr(table, column))):
            key = str(table.id[row])
            told = clock.day(getattr(table, column)[row].item())
            held = np.isin(estates.id, list(table.estates[row])) if table.estates[row] else np.zeros(0, bool)
            households = max(float(estates.households[held].sum()) if held.any() else prices.households, 1.0)
            rungs = []
            for day in (int(start) - 1 for start in clock.starts[:-1][::-1] if start - 1 < told):
                date = clock.date(day).isoformat()
                change: Change = {
                    "table": table.NAME.name,
                    "column": column,
                    "where": is_text("id", key),
                    "set": date,
                }
                eased = Eased(
                    changes=(change,),
                    sentence=f"{key} ready by {date} instead of {clock.date(told)}",
                    sentence_zh=f"{key}由{clock.date(told)}提前到{date}完成",
                )
                price = max((told - day) * households * prices.settings.day_late, 1.0)
                rungs.append(Rung(eased=eased, price=price))
            if rungs:
                rules = frozenset({"outside_dates", "links"})
                ladders.append(Ladder(name=f"earlier {key}", rules=rules, rungs=tuple(rungs)))
    return ladders
