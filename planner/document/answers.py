"""Answers that a plan gives by itself: who nearly came earlier, what limits are worth, how streets fare.

All of it is by the prices that the solve left and by counting; nothing is solved again (docs/plan-file.md).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np

from planner.document.reasons import CLOSED
from planner.document.tallies import Tally
from planner.report.labels import unit_label
from planner.report.sentences import TELLING_STEPS, binding_limits
from planner.words import words
from scenarios.model.clock import DAYS_IN_A_YEAR
from scenarios.model.voices.shrinking import FAIR, FEW, SOME, STRONG
from solvers.rules.program import phasing_program
from solvers.why.nearly import nearly_earlier

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scenarios.model.programme import Programme
    from solvers.plan.plan import Plan
    from solvers.search.warm import Warm
    from solvers.solving import Solve
    from solvers.why.nearly import Lacked, Nearly

    Rows = list[dict[str, Any]]

NEAREST = 10
"""Estates told that most nearly came earlier."""
_LIMITS = 20
"""Limits told, those worth most first."""


def answers_of(programme: Programme, solve: Solve, document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the part ``answers`` of the plan document, from the parts of it that are made already."""
    assert solve.plan is not None
    return {
        "nearly_earlier": _nearly(programme, solve.plan, solve.warm, document["by_year"]),
        "limits": limits_by_worth(document["rules"]),
        "streets": streets_of(
            Tally(programme, solve.plan), document["by_street"], document["residents"]["support"]
        ),
    }


def _nearly(programme: Programme, plan: Plan, warm: Warm | None, by_year: Rows) -> Rows:
    """Return the estates that most nearly came a year earlier; none where a solve left no prices."""
    if warm is None:
        return []
    program = phasing_program(programme)
    known = warm.at(program)
    index = {str(key): c for c, key in enumerate(programme.campaigns.key)}
    started = np.full(len(index), -1, dtype=np.int64)
    for one in plan.campaigns:
        period = programme.clock.period_of(one.start)
        if period is not None and programme.campaigns.estate[index[one.campaign]] >= 0:
            started[index[one.campaign]] = period
    found = nearly_earlier(program, known.prices, known.point, _first_of_estate(programme, started), NEAREST)
    money = {int(row["year"]): row for row in by_year}
    return [_estate(programme, one, int(started[one.campaign]), money) for one in found]


