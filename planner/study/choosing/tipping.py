"""Tipping points as the comparison holds them: up to which value the first years of the plan stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from planner.report.units import percent, significant, wan
from planner.study.axes import axis_of, level_of
from planner.study.choosing.sentences import in_both, listed
from planner.words import mark
from scenarios.whatif.overlay import overlay
from scenarios.whatif.what_if import Action
from solvers.futures.tipping import MUST, State, Tipping

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Mapping, Sequence

    from planner.study.solved import Planned
    from planner.words import Words
    from scenarios.model.programme import Programme
    from scenarios.whatif.grids import Grid
    from scenarios.whatif.what_if import WhatIf
    from solvers.cases.case import Options
    from solvers.futures.tipping import Tip, Tried

STEPS = 32
"""Steps from one end to the other where nothing is said: how far a tipping point is narrowed."""
_NAMED = 4
"""Estates that a sentence names of each kind."""


@dataclass(frozen=True, kw_only=True, eq=False)
class _Side:
    """One side of the base's own value: the what-ifs away from it, and where the first years tip."""

    above: bool
    own: float | None
    what_ifs: tuple[WhatIf, ...]
    tip: Tip

    def level(self, tried: Tried | None) -> float | None:
        """Return the value that was tried; the base's own where there is none."""
        return self.own if tried is None else level_of(self.what_ifs[tried.number])


@dataclass(frozen=True, kw_only=True)
class _Changes:
    """Who does otherwise in the first years: names of estates that come, wait, and move within them."""

    come: tuple[str, ...] = ()
    wait: tuple[str, ...] = ()
    move: tuple[str, ...] = ()


def tipping_of(
    base: Planned,
    grid: Grid,
    years: int,
    options: Options,
    told: Callable[[int], None] | None = None,
) -> list[dict[str, Any]]:
    """Return where the first years of the base's plan tip as a value goes through a grid, side by side.

    The values above the base's own are gone through upwards and those below downwards; where the base has
    several values, all upwards. ``told`` hears how many values were tried. Raises InputFaults where an end
    of the grid is no programme.
    """
    programme = base.case.programme
    ordered = sorted(grid.what_ifs, key=level_of)
    ends = [overlay(programme, what_if) for what_if in (ordered[0], ordered[-1])]
    own = _own(ordered, [laid.changes for laid in ends])
    walk = Tipping(base=programme, solve=base.solve, years=years, options=options, told=told)
    found = []
    for above in (True, False):
        side = [w for w in ordered if own is None or ((level_of(w) > own) == above and level_of(w) != own)]
        if not above:
            side = [] if own is None else side[::-1]
        if side:
            tip = walk.side([_laid(programme, what_if) for what_if in side])
            one = _Side(above=above, own=own, what_ifs=tuple(side), tip=tip)
            found.append(_told(base, one, walk, years))
    return found


def _laid(programme: Programme, what_if: WhatIf) -> Callable[[], Programme]:
    return lambda: overlay(programme, what_if).programme


def _own(ordered: Sequence[WhatIf], changes: Sequence[Sequence[Any]]) -> float | None:
    """Return the base's own value; None where it has several."""
    action = ordered[0].edits[0].action
    if action is not Action.SET:
        return 1.0 if action is Action.SCALE else 0.0
    for what_if, changed in zip((ordered[0], ordered[-1]), changes, strict=True):
        if not changed:
            return level_of(what_if)
    before = {change.before for change in changes[0]} | {change.before for change in changes[1]}
    (one,) = before if len(before) == 1 else (None,)
    return float(one) if isinstance(one, int | float) else None


def _told(base: Planned, side: _Side, walk: Tipping, years: int) -> dict[str, Any]:
    tip, first = side.tip, side.tip.first
    changes = _changes(base, walk, tip.instead)
    value, last = None if first is None else side.level(first), side.level(tip.last)
    between = [v for v in (last, value) if v is not None]
    axis = axis_of(side.what_ifs[0], base.case.programme)
    return {
        "key": axis["key"],
        "label": axis["label"],
        "label_zh": axis["label_zh"],
        "unit": axis["unit"],
        "unit_zh": axis["unit_zh"],
        "years": years,
        "side": "above" if side.above else "below",
        "own": side.own,
        "case": None if first is None else side.what_ifs[first.number].name,
        "value": value,
        "between": sorted(between),
        "state": str(_state(tip)),
        "loss": None if first is None else _loss(first),
        "estates": [*changes.come, *changes.wait, *changes.move],
        "come": list(changes.come),
        "wait": list(changes.wait),
        "move": list(changes.move),
        "tried": [
            {"value": side.level(one), "state": str(one.state), "loss": _loss(one)} for one in tip.tried
        ],
        "sentence": in_both(lambda t: _sentence(base, side, changes, axis, years, t)),
    }


