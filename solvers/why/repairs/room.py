"""Knobs of room: crews by trade and year, households and projects of a street at once."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from solvers.rules.capacity import crew_days
from solvers.why.repairs.lever import Eased, Family, Knob, is_text, listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scenarios.model.programme import Programme
    from solvers.why.repairs.lever import Change, Ints, Key
    from solvers.why.repairs.opened import Opened
    from solvers.why.repairs.prices import Prices


@dataclass(frozen=True, kw_only=True)
class _Season:
    """A span in which crews are added; ``row`` is the row of crews that holds exactly then, −1 for none."""

    first: datetime.date
    last: datetime.date
    row: int


def crew_knobs(found: Opened, prices: Prices) -> Family:
    """Return a knob for one more crew of each trade in each plan year, to be eased trade by trade."""
    programme, clock = found.programme, found.programme.clock
    crews = programme.crews
    rows = found.labels("crew_limits")
    most = _most_crews(found)
    knobs, seasons = [], {}
    for trade in dict.fromkeys(crews.trade[crews.kind == "crew"].tolist()) if rows else ():
        for year in clock.years:
            season = _season(programme, trade, year)
            days = _working_days(found, season)
            there = np.flatnonzero(days)
            if not len(there):
                continue
            key: Key = ("crews", trade, year)
            seasons[key] = season
            knobs.append(
                Knob(
                    key=key,
                    price=max(float(days.sum()) * prices.settings.crew_day, 1.0),
                    most=float(most.get(trade, 0) + 1),
                    row=np.array([rows[f"{trade}, {clock.names[p]}"] for p in there]),
                    value=-days[there].astype(np.float64),
                )
            )
    keys = [knob.key for knob in knobs]
    sets = [tuple(k for k in keys if k[1] == trade) for trade in dict.fromkeys(k[1] for k in keys)]
    sets += [tuple(keys)] + [(key,) for key in keys]
    return Family(
        name="crews",
        rules=frozenset({"crew_limits"}),
        knobs=tuple(knobs),
        levers=tuple(dict.fromkeys(held for held in sets if held)),
        eased=partial(_more_crews, seasons),
    )


def _season(programme: Programme, trade: str, year: int) -> _Season:
    """Return the part of a year within the plan in which crews are added.

    No two rows of a trade begin on one day; where such a row does not end with the span, it begins a day
    later.
    """
    crews, clock = programme.crews, programme.clock
    first = max(datetime.date(year, 1, 1), clock.first_day)
    last = min(datetime.date(year, 12, 31), clock.date(int(clock.starts[-1]) - 1))
    own = (crews.trade == trade) & (crews.street == "")
    while True:
        same = np.flatnonzero(own & (crews.from_ == np.datetime64(first, "D")))
        if not len(same):
            return _Season(first=first, last=last, row=-1)
        ends = crews.to[same[0]]
        if crews.kind[same[0]] == "crew" and ends == np.datetime64(last, "D"):
            return _Season(first=first, last=last, row=int(same[0]))
        first += datetime.timedelta(days=1)


def _working_days(found: Opened, season: _Season) -> Ints:
    """Return the base working days of a span in each period, axis ``(period,)``."""
    clock = found.programme.clock
    low = np.maximum(clock.starts[:-1], clock.day(season.first))
    high = np.minimum(clock.starts[1:], clock.day(season.last) + 1)
    base = np.zeros(clock.periods, dtype=np.int64)
    return found.program.given.spans.calendars.between(base, low, np.maximum(low, high))


def _most_crews(found: Opened) -> dict[str, int]:
    """Return how many crews of each trade all its works could need at once."""
    facts, types = found.programme.facts, found.programme.work_types
    used = np.unique(crew_days(found.program.given)[0])
    total: dict[str, int] = {}
    for work in used:
        trade = str(types.trade[facts.work_type[work]])
        total[trade] = total.get(trade, 0) + int(facts.crews[work])
    return total


def _more_crews(seasons: Mapping[Key, _Season], amounts: Mapping[Key, int], period: Ints) -> Eased:
    changes: list[Change] = []
    en, zh = [], []
    for key, amount in amounts.items():
        _, trade, year = key
        season = seasons[key]
        if season.row >= 0:
            where = f"{is_text('trade', trade)} and street = '' and from = {season.first}"
            changes.append({"table": "crews", "column": "count", "where": where, "add": amount})
        else:
            row = {
                "trade": trade,
                "from": season.first.isoformat(),
                "to": season.last.isoformat(),
                "count": amount,
            }
            changes.append({"table": "crews", "rows": [row]})
        en.append(f"{amount} more {trade} crew{'s' * (amount > 1)} in {year}")
        zh.append(f"{year}年增加{trade}施工队{amount}支")
    return Eased(changes=tuple(changes), sentence="; ".join(en), sentence_zh="；".join(zh))


# ---- streets ----


def street_household_knobs(found: Opened, prices: Prices) -> Family:
    """Return a knob for one more household of each street under works at once."""
    programme = found.programme
    live = programme.estates.excluded_because == ""
    caps: dict[str, float] = {}
    sizes: dict[str, float] = {}
    placed = found.placed("street_disruption")
    rows = found.labels("street_disruption")
    knobs = []
    for street in _streets(programme) if placed is not None else ():
        held = [rows[f"{street}, {name}"] for name in programme.clock.names]
        assert placed is not None
        caps[street] = float(placed.block.high[held[0] - placed.first])
        sizes[street] = float(programme.estates.households[live & (programme.estates.street == street)].sum())
        if sizes[street] > caps[street]:
            knobs.append(
                Knob(
                    key=("households", street),
                    price=max(prices.settings.household_disturbed, 1.0),
                    most=sizes[street] - caps[street],
                    row=np.array(held),
                    value=np.full(len(held), -1.0),
                )
            )
    return Family(
        name="households",
        rules=frozenset({"street_disruption"}),
        knobs=tuple(knobs),
        levers=_together_and_alone(knobs),
        eased=partial(_more_households, programme, caps, sizes),
    )


def _more_households(
    programme: Programme,
    caps: Mapping[str, float],
    sizes: Mapping[str, float],
    amounts: Mapping[Key, int],
    period: Ints,
) -> Eased:
    shares = dict(programme.settings.rules.street_disruption.by_street)
    en, zh = [], []
    for (_, name), amount in amounts.items():
        street = str(name)
        shares[street] = min(float(np.ceil((caps[street] + amount) / sizes[street] * 1e6) / 1e6), 1.0)
        en.append(f"{amount:,} households more at once under works in {street}")
        zh.append(f"{street}同时受施工影响的户数增加{amount:,}户")
    change: Change = {"table": "settings", "column": "rules.street_disruption.by_street", "set": shares}
    return Eased(changes=(change,), sentence="; ".join(en), sentence_zh="；".join(zh))


def street_project_knobs(found: Opened, prices: Prices) -> Family:
    """Return a knob for one more campaign of each street under way at once."""
    programme = found.programme
    rows = found.labels("street_projects")
    knobs = [
        Knob(
            key=("projects", street),
            price=max(prices.settings.household_disturbed * prices.households, 1.0),
            most=float(len(programme.campaigns)),
            row=np.array([rows[f"{street}, {name}"] for name in programme.clock.names]),
            value=np.full(programme.clock.periods, -1.0),
        )
        for street in (_streets(programme) if rows else ())
    ]
    return Family(
        name="projects",
        rules=frozenset({"street_projects"}),
        knobs=tuple(knobs),
        levers=_together_and_alone(knobs),
        eased=partial(_more_projects, programme),
    )


def _more_projects(programme: Programme, amounts: Mapping[Key, int], period: Ints) -> Eased:
    rule = programme.settings.rules.street_projects
    most = dict(rule.by_street)
    for (_, street), amount in amounts.items():
        most[str(street)] = most.get(str(street), rule.most) + amount
    change: Change = {"table": "settings", "column": "rules.street_projects.by_street", "set": most}
    en = [f"{n} campaign{'s' * (n > 1)} more at once in {key[1]}" for key, n in amounts.items()]
    zh = [f"{key[1]}同时在建批次增加{n}个" for key, n in amounts.items()]
    return Eased(changes=(change,), sentence=listed(en), sentence_zh=listed(zh, zh=True))


def _streets(programme: Programme) -> list[str]:
    return [str(street) for street in dict.fromkeys(programme.campaigns.street) if street]


def _together_and_alone(knobs: list[Knob]) -> tuple[tuple[Key, ...], ...]:
    keys = tuple(knob.key for knob in knobs)
    return tuple(dict.fromkeys(held for held in (keys, *((key,) for key in keys)) if held))
