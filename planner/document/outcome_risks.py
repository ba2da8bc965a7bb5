"""The risk register before and after its mitigation, and what is not known of the numbers themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.document.outcome_readings import Days, reading, round_to

if TYPE_CHECKING:
    from solvers.construction.answers import Reading
    from solvers.construction.answers.of_causes import Band, Line, Register


def register_of(register: Register | None, days: Days) -> dict[str, Any] | None:
    """Return the register; None: it has no lines. Finishes are P80."""
    if register is None:
        return None
    return {
        "mitigated": register.mitigated,
        "before": {"finish": _day(register.before_finish, days), "cost": reading(register.before_cost, 2)},
        "after": {"finish": _day(register.after_finish, days), "cost": reading(register.after_cost, 2)},
        "mitigation_cost": round_to(register.mitigation_cost),
        "lines": [_line(line) for line in register.lines],
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "risk": line.name,
        "name_zh": line.name_zh,
        "owner": line.owner,
        "probability": round_to(line.probability, 4),
        "probability_after": round_to(line.probability_after, 4),
        "strikes": round_to(line.strikes, 4),
        "finish_days": reading(line.finish),
        "cost": reading(line.cost, 2),
        "mitigation_cost": round_to(line.mitigation_cost),
    }


def _day(read: Reading, days: Days) -> dict[str, Any] | None:
    """Return a finish in days as a date; None: unfinished."""
    date = days.last_before(read.value)
    return None if date is None else {"date": date, "half_width_days": round_to(read.half_width, 1)}


def band_of(band: Band | None, days: Days) -> dict[str, Any] | None:
    """Return the lowest and highest of sets of parameters; None: there is one set alone."""
    if band is None:
        return None
    return {
        "sets": band.sets,
        "replications": band.replications,
        **{
            key: [days.last_before(day) for day in getattr(band, key)] for key in ("finish_p50", "finish_p80")
        },
        **{
            key: [round_to(amount) for amount in getattr(band, key)]
            for key in ("cost_p50", "cost_p80", "household_days")
        },
    }
