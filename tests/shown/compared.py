"""A comparison document made by hand: four estates, a grid of money and prices, every block."""

from __future__ import annotations

import itertools
from typing import Any

YEARS = [2021, 2022, 2023]
PLACES = (
    ("A", "翠园", "东街", 400, 116.70, 23.36),
    ("B", "梅园", "东街", 90, 116.71, 23.37),
    ("C", "兰园", "东街", 160, 116.72, 23.36),
    ("D", "竹园", "西街", 60, 116.75, 23.38),
)
LIMIT, GROWTH = "funds.limit*", "settings.prices.growth"
LEVELS = {LIMIT: [0.5, 1, 1.5], GROWTH: [0, 0.03]}
STARTS = {
    "base": {"A": "2021-01-01", "B": "2021-07-01", "C": "2022-01-01"},
    "city halves": {"A": "2021-01-01", "B": "2022-07-01", "D": "2021-07-01"},
    f"{LIMIT}=0.5+{GROWTH}=0": {"A": "2022-01-01", "B": "2022-07-01"},
    f"{LIMIT}=0.5+{GROWTH}=0.03": {"A": "2022-01-01"},
    f"{LIMIT}=1+{GROWTH}=0": {"A": "2021-01-01", "B": "2021-07-01", "C": "2022-01-01"},
    f"{LIMIT}=1+{GROWTH}=0.03": {"A": "2021-01-01", "B": "2022-01-01", "C": "2022-01-01"},
    f"{LIMIT}=1.5+{GROWTH}=0": {"A": "2021-01-01", "B": "2021-01-01", "C": "2021-07-01", "D": "2022-01-01"},
    f"{LIMIT}=1.5+{GROWTH}=0.03": {"A": "2021-01-01", "B": "2021-01-01", "C": "2021-07-01"},
}
COST = 1_000_000.0
TOO_DEAR = f"{LIMIT}=0.5+{GROWTH}=0.03"
"""The case that no plan can meet."""


def both(en: str, zh: str) -> dict[str, str]:
    """A sentence in both languages."""
    return {"en": en, "zh": zh}


def measure(name: str, label: str, label_zh: str, unit: str, unit_zh: str, better: str) -> dict[str, str]:
    """A measure as the document names it."""
    words = {"label": label, "label_zh": label_zh, "unit": unit, "unit_zh": unit_zh}
    return {"name": name, "better": better, **words}


MEASURES = [
    measure("aim", "Aim", "目标值", "aim units", "目标单位", "more"),
    measure("estates", "Estates started", "开工小区", "estates", "个小区", "more"),
    measure("cost", "Cost", "造价", "yuan", "元", "less"),
    measure("targets_missed", "Targets missed", "未达指标", "targets", "项指标", "less"),
]


def plan(starts: dict[str, str], lift: bool = True) -> dict[str, Any]:
    """A plan of campaigns by their starts; A has a lift where it is said so."""
    campaigns = [
        {
            "campaign": key,
            "estate": key,
            "estate_name": name,
            "street": street,
            "start": starts[key],
            "finish": starts[key][:4] + "-12-31",
            "works": [f"{key}:pipes", *([f"{key}:lift"] if key == "A" and lift else [])],
            "cost": COST,
            "households": households,
        }
        for key, name, street, households, *_ in PLACES
        if key in starts
    ]
    costs = [sum(COST for start in starts.values() if start.startswith(str(year))) for year in YEARS]
    by_year = [{"year": y, "cost": c, "public_money": 0.8 * c} for y, c in zip(YEARS, costs, strict=True)]
    return {"campaigns": campaigns, "by_year": by_year}


