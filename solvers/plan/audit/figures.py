"""Figures that a plan states beside those recomputed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from solvers.plan.audit.words import FEN_PER_YUAN, Sum, breach, money, plain

if TYPE_CHECKING:
    from solvers.plan.plan import Breach

ROUNDED = 0.005
"""What rounding to two decimals may take off or add to a measure."""
RELATIVE = 1e-6
"""What a rounded measure may be off, relative to itself."""
SUMMED = 1e-9
"""What another order of adding up may change, relative to the sum."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A figure: what it is of, as stated and as recomputed (``found``), and its unit.

    Money is stated in yuan and recomputed in fen. ``rounded`` is what rounding may take off or add.
    """

    where: str
    name: str
    name_zh: str
    said: Any
    found: float
    unit: str
    rounded: float = 0.0


def different(figures: Iterable[Figure]) -> Iterator[Breach]:
    """Yield a breach for each figure that is stated and differs from the one recomputed."""
    for figure in figures:
        if figure.said is not None:
            yield from _off(figure)


def _off(figure: Figure) -> Iterator[Breach]:
    where, name, name_zh = figure.where, figure.name, figure.name_zh
    found = figure.found / FEN_PER_YUAN if figure.unit == "yuan" else figure.found
    said = number(figure.said)
    if said is None:
        en, zh = f"{name} is stated as {figure.said!r}, no number", f"{name_zh} 所列 {figure.said!r} 不是数字"
        yield breach("stated_figures", where, abs(found), figure.unit, en, zh)
        return
    if figure.unit == "yuan":
        fen = round(said * FEN_PER_YUAN)
        off = abs(fen - figure.found) / FEN_PER_YUAN
        allowed = 0.0
    else:
        off = abs(said - found)
        allowed = figure.rounded + (RELATIVE if figure.rounded else SUMMED) * abs(found)
    if off > allowed:
        if figure.unit == "yuan":
            told = [money(one) for one in (fen, int(figure.found), abs(fen - int(figure.found)))]
        else:
            told = [Sum(one, one) for one in (plain(said), f"{plain(found)} {figure.unit}", plain(off))]
        en = f"{name} is stated as {told[0].en}, recomputed {told[1].en}: {told[2].en} off"
        zh = f"{name_zh} 所列 {told[0].zh}，复算 {told[1].zh}：相差 {told[2].zh}"
        yield breach("stated_figures", where, off, figure.unit, en, zh)


def number(said: object) -> float | None:
    """Return a stated figure as a number; None where it is none."""
    if isinstance(said, bool) or not isinstance(said, int | float):
        return None
    try:
        value = float(said)
    except OverflowError:
        return None
    return value if math.isfinite(value) else None


def mapping(said: object) -> Mapping[str, Any]:
    """Return a stated group of figures; an empty one where it is none."""
    return said if isinstance(said, Mapping) else {}


def rows(said: object) -> list[Mapping[str, Any]]:
    """Return a stated list of groups of figures; an empty one where it is none."""
    return [row for row in said if isinstance(row, Mapping)] if isinstance(said, list | tuple) else []
