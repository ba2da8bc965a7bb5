"""A programme at a share of its budget: public money scaled, duties that no budget can promise set aside."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from scenarios.tables.column import columns_of
from solvers.program.funds import PAYER_OF_KIND

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenarios.model.programme import Programme

PUBLIC = "government"
"""Who pays through the funds that are scaled."""


@dataclass(frozen=True, kw_only=True)
class SetAside:
    """Duties that were set aside.

    Whether that of starting was, how many pins need not start, hard targets by name, how many floors.
    """

    must_start: bool
    pins: int
    targets: tuple[str, ...]
    floors: int


def without_duties(programme: Programme) -> tuple[Programme, SetAside]:
    """Return the programme without what must be done whatever it costs.

    These are the duty to start, hard targets, and floors of funds. Pins stay as the only periods in which
    what is pinned may start.
    """
    settings, estates = programme.settings, programme.estates
    funds, targets = programme.funds, programme.targets
    required = (
        np.asarray(estates.given.get("required", np.zeros(len(estates), dtype=bool))) & estates.required
    )
    hard = targets.strength == "hard"
    floors = np.asarray(funds.given.get("floor", np.zeros(len(funds), dtype=bool)))
    once = settings.rules.start_once.model_copy(update={"must_start": False})
    rules = settings.rules.model_copy(update={"start_once": once})
    told = np.asarray(estates.given.get("required", np.zeros(len(estates), dtype=bool)))
    changed = programme.replace(
        settings=settings.model_copy(update={"rules": rules}),
        estates=replace(estates, given={**estates.given, "required": told & ~required}),
        targets=_rows(targets, np.flatnonzero(~hard)),
        funds=replace(funds, given={**funds.given, "floor": np.zeros(len(funds), dtype=bool)}),
    )
    aside = SetAside(
        must_start=bool(settings.rules.start_once.must_start or required.any()),
        pins=int((~np.isnat(estates.pinned_start)).sum()),
        targets=tuple(str(name) for name in targets.name[hard]),
        floors=int(floors.sum()),
    )
    return changed, aside


def _rows(table: Any, rows: NDArray[np.int64]) -> Any:
    """Return some rows of a table."""
    values = {column.name: getattr(table, column.name)[rows] for column in columns_of(type(table))}
    return replace(table, **values, given={name: flags[rows] for name, flags in table.given.items()})


def at_level(programme: Programme, level: float) -> Programme:
    """Return the programme with the limits of public funds times ``level``, rounded down to the fen."""
    funds = programme.funds
    public = np.array([PAYER_OF_KIND[str(kind)] == PUBLIC for kind in funds.kind], dtype=bool)
    limit = np.where(public, np.floor(funds.limit * level + 1e-6).astype(np.int64), funds.limit)
    return programme.replace(funds=replace(funds, limit=limit))


def public_money(programme: Programme) -> int:
    """Return the limits of public funds together, in fen."""
    funds = programme.funds
    public = np.array([PAYER_OF_KIND[str(kind)] == PUBLIC for kind in funds.kind], dtype=bool)
    return int(funds.limit[public].sum())
