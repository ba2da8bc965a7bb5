"""Tiny programmes written out by hand, and plans for them."""

import datetime
from collections.abc import Iterable
from typing import Any

from scenarios.model.programme import Programme
from scenarios.read import programme_from
from solvers.plan.audit import audit
from solvers.plan.plan import Breach, Draw, Opening, Plan, PlannedCampaign, PlannedWork

Row = dict[str, Any]
DAILY = [1, 2, 3, 4, 5, 6, 7]

ESTATE = {"id": "A", "name": "Ayuan", "street": "S", "households": 100}
OTHER = {"id": "B", "name": "Byuan", "street": "S", "households": 50}
PIPES = {"id": "pipes", "name": "pipes", "work_class": "basic", "unit_cost": 10_000, "fixed_days": 10}
WORK = {"place": "A", "work_type": "pipes", "quantity": 1, "need": 1}
OTHER_WORK = {"place": "B", "work_type": "pipes", "quantity": 1, "need": 1}
FUND = {"fund": "city", "kind": "city", "year": 2021, "limit": 1_000_000}


def programme(rules: Row | None = None, aims: Row | None = None, /, **given: Any) -> Programme:
    """Return a programme of one estate with one work, four quarters of 2021, every day worked.

    Tables given as lists of rows stand in for these; settings such as ``periods`` may be given beside them.
    """
    rows: dict[str, list[Row]] = {
        "estates": [ESTATE],
        "work_types": [PIPES],
        "works": [WORK],
        "funds": [FUND],
    }
    settings: Row = {"first_period": "2021Q1", "periods": 4, "working_days": DAILY}
    settings |= {"rules": rules or {}, "aims": aims or {}}
    for name, value in given.items():
        if isinstance(value, list) and name != "working_days":
            rows[name] = value
        else:
            settings[name] = value
    return programme_from(rows, settings)


def day(text: str) -> datetime.date:
    """Return a date."""
    return datetime.date.fromisoformat(text)


def starts(campaign: str, start: str, *works: str, **stated: Any) -> PlannedCampaign:
    """Return a campaign of a plan; without works it includes the one named after it, ``place:pipes``."""
    named = works or (f"{campaign}:pipes",)
    return PlannedCampaign(
        campaign=campaign, start=day(start), works=tuple(PlannedWork(work=work) for work in named), **stated
    )


def opening(kind: str, name: str, start: str, yuan: float | None = None, campaign: str = "") -> Opening:
    """Return an opening of a site; None: its cost is not stated."""
    cost = None if yuan is None else round(yuan * 100)
    return Opening(kind=kind, name=name, start=day(start), cost=cost, campaign=campaign)


def plan(
    *campaigns: PlannedCampaign,
    draws: Iterable[tuple[str, str, str, int, float]] = (),
    openings: Iterable[Opening] = (),
    **stated: Any,
) -> Plan:
    """Return a plan; draws are (fund, claim group, campaign, year, yuan)."""
    return Plan(
        campaigns=campaigns,
        draws=tuple(
            Draw(fund=fund, claim_group=group, campaign=campaign, year=year, amount=round(yuan * 100))
            for fund, group, campaign, year, yuan in draws
        ),
        openings=tuple(openings),
        stated=stated,
    )


def found(given: Programme, of: Plan) -> list[tuple[str, str, float, str]]:
    """Return the breaches of a plan as (rule, where, amount, unit)."""
    return [(b.rule, b.where, b.amount, b.unit) for b in told(given, of)]


def told(given: Programme, of: Plan) -> tuple[Breach, ...]:
    """Return the breaches of a plan; each says in both languages where it is."""
    breaches = audit(given, of)
    for breach in breaches:
        assert breach.sentence.startswith(breach.where), breach
        assert breach.sentence_zh.startswith(breach.where), breach
        assert breach.amount > 0, breach
    return breaches
