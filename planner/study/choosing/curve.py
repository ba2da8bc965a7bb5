"""The budget curve: what the aim is at each amount of money, with its bound, and where it bends."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from planner.report.units import significant, wan
from planner.study.axes import case_said
from planner.study.choosing.dominated import competes
from planner.study.choosing.sentences import in_both, listed
from solvers.program.funds import fund_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.study.solved import Planned
    from planner.words import Words

MILLION = 100_000_000
"""Fen in a million yuan."""
KNEE = 2.0
"""How many times what a yuan brings beyond a knee it must bring before it, at the least."""
_FEWEST = 3
"""Amounts of money from which there is a curve."""


@dataclass(frozen=True, kw_only=True, eq=False)
class CurvePoint:
    """An amount of money, in fen, with the case that has it.

    The best aim there can be with it lies between ``low`` and ``high``: the plan's, or what a plan of less
    money is worth, and the bound, or that of more money.
    """

    case: Planned
    money: int
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """What a million yuan more is worth at least and at most between two points, in aim units."""

    low: float
    high: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Curve:
    """Points from the least money to the most; ``knee`` is the number of the one where it bends, or None.

    ``before`` is what a million yuan is worth at least up to the point furthest above the straight line,
    ``after`` what it is worth at most beyond it; None where more money makes no certain difference at all.
    ``left_out`` are cases of other amounts without a plan that keeps every rule.
    """

    key: str
    points: tuple[CurvePoint, ...]
    stretches: tuple[Stretch, ...]
    knee: int | None
    before: float | None
    after: float | None
    left_out: tuple[Planned, ...] = ()


def curves(found: Sequence[Planned]) -> tuple[Curve, ...]:
    """Return a curve for each set of fund limits that cases change, all else in them being the same.

    Cases whose plan breaks rules, or that have none, are not on it; of fewer than three amounts of money
    there is no curve. The base, and any case that changes no limit, is on every curve that it fits.
    """
    groups: dict[tuple[object, object], list[Planned]] = {}
    anywhere: dict[object, list[Planned]] = {}
    for one in (one for one in found if not one.case.same_as):
        rows, rest = _changed(one)
        if rows:
            groups.setdefault((rows, rest), []).append(one)
        else:
            anywhere.setdefault(rest, []).append(one)
    told = [_curve([*anywhere.get(rest, []), *group]) for (_, rest), group in groups.items()]
    return tuple(curve for curve in told if curve is not None)


def _changed(one: Planned) -> tuple[frozenset[str], frozenset[tuple[str, str, str, str]]]:
    """Return the rows of funds whose limit a case changes, and all else that it changes."""
    limits, rest = set(), set()
    for change in one.case.changes:
        if (change.table, change.column) == ("funds", "limit"):
            limits.add(change.row)
        else:
            rest.add((change.table, change.row, change.column, str(change.after)))
    return frozenset(limits), frozenset(rest)


def _curve(group: Sequence[Planned]) -> Curve | None:
    fit = [one for one in reversed(group) if competes(one)]
    by_money = {int(fund_list(one.case.programme).amount.sum()): one for one in fit}
    if len(by_money) < _FEWEST:
        return None
    points = _points(sorted(by_money.items()))
    knee, before, after = _knee(points)
    return Curve(
        key=_key(group),
        points=points,
        stretches=tuple(_stretches(points)),
        knee=knee,
        before=before,
        after=after,
        left_out=tuple(one for one in group if not competes(one)),
    )


def _points(by_money: Sequence[tuple[int, Planned]]) -> tuple[CurvePoint, ...]:
    """Return the points; what less money buys, more money buys too, where no limit is smaller."""
    limits = [one.case.programme.funds.limit for _, one in by_money]
    low = np.array([one.measures["aim"] for _, one in by_money], dtype=np.float64)
    high = np.array([np.inf if one.solve.bound is None else one.solve.bound for _, one in by_money])
    if all(len(a) == len(b) and bool((a <= b).all()) for a, b in pairwise(limits)):
        low = np.maximum.accumulate(low)
        high = np.minimum.accumulate(high[::-1])[::-1]
    high = np.maximum(high, low)
    return tuple(
        CurvePoint(case=one, money=money, low=float(low[n]), high=float(high[n]))
        for n, (money, one) in enumerate(by_money)
    )


def _stretches(points: Sequence[CurvePoint]) -> Iterator[Stretch]:
    for less, more in pairwise(points):
        millions = (more.money - less.money) / MILLION
        low, high = max(more.low - less.high, 0.0), more.high - less.low
        yield Stretch(low=low / millions, high=high / millions)


def _knee(points: Sequence[CurvePoint]) -> tuple[int | None, float | None, float | None]:
    """Return the knee, and what a million yuan is worth at least before and at most after the bend.

    The bend is at the point furthest above the straight line from the first to the last. It is a knee where
    a yuan brings before it KNEE times what it brings beyond, whatever the aims are between their bounds.
    """
    first, last = points[0], points[-1]
    rise, run = last.low - first.low, last.money - first.money
    if last.low <= first.high:
        return None, None, None
    above = [(one.low - first.low) / rise - (one.money - first.money) / run for one in points]
    bend = int(np.argmax(above[1:-1])) + 1
    at = points[bend]
    before = (at.low - first.high) / (at.money - first.money) * MILLION
    after = (last.high - at.low) / (last.money - at.money) * MILLION
    clear = before > 0 and before >= KNEE * after
    return bend if clear else None, max(before, 0.0), after


def _key(group: Sequence[Planned]) -> str:
    """Return the key of the grid that the cases are points of, else what they change."""
    names = {
        what.name.rpartition("=")[0]
        for one in group
        for what in one.case.what_ifs
        if any(edit.table is not None and edit.table.NAME.name == "funds" for edit in what.edits)
    }
    return names.pop() if len(names) == 1 and all(names) else "funds.limit"


def curve_of(found: Sequence[Curve]) -> dict[str, Any]:
    """Return what the comparison holds: ``curve``, the first, or None; ``more_curves``, the others."""
    told = [_told(one) for one in found]
    return {"curve": told[0] if told else None, "more_curves": told[1:]}


def _told(curve: Curve) -> dict[str, Any]:
    return {
        "key": curve.key,
        "points": [
            {
                "case": one.case.case.name,
                "money": one.money / 100,
                "aim": one.case.measures["aim"],
                "bound": one.case.solve.bound,
                "low": one.low,
                "high": one.high if np.isfinite(one.high) else None,
            }
            for one in curve.points
        ],
        "per_million": [
            {"low": one.low, "high": one.high if np.isfinite(one.high) else None} for one in curve.stretches
        ],
        "knee": None if curve.knee is None else curve.points[curve.knee].case.case.name,
        "left_out": [one.case.name for one in curve.left_out],
        "sentence": in_both(lambda t: _sentence(curve, t) + _left_out(curve, t)),
    }


def _left_out(curve: Curve, t: Words) -> str:
    names = listed((case_said(one.case, t) for one in curve.left_out), t)
    if not names:
        return ""
    return t.pick(" ", "") + t("Not on the curve, as no plan keeps every rule there: {cases}.", cases=names)


def _sentence(curve: Curve, t: Words) -> str:
    if curve.before is None or curve.after is None:
        return t(
            "Between {least} and {most} × 10,000 yuan more money makes no certain difference to the aim.",
            least=wan(curve.points[0].money / 100),
            most=wan(curve.points[-1].money / 100),
        )
    if curve.knee is None:
        return t(
            "No clear knee: nowhere is it certain that a yuan brings half of what it brought before, or less."
        )
    at = curve.points[curve.knee]
    return t(
        "The knee is at {money} × 10,000 yuan ({case}): up to it a million yuan is worth at least {before} "
        "aim units, beyond it at most {after}.",
        money=wan(at.money / 100),
        case=case_said(at.case.case, t),
        before=significant(curve.before),
        after=significant(curve.after),
    )
