"""The plan document, put together from programme, solve and audit."""

from __future__ import annotations

import dataclasses
import importlib.metadata
from typing import TYPE_CHECKING, Any

from planner.document.answers import answers_of
from planner.document.changes import changes_of, what_ifs_of
from planner.document.consent import residents_consent
from planner.document.left_out import left_out
from planner.document.menus import menus_of
from planner.document.money import costs_of, lapses_of, payer_shares
from planner.document.openings import openings
from planner.document.places import campaigns
from planner.document.readiness import readiness_of
from planner.document.residents import residents_of
from planner.document.scores import scores_of
from planner.document.tallies import Tally, by_street, by_year, measures, programme_totals, targets, totals
from planner.document.yuan import yuan

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scenarios.model.programme import Programme
    from scenarios.tables.faults import Finding
    from scenarios.whatif import Change, WhatIf
    from solvers.plan.plan import Breach, Plan
    from solvers.solving import Solve


def document_of(
    programme: Programme,
    solve: Solve,
    breaches: Sequence[Breach],
    findings: Sequence[Finding],
    what_ifs: Sequence[WhatIf] = (),
    changes: Sequence[Change] = (),
) -> dict[str, Any]:
    """Return the plan document of a solve that has a plan; money in yuan, dates ISO.

    ``what_ifs`` are those laid over the programme before it was solved, ``changes`` the values they changed.
    """
    if solve.plan is None:
        raise ValueError("a plan document needs a plan")
    tally = Tally(programme, solve.plan)
    done = campaigns(programme, solve.plan)
    told = {
        "certificate": certificate(programme, solve),
        "programme": {**_programme(programme), "what_ifs": what_ifs_of(what_ifs)},
        "totals": totals(tally),
        "programme_totals": programme_totals(tally),
        "campaigns": done,
        "draws": _draws(solve.plan),
        "openings": openings(programme, solve.plan),
        "lapses": lapses_of(programme, solve.plan),
        "costs": costs_of(programme, solve.plan),
        "payer_shares": payer_shares(programme, solve.plan),
        "readiness": readiness_of(programme, solve.plan),
        "left_out": left_out(programme, solve.plan),
        "by_year": by_year(tally),
        "by_street": by_street(tally),
        "measures": {**measures(tally), **_residual(done)},
        "targets": targets(tally),
        "scores": scores_of(programme),
        "residents": _residents(programme, solve.plan),
        "rules": [dataclasses.asdict(rule) for rule in solve.rules],
        "gave_way": [dataclasses.asdict(entry) for entry in solve.gave_way],
        "audit": [dataclasses.asdict(breach) for breach in breaches],
        "changes": changes_of(changes),
        "findings": [_finding(f) for f in findings if f.kind != "assumption"],
        "assumptions": [_finding(f) for f in findings if f.kind == "assumption"],
    }
    return {**told, "answers": answers_of(programme, solve, told)}


def _residents(programme: Programme, plan: Plan) -> dict[str, Any]:
    """Return what residents wish, fear and agree to, who could step in, and menus by their own rules."""
    return {
        **residents_of(programme),
        **residents_consent(programme, plan),
        "menus": menus_of(programme, plan),
    }


def certificate(programme: Programme, solve: Solve) -> dict[str, Any]:
    """Return how far the plan is proven, by whom, and for which programme."""
    return {
        "status": str(solve.status),
        "objective": solve.objective,
        "bound": solve.bound,
        "gap": solve.gap,
        "tiers": list(solve.tiers),
        "ranks": list(solve.ranks),
        "engine": solve.engine,
        "bound_by": solve.bound_by,
        "seconds": round(solve.seconds, 3),
        "repeatable": solve.repeatable,
        "seed": solve.seed,
        "fingerprint": programme.fingerprint,
        "version": importlib.metadata.version("estate-renewal"),
    }


def _programme(programme: Programme) -> dict[str, Any]:
    clock = programme.clock
    periods = [
        {
            "name": name,
            "first": clock.date(int(clock.starts[p])).isoformat(),
            "last": clock.date(int(clock.starts[p + 1]) - 1).isoformat(),
        }
        for p, name in enumerate(clock.names)
    ]
    return {
        "name": programme.settings.name,
        "name_zh": programme.settings.name_zh or programme.settings.name,
        "source": programme.source,
        "first_period": programme.settings.first_period,
        "period": programme.settings.period,
        "periods": periods,
        "years": list(clock.years),
        "evaluation_date": clock.evaluation_date.isoformat(),
    }


def _residual(done: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """Return the benefit up to the plan's last day, and what the plan is worth after it."""
    after = sum(float(one["residual"]) for one in done)
    return {"benefit_within": sum(float(one["benefit"] or 0) for one in done) - after, "residual": after}


def _draws(plan: Plan) -> list[dict[str, Any]]:
    return [{**dataclasses.asdict(draw), "amount": yuan(draw.amount)} for draw in plan.draws]


def _finding(finding: Finding) -> dict[str, Any]:
    return dataclasses.asdict(finding)
