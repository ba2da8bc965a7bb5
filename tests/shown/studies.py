"""A small study of the small programme, and what its comparison says, for tests of how it is run and kept."""

import json
from pathlib import Path
from typing import Any

from planner.study.comparison import comparison_of
from planner.study.study import Study
from scenarios.read import read
from scenarios.whatif.grammar import what_if_from
from scenarios.whatif.grids import grid_of
from solvers.cases.case import Case, Options, cases_of
from tests.shown.command_line import write_programme

OPTIONS = Options(gap=0.0)
LEVELS = (0, 200_000, 400_000, 900_000)
"""Limits of a fund in a year, the last of which is the base's own."""


def small_cases(folder: Path, options: Options = OPTIONS) -> tuple[Case, ...]:
    """Return a base, a what-if that nothing can meet, and a grid of four of which one is the base."""
    given = read(write_programme(folder))
    change = {"table": "settings", "column": "rules.start_once.must_start", "set": True}
    must = what_if_from({"name": "must", "change": [change]})
    grid = grid_of(f"funds.city.2022.limit={','.join(map(str, LEVELS))}", given)
    return cases_of(given, [(must,)], [grid], options=options)


def said(study: Study) -> str:
    """Return all that is found, but for how long it took."""
    document: dict[str, Any] = comparison_of(study.found, study.options)
    for case in document["cases"]:
        del case["seconds"]
    plans = [repr(one.solve.plan) + repr(one.solve.rules) for one in study.found]
    played = [_values(one) for one in study.found]
    return json.dumps([document, plans, played], sort_keys=True)


def _values(one: Any) -> Any:
    return one.played and {name: held.tolist() for name, held in one.played.values.items()}