def _state(tip: Tip) -> State:
    """Return what became of the first years in the end."""
    if tip.first is not None:
        return tip.first.state
    return State.UNKNOWN if tip.unanswered else State.KEEPS


def _loss(one: Tried) -> list[float | None] | None:
    if one.loss is None:
        return None
    low, high = one.loss
    return [low, high if np.isfinite(high) else None]


def _changes(base: Planned, walk: Tipping, instead: Mapping[str, datetime.date] | None) -> _Changes:
    """Return whose first years are others in another plan."""
    if instead is None:
        return _Changes()
    held, campaigns = walk.held, base.case.programme.campaigns
    names = {
        str(key): str(base.case.programme.estates.id[row]) if row >= 0 else str(place)
        for key, row, place in zip(campaigns.key, campaigns.estate.tolist(), campaigns.place, strict=True)
    }
    early = {key: day for key, day in instead.items() if day < held.before}
    come = [names[key] for key in early if key not in held.starts and key in names]
    wait = [names[key] for key in held.starts if key not in early]
    move = [names[key] for key, day in held.starts.items() if early.get(key, day) != day]
    return _Changes(come=_once(come), wait=_once(wait), move=_once(move))


def _once(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


# ---- in words ----


def _sentence(
    base: Planned, side: _Side, changes: _Changes, axis: Mapping[str, str], years: int, t: Words
) -> str:
    tip, first = side.tip, side.tip.first
    what = t.pick(axis["label"], axis["label_zh"])
    start = t("the base's value") if side.own is None else _shown(side.own, axis, t)
    last = start if tip.last is None else _shown(side.level(tip.last), axis, t)
    missing = t("values without an answer in time: {n}", n=len(tip.unanswered)) if tip.unanswered else ""
    ending = (t.pick("; ", "；") + missing if missing else "") + t.pick(".", "。")
    if first is None:
        worst = max((one.loss[1] for one in tip.tried if one.loss is not None), default=0.0)
        told = t(
            "Keep the {years} for {what} from {start} to {last}: at the values tried, that loses {loss} aim "
            "units at most",
            years=_years(years, t),
            what=what,
            start=start,
            last=last,
            loss=significant(worst) if np.isfinite(worst) else t("an unknown number of"),
        )
        return told + ending
    turn = t("rises above {last}", last=last) if side.above else t("falls below {last}", last=last)
    told = t(
        "Keep the {years} unless {what} {turn}: at {value} {why}",
        years=_years(years, t),
        what=what,
        turn=turn,
        value=_shown(side.level(first), axis, t),
        why=_why(first, t),
    )
    who = _who(base, changes, t) if first.state in MUST else ""
    return told + (t.pick("; then ", "；届时") + who if who else "") + ending


def _years(years: int, t: Words) -> str:
    if years == 1:
        return t("first year of the plan")
    return t("first {n} [year|years] of the plan", n=years)


def _why(first: Tried, t: Words) -> str:
    if first.state is State.LOSES and first.loss is not None:
        return t("that certainly loses {loss} aim units or more", loss=significant(first.loss[0]))
    if first.state is State.BREAKS:
        return t("no plan that keeps it keeps every rule")
    return t("no plan at all keeps every rule")


def _who(base: Planned, changes: _Changes, t: Words) -> str:
    if len(changes.come) == len(changes.wait) == 1 and not changes.move:
        one, other = _names(base, changes.wait, t), _names(base, changes.come, t)
        return t("{one} and {other} swap", one=one, other=other)
    parts = (
        (mark("{who} come earlier"), changes.come),
        (mark("{who} wait"), changes.wait),
        (mark("{who} move within these years"), changes.move),
    )
    told = [t(text, who=_names(base, who, t)) for text, who in parts if who]
    return t.pick(", ", "，").join(told) or t("other works are done in these years")


def _names(base: Planned, estates: Sequence[str], t: Words) -> str:
    table = base.case.programme.estates
    known = dict(zip(map(str, table.id), map(str, table.name), strict=True))
    told = listed((known.get(key, key) for key in estates[:_NAMED]), t)
    more = len(estates) - _NAMED
    return told if more <= 0 else told + " " + t("and {n} more", n=more)


def _shown(value: float | None, axis: Mapping[str, str], t: Words) -> str:
    if value is None:
        return t("the base's value")
    if axis["unit"] == "yuan":
        return t.pick(f"{wan(value)} × 10,000 yuan", f"{wan(value)} 万元")
    if axis["unit"] == "share":
        return percent(value, 2)
    return significant(value, 6) + (f" {t(axis['unit'])}" if axis["unit"] else "")
