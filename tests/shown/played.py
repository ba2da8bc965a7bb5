"""A small district planned and played: nuisance, crews, targets, a risk, money by fund."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planner.document.outcome import outcome_document
from planner.document.outcome_causes import against_of
from planner.document.outcome_replay import replayed_of
from scenarios.model.programme import Programme
from scenarios.read import read
from solvers import solve
from solvers.construction.answers import Asked, Case, answered, case_of, played, sample_of
from solvers.construction.chance import draws_of
from solvers.construction.play import replay
from solvers.plan.plan import Plan
from tests.shown.command_line import write_programme

SETTINGS = """
name = "Played"
name_zh = "推演"
first_period = "2021Q1"
periods = 8
[construction]
seed = 7
[construction.epistemic]
sets = 2
[construction.risks.archaeology]
name_zh = "地下文物"
owner = "规划科"
probability = 0.3
probability_after = 0.1
low = 1.2
mode = 1.5
high = 2.0
cost = 0.1
mitigation_cost = 20000
"""
ESTATES = [
    {"id": "A", "name": "翠园", "street": "东街", "households": 100, "buildings": 3, "latest": "2022-06-30"},
    {"id": "B", "name": "梅园", "street": "东街", "households": 60, "buildings": 2},
    {"id": "C", "name": "兰园", "street": "西街", "households": 80, "buildings": 2},
]
KINDS = [
    {
        "id": "pipes",
        "name": "管线",
        "work_class": "basic",
        "unit_cost": 300_000,
        "fixed_days": 60,
        "trade": "pipe",
        "nuisance": "noise 2; road 2; water 2",
    },
    {
        "id": "facade",
        "name": "外立面",
        "work_class": "improvement",
        "unit_cost": 100_000,
        "fixed_days": 40,
        "trade": "wall",
        "nuisance": "dust 1",
    },
]
WORKS = [{"place": key, "work_type": kind, "quantity": 1} for key in "ABC" for kind in ("pipes", "facade")]
FUNDS = [
    {"fund": "city", "kind": "city", "year": year, "limit": 800_000, "carry_share": 1}
    for year in (2021, 2022)
]
TARGETS = [
    {"name": "三个小区完工", "measure": "estates", "value": 3, "counted": "completed", "by": "2022-06-30"}
]


@dataclass(frozen=True, kw_only=True, eq=False)
class Played:
    """The district: its folder, the programme, its plan, the case, and the outcome as a document."""

    folder: Path
    programme: Programme
    plan: Plan
    case: Case
    document: dict[str, Any]


def district(folder: Path) -> Path:
    """Write the programme."""
    return write_programme(
        folder / "district",
        settings=SETTINGS,
        estates=ESTATES,
        work_types=KINDS,
        works=WORKS,
        funds=FUNDS,
        targets=TARGETS,
        crews=[{"trade": "pipe", "count": 1}, {"trade": "wall", "count": 1}],
    )


def played_district(folder: Path) -> Played:
    """Plan the district and play it 128 times, with one replication replayed and the plan against itself."""
    programme = read(district(folder))
    plan = solve(programme, engine="highs", seconds=20).plan
    assert plan is not None
    case = case_of(programme, plan, seed=7)
    asked = Asked(replications=128, worths=1)
    sample, stop = played(case, asked)
    draws = draws_of(case.site, case.chances, 7, 1, 4, case.sky)
    document = outcome_document(
        programme,
        case.site,
        answered(sample, stop, asked),
        replayed=replayed_of(programme, case.site, draws, replay(case.site, draws), 5, 7),
        against=against_of("plan.json", "other.json", sample, sample_of(case, 128)),
    )
    return Played(folder=folder, programme=programme, plan=plan, case=case, document=document)
