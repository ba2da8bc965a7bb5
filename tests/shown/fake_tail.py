"""What stands beside the campaigns in the made-up plan document: sums, rules, findings, assumptions."""

from __future__ import annotations

import datetime
from typing import Any

from scenarios.model.programme import Programme


def tail_of(
    programme: Programme,
    campaigns: list[dict[str, Any]],
    draws: list[dict[str, Any]],
    left_out: list[dict[str, Any]],
    pots: dict[str, list[int]],
) -> dict[str, Any]:
    """The whole document around the campaigns."""
    clock = programme.clock
    taking_part = programme.estates.excluded_because == ""
    asked = {
        "estates": int(taking_part.sum()),
        "buildings": int(programme.estates.buildings[taking_part].sum()),
        "households": int(programme.estates.households[taking_part].sum()),
        "floor_area_m2": float(programme.estates.floor_area[taking_part].sum()),
        "cost": int(programme.facts.cost.sum()) / 100,
        "funds": int(programme.funds.limit.sum()) / 100,
        "cost_required": int(programme.facts.cost[programme.facts.required].sum()) / 100,
        "cost_optional": int(programme.facts.cost[~programme.facts.required].sum()) / 100,
    }
    starts = [clock.date(int(day)) for day in clock.starts]
    periods = [
        {"name": name, "first": first.isoformat(), "last": (after - datetime.timedelta(days=1)).isoformat()}
        for name, first, after in zip(clock.names, starts, starts[1:], strict=False)
    ]
    at_estates = [c for c in campaigns if c["estate"]]
    objective = round(sum(c["benefit"] for c in campaigns), 3)
    return {
        "certificate": {
            "status": "WITHIN_GAP",
            "objective": objective,
            "bound": round(objective * 1.000351, 3),
            "gap": 0.000351,
            "tiers": [],
            "engine": "highs",
            "bound_by": "branch and bound",
            "seconds": 71.4,
            "repeatable": True,
            "seed": 0,
            "fingerprint": programme.fingerprint,
            "version": "0.1.0",
        },
        "programme": {
            "name": programme.settings.name,
            "name_zh": programme.settings.name_zh,
            "source": programme.source,
            "first_period": programme.settings.first_period,
            "period": programme.settings.period,
            "periods": periods,
            "years": list(clock.years),
            "evaluation_date": clock.evaluation_date.isoformat(),
        },
        "totals": {
            "estates": len(at_estates),
            **{k: sum(c[k] for c in at_estates) for k in ("buildings", "households", "floor_area_m2")},
            "cost": round(sum(c["cost"] for c in campaigns), 2),
        },
        "programme_totals": asked,
        "campaigns": campaigns,
        "draws": draws,
        "openings": [{"ground": c["place"], "start": c["start"]} for c in campaigns],
        "left_out": left_out,
        "by_year": _by_year(programme, campaigns, draws),
        "by_street": _by_street(campaigns),
        "measures": {
            "benefit": objective,
            "cost": round(sum(c["cost"] for c in campaigns), 2),
            "disruption": round(sum(c["disruption"] for c in campaigns), 1),
            "mean_wait_years": 2.87,
            "due_after_plan": round(sum(c["due_after_plan"] for c in campaigns), 2),
        },
        "rules": _rules(),
        "audit": [],
        "changes": [],
        **_notes(),
    }