def case(name: str, at: dict[str, float]) -> dict[str, Any]:
    """A case of STARTS with all that the document says of it."""
    starts, base = STARTS[name], STARTS["base"]
    values = {"aim": 100.0 * len(starts), "estates": len(starts), "cost": COST * len(starts)}
    figures: dict[str, float] = {**values, "targets_missed": 0}
    of_base = {"aim": 300.0, "estates": 3, "cost": 3 * COST, "targets_missed": 0}
    moved = [
        {
            "estate": key,
            "estate_name": place,
            "campaign": key,
            "place_kind": "estate",
            "households": households,
            "from": base.get(key),
            "to": starts.get(key),
            "left": [],
            "taken": [],
            "kinds": ["budget"] if key == "B" else ["capacity", "disruption"],
            "why": f"budget: in 2021 it needs {households}.00 and 1 is left",
            "why_zh": f"资金：2021年需 {households}.00，只余 1",
        }
        for key, place, _, households, *_ in PLACES
        if base.get(key) != starts.get(key)
    ]
    gave = {"rule": "fund_limits", "where": "city 2021", "amount": 5.0, "unit": "yuan", "rank": 2}
    said = {"sentence": "city 2021: 5 yuan beyond the limit", "sentence_zh": "city 2021：超出限额 5 元"}
    short = {
        "rule": "fund_limits",
        "label": "limits of funds",
        "label_zh": "资金限额",
        "amount": 5.0,
        "unit": "yuan",
        "places": [{"place": "city", "label": "City funds", "label_zh": "市级资金",
                    "years": [{"year": 2021, "amount": 5.0}]}],
        "sentence": "limits of funds: short by 0.00 × 10,000 yuan (City funds 2021: 0.00)",
        "sentence_zh": "资金限额：缺口 0.00 万元（市级资金 2021: 0.00）",
    }  # fmt: skip
    what_if = {"name": name, "name_zh": "", "reason": "", "reason_zh": "", "kind": "lever", "file": ""}
    row = {"table": "funds", "row": "city, 2021", "column": "limit", "was_empty": False}
    change = {**row, "what_if": name, "reason": "", "before": 2_000_000, "after": 1_000_000}
    return {
        "name": name,
        "name_zh": {"base": "基准", "city halves": "市级减半"}.get(name, name),
        "label": name,
        "label_zh": {"base": "基准", "city halves": "市级减半"}.get(name, name),
        "what_ifs": [] if name == "base" else [what_if],
        "fingerprint": "f" * 64,
        "same_as": "base" if name == f"{LIMIT}=1+{GROWTH}=0" else None,
        "status": "IMPOSSIBLE" if name == TOO_DEAR else "PROVEN_BEST",
        "gap": None if name == TOO_DEAR else 0.0,
        "engine": "highs",
        "seconds": 0.1,
        "repeatable": True,
        "measures": figures,
        "difference": {key: value - of_base[key] for key, value in figures.items()},
        "moved": moved,
        "other_works": [],
        "gave_way": [{**gave, **said}] if name == TOO_DEAR else [],
        "fell_short": [short] if name == TOO_DEAR else [],
        "changes": [] if name == "base" else [change],
        "at": at,
        "plan": plan(starts, lift=name != f"{LIMIT}=1+{GROWTH}=0.03"),
        "played": played(name, len(starts)),
    }


def played(name: str, size: int) -> dict[str, Any]:
    """What chance makes of a case: the finish, in years."""
    finish = {"mean": 2.0 + 0.1 * size, "low": 1.9, "high": 2.6, "p50": 2.2, "p80": 2.5}
    more = {"mean": 0.1 * size - 0.3, "low": -0.4, "high": 0.4, "clear": name.endswith("=0")}
    return {"replications": 16, "seed": 0, "measures": {"finish": finish}, "difference": {"finish": more}}


def comparison() -> dict[str, Any]:
    """The comparison document."""
    points = [dict(zip(LEVELS, levels, strict=True)) for levels in itertools.product(*LEVELS.values())]
    at = [{LIMIT: 1, GROWTH: 0}, {}, *points]
    cases = [case(name, here) for name, here in zip(STARTS, at, strict=True)]
    return {
        "programme": {"name": "Two streets", "name_zh": "两条街"},
        "options": {"engine": "auto", "gap": 1e-3, "seconds": None, "seed": 0},
        "version": "0.1",
        "measures": MEASURES,
        "grids": [
            {"key": LIMIT, "label": "funds limit", "label_zh": "资金来源 年度限额", "unit": "times the base",
             "unit_zh": "倍（相对基准）", "values": LEVELS[LIMIT]},
            {"key": GROWTH, "label": GROWTH, "label_zh": GROWTH, "unit": "", "unit_zh": "",
             "values": LEVELS[GROWTH]},
        ],
        "years": YEARS,
        "places": [
            {"estate": key, "name": name, "street": street, "households": homes, "lon": lon, "lat": lat}
            for key, name, street, homes, lon, lat in PLACES
        ],
        "work_types": [
            {"work_type": "pipes", "label": "pipes", "label_zh": "管线"},
            {"work_type": "lift", "label": "lift", "label_zh": "加梯"},
        ],
        "played_measures": [measure("finish", "Last finish", "最后完工", "years", "年", "less")],
        "cases": cases,
        **choices(),
        **futures(),
        **conflicts(),
    }  # fmt: skip


