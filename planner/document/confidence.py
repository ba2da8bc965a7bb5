"""What plays in turn say of a plan, as plain values of the plan document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scenarios.model.programme import Programme
    from solvers.confidence import Confident, Kept, Round
    from solvers.construction.answers import Reading


def confidence_of(programme: Programme, found: Confident) -> dict[str, Any]:
    """Return the rounds, what is promised and what fresh replications say; dates ISO, None: unfinished.

    ``reached`` is the mean share of campaigns that keep their promised day on fresh replications.
    """
    kept = [_kept(programme, one) for one in found.kept]
    return {
        "asked": found.asked,
        "reached": kept[0]["chance"],
        "settled": found.settled,
        "chosen": found.chosen,
        "price": found.price,
        "aim": {**_read(found.aim), "verdict": found.verdict},
        "rounds": [round_of(programme, one) for one in found.rounds],
        "kept": kept,
        "promised": {key: _date(programme, day) for key, day in found.promised.items()},
        "seed": found.seed,
        "replications": found.replications,
        "fresh_seed": found.fresh_seed,
        "fresh_replications": found.fresh,
    }


def round_of(programme: Programme, one: Round) -> dict[str, Any]:
    """Return a round as plain values."""
    return {
        "round": one.number,
        "objective": one.objective,
        "gap": one.gap,
        "aim": one.aim,
        "difference": None if one.difference is None else _read(one.difference),
        "verdict": one.verdict,
        "late": _read(one.late),
        "on_time": _read(one.on_time),
        "finish": None if one.finish is None else _date(programme, one.finish),
        "moved": one.moved,
    }


def _kept(programme: Programme, one: Kept) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "name": one.name,
        "date": _date(programme, one.day) if one.day >= 0 else None,
        "before": _read(one.before),
        "chance": _read(one.chance),
    }


def _read(one: Reading) -> dict[str, float | None]:
    return {"value": one.value, "half_width": one.half_width}


def _date(programme: Programme, day: int) -> str:
    return programme.clock.date(day).isoformat()