def _by_year(
    programme: Programme, campaigns: list[dict[str, Any]], draws: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    rows = []
    carried = dict.fromkeys(dict.fromkeys(programme.funds.fund), 0.0)
    for year in programme.clock.years:
        begun = [c for c in campaigns if c["estate"] and c["start"][:4] == str(year)]
        done = [c for c in campaigns if c["estate"] and c["finish"][:4] == str(year)]
        paid = [d for d in draws if d["year"] == year]
        here = programme.funds.year == year
        limits = {
            str(f): v / 100
            for f, v in zip(programme.funds.fund[here], programme.funds.limit[here].tolist(), strict=True)
        }
        by_fund = {f: round(sum(d["amount"] for d in paid if d["fund"] == f), 2) for f in carried}
        rows.append(
            {
                "year": year,
                "started": len(begun),
                "completed": len(done),
                "households_started": sum(c["households"] for c in begun),
                "households_completed": sum(c["households"] for c in done),
                "floor_area_completed_m2": sum(c["floor_area_m2"] for c in done),
                "cost": round(sum(d["amount"] for d in paid), 2),
                "by_fund": {f: v for f, v in by_fund.items() if v},
                "limits": limits,
                "carried_in": {f: v for f, v in carried.items() if v},
            }
        )
        carried = {f: round(limits.get(f, 0.0) + carried[f] - by_fund[f], 2) for f in carried}
    return rows


def _by_street(campaigns: list[dict[str, Any]]) -> list[dict[str, Any]]:
    rows = []
    households = sum(c["households"] for c in campaigns if c["estate"])
    cost = sum(c["cost"] for c in campaigns)
    for street in dict.fromkeys(c["street"] for c in campaigns):
        held = [c for c in campaigns if c["street"] == street]
        estates = [c for c in held if c["estate"]]
        here = sum(c["households"] for c in estates)
        spent = round(sum(c["cost"] for c in held), 2)
        rows.append(
            {
                "street": street,
                "estates": len(estates),
                "households": here,
                "started": len(estates),
                "completed": sum(c["finish"] <= "2025-12-31" for c in estates),
                "cost": spent,
                "benefit": round(sum(c["benefit"] for c in held), 2),
                "share_of_households": here / households,
                "share_of_cost": spent / cost,
            }
        )
    return rows


def _rules() -> list[dict[str, Any]]:
    units = {
        "fund_limits": "yuan",
        "crew_limits": "crew-day",
        "street_disruption": "household",
        "pilot_first": "campaign",
    }

    def rule(
        name: str, en: str, zh: str, binding: bool, slack: float, price: float | None, rows: list[Any]
    ) -> dict[str, Any]:
        return {
            "name": name,
            "unit": units.get(name, ""),
            "sentence": en,
            "sentence_zh": zh,
            "binding": binding,
            "slack": slack,
            "price": price,
            "price_by": "dual",
            "rows": [{"where": w, "slack": s, "price": p} for w, s, p in rows],
            "note": "" if price is not None or not binding else "A rule on whole starts has no price.",
            "note_zh": "" if price is not None or not binding else "该规则界定方案本身，没有价格。",
        }

    return [
        rule("start_once", "Each campaign starts at most once.", "每个批次最多开工一次。", True, 0, None, []),
        rule(
            "pilot_first",
            "Until every pilot has ended, at most 20 other campaigns may have started.",
            "试点完成前，其他批次最多开工 20 个。",
            True,
            0,
            210.4,
            [("E004, 2021Q2", 0, 210.4), ("E004, 2021Q1", 0, 64.1)],
        ),
        rule(
            "fund_limits",
            "No more is drawn of a fund in a year than its limit and what was carried in.",
            "各项资金每年支用不超过限额与结转之和。",
            True,
            0,
            0.00131,
            [
                (f"{fund}, {year}", 0 if n < 9 else 120000.5 * n, 0.00131 / (n + 1) if n < 9 else None)
                for n, (fund, year) in enumerate(
                    (f, y) for y in range(2021, 2026) for f in ("district", "city", "central")
                )
            ],
        ),
        rule(
            "crew_limits",
            "The crews of a trade at work are no more than there are.",
            "各工种施工队不超过现有数量。",
            True,
            0,
            12.25,
            [("pipe, 2022Q2", 0, 12.25), ("pipe, 2022Q3", 0, 9.5), ("road, 2023Q4", 14.0, None)],
        ),
        rule(
            "street_disruption",
            "Households of a street under works at once are at most its share.",
            "同一街道同时施工涉及的户数不超过限额。",
            False,
            37,
            None,
            [("东方街道, 2022Q3", 37, None)],
        ),
        rule("targets", "Each hard target is reached.", "硬指标必须完成。", False, 12, None, []),
    ]


def _notes() -> dict[str, Any]:
    return {
        "findings": [
            {
                "kind": "finding",
                "code": "unit-cost-odd",
                "about": "E017:facade",
                "what": "The unit cost is 104 times that of its peers.",
                "what_zh": "单价是同类的 104 倍。",
                "cause": "Was it entered in 万元?",
                "cause_zh": "是否以万元填写？",
            }
        ],
        "assumptions": [
            {
                "about": "evaluation_date",
                "value": "2035-12-31",
                "what": "Benefits count until 31 December ten years after the last plan year.",
                "what_zh": "效益计至最后规划年后第十年年底。",
            },
            {
                "about": "works.need",
                "value": 0.5,
                "what": "The need of 14 works is not stated; 0.5 stands for it.",
                "what_zh": "14 项改造的需求度未填，以 0.5 代替。",
            },
        ],
        "targets": [
            {
                "name": "2022年底完工150个小区",
                "measure": "estates",
                "value": 150,
                "reached": 162,
                "shortfall": 0,
                "strength": "hard",
                "by": "2022-12-31",
            },
            {
                "name": "新增停车位30000个",
                "measure": "quantity",
                "value": 30000,
                "reached": 27410,
                "shortfall": 2590,
                "strength": "soft",
                "by": "2025-12-31",
            },
        ],
    }
