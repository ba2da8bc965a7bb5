"""What choosing under uncertainty comes to, in words."""

from __future__ import annotations

import dataclasses
import math
from typing import TYPE_CHECKING

from planner.report.giving_way import gave_way_said
from planner.report.units import percent, significant
from planner.report.where import row_names
from planner.study.choosing.sentences import in_both, listed
from planner.study.futures.chosen import ROBUST
from planner.words import mark

if TYPE_CHECKING:
    from planner.study.futures.chosen import Chosen, Known
    from planner.words import Words
    from solvers.futures.future import Carried
    from solvers.futures.regret import Between

_BASE = "base"
_DIGITS = 6
_MOST = 3
"""Rules that gave way which a sentence names."""
NAMES = {ROBUST: mark("the robust plan"), _BASE: mark("the base plan")}
"""Plans that are not called as their case."""


def plan_name(chosen: Chosen, plan: str, t: Words) -> str:
    """Return what a plan is called."""
    return t(NAMES[plan]) if plan in NAMES else _name(chosen, plan, t)


def _name(chosen: Chosen, case: str, t: Words) -> str:
    return chosen.names[t.lang].get(case, case)


def _after(t: Words) -> str:
    """Return what stands between two sentences."""
    return "" if t.lang == "zh" else " "


def regret_said(chosen: Chosen) -> dict[str, str]:
    """Say which plan is regretted least and which is worth most at worst."""
    return in_both(lambda t: _after(t).join(_regret_parts(chosen, t)))


def _regret_parts(chosen: Chosen, t: Words) -> list[str]:
    found = chosen.regret
    best, safest = found.least_regret(), found.best_at_worst()
    if best is None or safest is None:
        return [t("No plan's first years (held: {n}) can be kept in every future.", n=chosen.years)]
    worst, worth = found.worst(best), found.least_worth(safest)
    assert worst is not None
    assert worth is not None
    parts = [
        t(
            "Least regret: {plan}; in no future more than {worst} aim units below the best known there.",
            plan=plan_name(chosen, found.plans[best], t),
            worst=significant(worst.value, _DIGITS),
        ),
        t(
            "Worth most in its worst future: {plan}, {worth} aim units.",
            plan=plan_name(chosen, found.plans[safest], t),
            worth=significant(worth, _DIGITS),
        ),
    ]
    if chosen.threshold is not None:
        shares = [found.satisfied(k, chosen.threshold).low for k in range(len(found.plans))]
        most = max(range(len(shares)), key=lambda k: shares[k])
        parts.append(
            t(
                "At least {threshold} aim units: {plan} in {share} of the futures, no plan in more.",
                threshold=significant(chosen.threshold, _DIGITS),
                plan=plan_name(chosen, found.plans[most], t),
                share=percent(shares[most]),
            )
        )
    return parts


def cannot_keep(chosen: Chosen, plan: str, future: str, found: Carried) -> dict[str, str]:
    """Say that a future cannot keep first years, and what would have to give way."""
    return in_both(lambda t: _cannot_keep(chosen, plan, future, found, t))


def _cannot_keep(chosen: Chosen, plan: str, future: str, found: Carried, t: Words) -> str:
    if str(found.status) != "IMPOSSIBLE":
        return t(
            "{plan}: no plan was found in time that keeps its first years in “{future}”.",
            plan=plan_name(chosen, plan, t),
            future=_name(chosen, future, t),
        )
    text = t(
        "“{future}” cannot keep the first years of {plan} within every rule.",
        plan=plan_name(chosen, plan, t),
        future=_name(chosen, future, t),
    )
    names = row_names(chosen.base, t)
    ways = [gave_way_said(dataclasses.asdict(way), names, t) for way in found.solve.gave_way]
    if not ways:
        return text
    more = t("and {n} more", n=len(ways) - _MOST) if len(ways) > _MOST else ""
    shown = listed([*ways[:_MOST], *([more] if more else [])], t)
    return text + _after(t) + t("It could, if this gave way: {what}.", what=shown)


def robust_said(chosen: Chosen, base: float | None, over: Between | None, t: Words) -> str:
    """Say what the robust plan is worth, over the base plan and against knowing."""
    found = chosen.robust
    if found.value is None or found.bound is None:
        return t("No first years (held: {n}) were found that every future can keep.", n=found.years)
    parts = [
        t(
            "Robust first years (held: {n}): worth {value} aim units on the mean of {k} futures; none can be "
            "worth more than {bound}.",
            n=found.years,
            value=significant(found.value, _DIGITS),
            k=len(found.futures),
            bound=significant(found.bound, _DIGITS),
        )
    ]
    if over is None:
        parts.append(t("The first years of the base plan cannot be kept in every future."))
    else:
        parts.append(
            t(
                "That is {over} more than the first years of the base plan carried on.",
                over=significant(over.value, _DIGITS),
            )
        )
    if found.left_out:
        parts.append(
            t(
                "Left out, as no plan can meet them: {names}.",
                names=listed((_name(chosen, one, t) for one in found.left_out), t),
            )
        )
    if chosen.perfect is not None:
        parts.append(
            t("To know which future comes would be worth {worth}.", worth=_interval(chosen.perfect, t))
        )
    return _after(t).join(parts)


def knowing_said(known: Known) -> dict[str, str]:
    """Say what it is worth to know an input first."""
    return in_both(lambda t: _knowing(known, t))


def _knowing(known: Known, t: Words) -> str:
    name = t.pick(known.name, known.name_zh)
    if known.worth is None:
        return t("{input}: what knowing it first is worth cannot be said.", input=name)
    return t(
        "To know “{input}” before the first years are decided is worth {worth}.",
        input=name,
        worth=_interval(known.worth, t),
    )


def _interval(one: Between, t: Words) -> str:
    value, low = significant(one.value, _DIGITS), significant(one.low, _DIGITS)
    if not math.isfinite(one.high):
        return t("{value} aim units (at least {low})", value=value, low=low)
    return t("{value} aim units ({low} to {high})", value=value, low=low, high=significant(one.high, _DIGITS))
