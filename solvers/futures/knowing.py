"""What it is worth to know something uncertain before the first years are decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solvers.futures.regret import Between
from solvers.futures.robust import best_found, robust

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scenarios.model.held import Held
    from solvers.futures.future import Carrier, Future
    from solvers.futures.robust import Robust


def perfect_information(found: Robust, carrier: Carrier) -> Between | None:
    """Return what it is worth to know which future comes; None where there is no robust plan.

    It is what the futures' best plans are worth on the mean less what the robust plan is.
    """
    if found.value is None or found.bound is None:
        return None
    best = best_found(found.futures, carrier)
    own = [best[one.fingerprint] for one in found.futures]
    most = [
        max(best[one.fingerprint], float("inf") if one.solve.bound is None else one.solve.bound)
        for one in found.futures
    ]
    mean = sum(w * value for w, value in zip(found.weights, own, strict=True))
    high = sum(w * value for w, value in zip(found.weights, most, strict=True))
    return Between(
        value=max(mean - found.value, 0.0), low=max(mean - found.bound, 0.0), high=high - found.value
    )


def worth_of_knowing(
    found: Robust, told: Mapping[str, str], carrier: Carrier, candidates: Sequence[Held], seconds: float
) -> Between | None:
    """Return what it is worth to know an input first, by what it is in each future; None without a plan.

    ``told`` names by future what would be known there: futures of one such word stay together, and the first
    years are made for each lot by itself. ``candidates`` are tried for each, ``seconds`` are for the bound of
    each lot that is not solved as one (0: its futures' own bounds stand).
    """
    if found.value is None or found.bound is None or found.held is None:
        return None
    lots: dict[str, list[Future]] = {}
    for future in found.futures:
        lots.setdefault(told[future.name], []).append(future)
    if len(lots) == 1:
        return Between(value=0.0, low=0.0, high=0.0)
    total = sum(future.weight for future in found.futures)
    value = most = 0.0
    for members in lots.values():
        own = robust(members, found.years, carrier, [found.held, *candidates], seconds)
        assert own.value is not None  # what holds in all futures holds in some
        share = sum(future.weight for future in members) / total
        value += share * own.value
        most += share * (float("inf") if own.bound is None else own.bound)
    return Between(
        value=max(value - found.value, 0.0), low=max(value - found.bound, 0.0), high=most - found.value
    )