def _first_of_estate(programme: Programme, started: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return the starts without those of campaigns that follow an earlier one of their estate."""
    first: dict[int, int] = {}
    for campaign in np.flatnonzero(started >= 0).tolist():
        estate = int(programme.campaigns.estate[campaign])
        held = first.setdefault(estate, campaign)
        if started[campaign] < started[held]:
            first[estate] = campaign
    kept = np.full(len(started), -1, dtype=np.int64)
    rows = list(first.values())
    kept[rows] = started[rows]
    return kept


def _estate(
    programme: Programme, one: Nearly, period: int, money: Mapping[int, Mapping[str, Any]]
) -> dict[str, Any]:
    campaigns, estates, clock = programme.campaigns, programme.estates, programme.clock
    estate = int(campaigns.estate[one.campaign])
    own = clock.date(int(clock.starts[period]))
    return {
        "estate": str(estates.id[estate]),
        "name": str(estates.name[estate]),
        "street": str(campaigns.street[one.campaign]),
        "campaign": str(campaigns.key[one.campaign]),
        "households": int(estates.households[estate]),
        "own_year": own.year,
        "year": own.year - 1,
        "start": None if one.period is None else clock.date(int(clock.starts[one.period])).isoformat(),
        "loss": one.loss,
        "verified": False,
        "lacked": _short_first([_lacked(held, money) for held in one.lacked]),
        "closed": [_closed(rule) for rule in one.closed],
    }


def _short_first(lacked: Rows) -> Rows:
    """Return limits in which the plan leaves less room than is needed before those it keeps for others."""
    return sorted(lacked, key=lambda one: one["left"] is not None and one["left"] >= one["needs"])


def _closed(rule: str) -> dict[str, str]:
    why, why_zh = CLOSED.get(rule, (rule.replace("_", " "), rule))
    return {"rule": rule, "why": why, "why_zh": why_zh}


def _lacked(one: Lacked, money: Mapping[int, Mapping[str, Any]]) -> dict[str, Any]:
    """Return a limit in words of the document; money due is held against what those who may pay have left."""
    left = one.left
    if one.rule == "money_due_drawn":
        group, _, year = one.where.rpartition(", ")
        row = money[int(year)]
        funds = group.partition("@")[0].split("+")
        left = sum(
            row["limits"].get(f, 0.0) + row["carried_in"].get(f, 0.0) - row["by_fund"].get(f, 0.0)
            for f in funds
        )
        left = round(max(left, 0.0), 2)
    return {
        "rule": one.rule,
        "where": one.where,
        "unit": one.unit,
        "needs": round(one.needs, 2),
        "left": left,
        "price": one.price,
        "loss": one.costs,
    }


def limits_by_worth(rules: Sequence[Mapping[str, Any]]) -> Rows:
    """Return limits that bind by what one step more of each would be worth, by price alone."""
    price_by = {rule["name"]: rule["price_by"] for rule in rules}
    rows = {(rule["name"], row["where"]): row for rule in rules for row in rule["rows"]}
    return [
        {
            "rule": limit.rule,
            "where": limit.where,
            "unit": {lang: unit_label(limit.unit, words(lang)) for lang in ("en", "zh")}
            if limit.unit != "yuan"
            else {"en": "yuan", "zh": "元"},
            "step": TELLING_STEPS.get(limit.unit, 1.0),
            "worth": limit.worth,
            "price": rows[limit.rule, limit.where]["price"],
            "slack": rows[limit.rule, limit.where]["slack"],
            "price_by": price_by[limit.rule],
            "verified": False,
        }
        for limit in binding_limits({"rules": rules})[:_LIMITS]
    ]


def streets_of(tally: Tally, by_street: Rows, support: Rows) -> Rows:
    """Return each street's shares of households, of votes, of money and of benefit, and its mean wait."""
    benefit = sum(row["benefit"] for row in by_street)
    waits, voices = _waits(tally), _voices(tally.programme, support)
    heard = sum(one["respondents"] or 0 for one in voices.values())
    wished = sum(one["wished"] for one in voices.values())
    rows = []
    for row in by_street:
        own = voices.get(row["street"])
        rows.append(
            {
                "street": row["street"],
                "estates": row["estates"],
                "households": row["households"],
                "share_of_households": row["share_of_households"],
                "respondents": None if own is None else own["respondents"],
                "share_of_respondents": own["respondents"] / heard
                if own and own["respondents"] is not None and heard
                else None,
                "share_of_votes": own["wished"] / wished if own and wished else None,
                "support": None if own is None else own["support"],
                "low": None if own is None else own["low"],
                "high": None if own is None else own["high"],
                "strength": "none" if own is None else own["strength"],
                "share_of_cost": row["share_of_cost"],
                "share_of_benefit": row["benefit"] / benefit if benefit else None,
                "mean_wait_years": waits.get(row["street"]),
            }
        )
    return rows


def _waits(tally: Tally) -> dict[str, float]:
    """Return households' mean wait until completion by street, in years; of completed estates only."""
    estates, first = tally.programme.estates, tally.programme.clock.first_day
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for one in tally.estates:
        if one.completed is not None:
            held, households = sums[str(estates.street[one.estate])], int(estates.households[one.estate])
            held[0] += households
            held[1] += households * (one.completed - first).days
    return {street: days / number / DAYS_IN_A_YEAR for street, (number, days) in sums.items() if number}


def _voices(programme: Programme, support: Rows) -> dict[str, dict[str, Any]]:
    """Return what residents of each street say of all works together.

    ``respondents`` answered (of an estate as many as of the work most were asked of; estates where so few did
    that it is not told are not counted, None where there are no others), ``wished`` are wishes:
    households that want a work, summed over works. ``support``, ``low`` and ``high`` are means weighted
    by households. Intervals are averaged as if all of them erred alike, so a street never looks surer
    than its estates.
    """
    street = {str(key): str(s) for key, s in zip(programme.estates.id, programme.estates.street, strict=True)}
    answered: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    sums: dict[str, np.ndarray[Any, Any]] = defaultdict(lambda: np.zeros(4))
    hidden = {street[row["estate"]] for row in support if row["respondents"] is None}
    for row in support:
        at, estate = street[row["estate"]], row["estate"]
        answered[at][estate] = max(answered[at][estate], row["respondents"] or 0)
        told = [1.0, row["support"], row["low"], row["high"]]
        sums[at] += max(row["households"], 0) * np.array(told)
    found = {}
    for at, (households, wished, low, high) in ((at, held.tolist()) for at, held in sums.items()):
        if not households:
            continue
        number = sum(answered[at].values())
        low, mean, high = low / households, wished / households, high / households
        found[at] = {
            "respondents": None if not number and at in hidden else number,
            "wished": wished,
            "support": mean,
            "low": low,
            "high": high,
            "strength": strength_of(max(number, int(at in hidden)), high - low),
        }
    return found


def strength_of(answered: int, width: float) -> str:
    """Return the word for how sure a share is, by its interval's width; few answers are never sure."""
    if not answered:
        return "none"
    if answered < FEW or width > FAIR:
        return "weak"
    return "fair" if answered < SOME or width > STRONG else "strong"
