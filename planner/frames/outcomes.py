"""What chance makes of a plan, as frames: when campaigns, streets, phases finish, and what they cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.frames.plans import framed

if TYPE_CHECKING:
    import pandas as pd

    from solvers.construction.answers.outcome import Group, Outcome, Promise

LEVELS = ("p50", "p80", "p90")
TABLES = {
    "programme": "programme",
    "campaigns": "campaign",
    "places": "place",
    "streets": "street",
    "phases": "phase",
    "funds": "fund",
}
"""The tables of an outcome, by the name of their index; there are ``promises``, too."""


def outcome_frame(outcome: Outcome, table: str = "campaigns") -> pd.DataFrame:
    """Return one table of an outcome; money in yuan, chances between 0 and 1.

    ``campaigns``, ``places``, ``streets``, ``phases``, ``funds`` and ``programme``: planned finish and cost,
    both at three confidences (NaT and NaN: unfinished), and the chances of keeping them. ``promises``: index
    ``kind``, ``name``, with the date and the chance of keeping it. Raises ValueError for any other table.
    """
    if table == "promises":
        return _promises(outcome.promises)
    if table not in TABLES:
        raise ValueError(f"an outcome has no table '{table}'; there are {', '.join(TABLES)}, promises")
    groups = (outcome.programme,) if table == "programme" else getattr(outcome, table)
    index = TABLES[table]
    finishes = tuple(f"finish_{level}" for level in LEVELS)
    costs = tuple(f"cost_{level}" for level in LEVELS)
    columns = ("planned", *finishes, "on_time", "planned_cost", *costs, "within_cost", "unfinished")
    units = dict.fromkeys(("planned_cost", *costs), "yuan")
    units |= dict.fromkeys(("on_time", "within_cost", "unfinished"), "share")
    rows = [{index: group.name, **_group(group)} for group in groups]
    return framed(rows, (index,), columns, units, dates=("planned", *finishes))


def _group(group: Group) -> dict[str, Any]:
    return {
        "planned": group.planned,
        **{f"finish_{level}": getattr(group.finish, level).date for level in LEVELS},
        "on_time": group.on_time.value,
        "planned_cost": group.planned_cost,
        **{f"cost_{level}": getattr(group.cost, level).value for level in LEVELS},
        "within_cost": group.within_cost.value,
        "unfinished": group.unfinished,
    }


def _promises(promises: tuple[Promise, ...]) -> pd.DataFrame:
    rows = [
        {
            "kind": one.kind,
            "name": one.name,
            "by": one.by,
            "chance": one.chance.value,
            "half_width": one.chance.half_width,
            "amount": one.amount,
            "reached": one.reached,
            "unit": one.unit,
        }
        for one in promises
    ]
    columns = ("by", "chance", "half_width", "amount", "reached", "unit")
    return framed(rows, ("kind", "name"), columns, {"chance": "share", "half_width": "share"}, dates=("by",))
