"""The Pareto front as the comparison holds it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from planner.report.units import gap_percent
from planner.study.choosing.sentences import in_both, listed
from planner.study.measures import MEASURES
from planner.study.plans import plan_told
from planner.words import words

if TYPE_CHECKING:
    from planner.study.solved import Planned
    from planner.words import Words
    from scenarios.model.programme import Programme
    from solvers.cases.pareto import Front, FrontPoint
    from solvers.plan.plan import Plan


def pareto_of(base: Planned, front: Front) -> dict[str, Any]:
    """Return the front of the base's programme.

    Each point has its ``values`` by aim, the levels ``held`` of the others, the ``bound`` of the first aim at
    these levels and the ``gap`` to it, what the ``audit`` found, its ``plan``, and the name of the ``case``
    whose plan it is, null where it is none's. ``payoff`` has what all aims are where each is the best.
    """
    programme = base.case.programme
    return {
        "aims": [_aim(name) for name in front.aims],
        "points": [_point(base, programme, one) for one in front.points],
        "payoff": [dict(zip(front.aims, row, strict=True)) for row in front.payoff],
        "ideal": dict(zip(front.aims, front.ideal, strict=False)),
        "nadir": dict(zip(front.aims, front.nadir, strict=False)),
        "impossible": front.impossible,
        "complete": front.complete and not front.interrupted,
        "searches": front.searches,
        "sentence": in_both(lambda t: _sentence(front, t)),
    }


def _aim(name: str) -> dict[str, str]:
    measure, zh = next(one for one in MEASURES if one.name == name), words("zh")
    return {**dataclasses.asdict(measure), "label_zh": zh(measure.label), "unit_zh": zh(measure.unit)}


def _point(base: Planned, programme: Programme, one: FrontPoint) -> dict[str, Any]:
    same = base.solve.plan is not None and _decided(base.solve.plan) == _decided(one.plan)
    return {
        "values": one.values,
        "held": one.held,
        "bound": one.bound,
        "gap": one.gap,
        "certified": one.certified,
        "repeatable": one.repeatable,
        "audit": [f"{breach.rule}: {breach.sentence}" for breach in one.breaches],
        "case": base.case.name if same else None,
        "plan": plan_told(programme, one.plan),
    }


def _decided(plan: Plan) -> set[tuple[object, ...]]:
    """Return what a plan decides: starts and works."""
    return {(one.campaign, one.start, *sorted(work.work for work in one.works)) for one in plan.campaigns}


def _sentence(front: Front, t: Words) -> str:
    if front.impossible:
        return t("No plan keeps every rule, so there is no front.")
    label = {measure.name: t(measure.label) for measure in MEASURES}
    aims = listed((label[name] for name in front.aims), t)
    sure = sum(one.certified for one in front.points)
    gaps = [one.gap for one in front.points if one.gap is not None]
    told = t(
        "{aims}: {n} [plan|plans] of which none is better than another in everything; {sure} certified",
        aims=aims,
        n=len(front.points),
        sure=sure,
    )
    if gaps:
        told += t.pick(", ", "，") + t("the largest gap {gap}", gap=gap_percent(max(gaps)))
    if front.interrupted or not front.complete:
        told += t.pick("; ", "；") + t("some searches ended without an answer: there may be more")
    return told
