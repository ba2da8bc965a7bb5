"""What the comparison holds of choosing under uncertainty: ``regret``, ``robust``, ``worth_of_knowing``."""

from __future__ import annotations

import dataclasses
import math
from typing import TYPE_CHECKING, Any

from planner.report.names import place_name
from planner.study.choosing.sentences import in_both
from planner.study.futures.sentences import cannot_keep, knowing_said, regret_said, robust_said
from planner.study.plans import plan_told
from solvers.futures.future import aim_of
from solvers.futures.regret import Between

if TYPE_CHECKING:
    from planner.study.futures.chosen import Chosen
    from scenarios.model.held import Held
    from scenarios.model.programme import Programme


def futures_told(chosen: Chosen) -> dict[str, Any]:
    """Return the blocks; worths in units of the first aim, null where there is none."""
    return {
        "regret": _regret(chosen),
        "robust": _robust(chosen),
        "worth_of_knowing": [
            {"input": one.name, "input_zh": one.name_zh, **_between(one.worth), "sentence": knowing_said(one)}
            for one in chosen.known
        ],
    }


def _regret(chosen: Chosen) -> dict[str, Any]:
    found = chosen.regret
    number = range(len(found.plans))
    plans = dict(zip(found.plans, number, strict=True))
    best, safest = found.least_regret(), found.best_at_worst()
    cells = [[_between(cell) for cell in row] for row in found.regret]
    return {
        "plans": list(found.plans),
        "plans_left_out": chosen.plans_left_out,
        "futures": list(found.futures),
        "weights": list(found.weights),
        "left_out": list(chosen.robust.left_out),
        "held_years": chosen.years,
        "regret": [[cell["value"] for cell in row] for row in cells],
        "regret_low": [[cell["low"] for cell in row] for row in cells],
        "regret_high": [[cell["high"] for cell in row] for row in cells],
        "value": [[cell.value for cell in row] for row in found.carried],
        "bound": [[None if cell.value is None else cell.bound for cell in row] for row in found.carried],
        "status": [[str(cell.status) for cell in row] for row in found.carried],
        "worst": {plan: _between(found.worst(k))["value"] for plan, k in plans.items()},
        "worst_value": {plan: found.least_worth(k) for plan, k in plans.items()},
        "mean_value": {plan: found.mean(k) for plan, k in plans.items()},
        "least_regret": None if best is None else found.plans[best],
        "best_at_worst": None if safest is None else found.plans[safest],
        "threshold": chosen.threshold,
        "satisficing": _satisficing(chosen, "low"),
        "satisficing_high": _satisficing(chosen, "high"),
        "cannot_keep": [
            {
                "plan": plan,
                "future": future,
                "status": str(one.status),
                "let_go": list(one.let_go),
                "gone": list(one.gone),
                "gave_way": [dataclasses.asdict(entry) for entry in one.solve.gave_way],
                "sentence": cannot_keep(chosen, plan, future, one),
            }
            for (plan, future), one in chosen.given_way.items()
        ],
        "sentence": regret_said(chosen),
    }


def _satisficing(chosen: Chosen, end: str) -> dict[str, float]:
    if chosen.threshold is None:
        return {}
    shares = (chosen.regret.satisfied(k, chosen.threshold) for k in range(len(chosen.regret.plans)))
    return {plan: getattr(share, end) for plan, share in zip(chosen.regret.plans, shares, strict=True)}


def _robust(chosen: Chosen) -> dict[str, Any]:
    found = chosen.robust
    over = over_base(chosen)
    base = chosen.regret.carried[0] if chosen.regret.plans else ()
    of_base = {future: one.value for future, one in zip(chosen.regret.futures, base, strict=False)}
    return {
        "status": str(found.status),
        "years_held": found.years,
        "value": found.value,
        "bound": found.bound,
        "gap": found.gap,
        "exact": found.exact,
        "repeatable": found.repeatable,
        "value_of_base": value_of_base(chosen),
        "over_base": _between(over)["value"],
        "over_base_low": _between(over)["low"],
        "over_base_high": _between(over)["high"],
        "perfect_information": _between(chosen.perfect),
        "left_out": list(found.left_out),
        "futures": [
            {
                "name": future.name,
                "weight": weight,
                "value": aim_of(one.solve),
                "bound": one.bound,
                "value_of_base": of_base.get(future.name),
                "status": str(one.status),
                "audit": [{"en": breach.sentence, "zh": breach.sentence_zh} for breach in one.breaches],
            }
            for future, weight, one in zip(found.futures, found.weights, found.carried, strict=False)
        ],
        "first_years": [] if found.held is None else _campaigns(chosen.base, found.held),
        "plan_in": found.futures[0].name if found.carried else None,
        "plan": plan_told(found.futures[0].programme, found.carried[0].solve.plan) if found.carried else None,
        "sentence": in_both(lambda t: robust_said(chosen, value_of_base(chosen), over, t)),
    }


def value_of_base(chosen: Chosen) -> float | None:
    """Return what the base plan's first years are worth on the mean; None where a future cannot keep them."""
    values = {
        future: one.value for future, one in zip(chosen.regret.futures, chosen.regret.carried[0], strict=True)
    }
    found = [values[future.name] for future in chosen.robust.futures]
    if not found or any(value is None for value in found):
        return None
    return sum(w * (v or 0.0) for w, v in zip(chosen.robust.weights, found, strict=True))


def over_base(chosen: Chosen) -> Between | None:
    """Return what the robust plan is worth more than the base plan's first years, future by future."""
    base, found = value_of_base(chosen), chosen.robust
    if base is None or found.value is None:
        return None
    bounds = dict(zip(chosen.regret.futures, chosen.regret.carried[0], strict=True))
    most = [bounds[future.name].bound for future in found.futures]
    known = [math.inf if one is None else one for one in most]
    of_base = sum(w * b for w, b in zip(found.weights, known, strict=True))
    high = math.inf if found.bound is None else found.bound - base
    return Between(value=found.value - base, low=found.value - max(of_base, base), high=high)


def _between(one: Between | None) -> dict[str, float | None]:
    if one is None:
        return {"value": None, "low": None, "high": None}
    return {
        key: value if math.isfinite(value) else None
        for key, value in (("value", one.value), ("low", one.low), ("high", one.high))
    }


def _campaigns(programme: Programme, held: Held) -> list[dict[str, Any]]:
    """Return what is decided for the first years, in the order of starts."""
    campaigns = programme.campaigns
    index = {str(key): c for c, key in enumerate(campaigns.key)}
    found = []
    for key, start in sorted(held.starts.items(), key=lambda pair: (pair[1], pair[0])):
        c = index.get(key)
        estate = -1 if c is None else int(campaigns.estate[c])
        found.append(
            {
                "campaign": key,
                "estate": str(programme.estates.id[estate]) if estate >= 0 else None,
                "estate_name": key if c is None else place_name(programme, c),
                "street": "" if c is None else str(campaigns.street[c]),
                "start": start.isoformat(),
                "works": list(held.works.get(key, ())),
                "households": 0 if c is None else int(campaigns.households[c]),
            }
        )
    return found