def choices() -> dict[str, Any]:
    """The blocks of choices: dominated cases, the curve of money, the trade-off, estates."""
    names = list(STARTS)
    along = [names[2], "base", names[6]]
    curve = [
        {"case": name, "money": money, "aim": aim, "bound": aim + 20, "low": aim, "high": aim + 20}
        for name, money, aim in zip(along, (5e6, 1e7, 1.5e7), (200.0, 300.0, 320.0), strict=True)
    ]
    aims = [
        {key: one[key] for key in ("name", "label", "label_zh", "unit", "better")} for one in MEASURES[:3]
    ]
    front = [
        {"values": {"aim": 300.0, "estates": 3, "cost": 3e6}, "bound": 305.0, "gap": 0.01, "case": "base",
         "certified": True, "plan": plan(STARTS["base"])},
        {"values": {"aim": 150.0, "estates": 1, "cost": 1e6}, "bound": None, "gap": None, "case": None,
         "certified": False, "plan": plan({"B": "2021-01-01"})},
    ]  # fmt: skip
    told = [
        {"estate": key, "name": name, "years": {}, "first": 2021, "last": 2022} for key, name, *_ in PLACES
    ]
    swing = [{**one, "cases_in": ["base"], "cases_out": [TOO_DEAR], "share": 0.5} for one in told[1:]]
    ranked = [{"rank": n, "name": PLACES[n][1], "cost": COST, "level": 0.5} for n in (0, 1)]
    return {
        "dominated": [{"case": "city halves", "by": ["base"], "worse_in": ["aim"],
                       "sentence": both("city halves is dominated by base", "市级减半被基准支配")}],
        "curve": {"key": LIMIT, "points": curve, "per_million": [], "knee": "base",
                  "sentence": both("The knee is at 1,000.00.", "拐点在 1,000.00 万元。")},
        "more_curves": [],
        "pareto": {"aims": aims, "points": front, "sentence": both("2 plans", "2 个方案")},
        "priority_list": {"ranked": ranked},
        "estates": {"cases": [name for name in names if name != names[4]], "always": told[:1], "swing": swing,
                    "never": [], "sentence": both("3 sometimes", "3 个有时")},
    }  # fmt: skip


def conflicts() -> dict[str, Any]:
    """The block of rules in conflict of the case that no plan can meet."""
    rule = {
        "rule": "targets",
        "label": "targets",
        "label_zh": "指标",
        "sentence": "Each target is reached by its date.",
        "sentence_zh": "各项指标按期达到。",
    }
    said = both("too dear: no plan keeps these rules together: targets.", "没有方案能同时满足：指标。")
    return {"conflicts": [{"case": TOO_DEAR, "rules": [rule], "minimal": True, "sentence": said}]}


def futures() -> dict[str, Any]:
    """The blocks of futures: regret, the robust plan, tipping points, what to know first."""
    dear = f"{LIMIT}=1+{GROWTH}=0.03"
    return {
        "regret": {
            "plans": ["base", "robust"],
            "futures": ["base", dear],
            "regret": [[0.0, 12.5], [40.0, None]],
            "worst": {"base": 12.5, "robust": None},
            "satisficing": {"base": 1.0, "robust": 0.5},
            "held_years": 1,
            "cannot_keep": [{"sentence": both("the dear future cannot keep it", "涨价情形无法延续")}],
            "sentence": both("base is best in the worst case", "最坏情形下基准最好"),
        },
        "robust": {
            "years_held": 1,
            "value": 290.0,
            "bound": 291.0,
            "gap": 0.0034,
            "value_of_base": 280.0,
            "over_base": 10.0,
            "futures": [
                {"name": "base", "weight": 0.5, "value": 295.0, "audit": []},
                {"name": dear, "weight": 0.5, "value": 285.0, "audit": []},
            ],
            "plan": plan({"A": "2021-01-01", "C": "2021-07-01"}),
            "sentence": both("The robust plan is worth 10 more", "稳健方案多得 10"),
        },
        "tipping": [{"key": GROWTH, "case": dear, "value": 0.03, "between": [0, 0.03], "estates": ["B"],
                     "sentence": both("Keep this order unless prices rise", "涨价不超过 3 % 则维持此顺序")}],
        "worth_of_knowing": [{"input": GROWTH, "low": 0.0, "high": 9.0,
                              "sentence": both("Know the growth of prices first", "先弄清涨价率")}],
    }  # fmt: skip
