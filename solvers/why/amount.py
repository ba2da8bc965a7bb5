"""The least money or cost that would do: sought whole in small programs, near the plan in large ones."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from solvers.why.change import STEP, verified

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from solvers.program.arrays import Arrays
    from solvers.why.change import Asked, Change
    from solvers.why.least import Levered

    Floats = NDArray[np.float64]

_TRIES, _MORE = 3, 1.0
"""How often an amount is raised, and by what share, until it does; and how often it is then lowered."""
_ABOVE = 1e-9
"""How much more is sought than is asked, as a share of the bound, for what engines let pass."""


def amount_of(
    asked: Asked,
    levered: Levered,
    changed: Callable[[float], Arrays],
    told: Callable[[float], Change],
    price: float,
) -> Change | str:
    """Return the least whole amount that is verified, as a change; ``price`` is what one unit is worth.

    A reason where there is none, or none was found.
    """
    if asked.base.small:
        return _whole(asked, levered, changed, told)
    return _near(asked, levered, changed, told, price) if price > 0 else "never"


def _near(
    asked: Asked,
    levered: Levered,
    changed: Callable[[float], Arrays],
    told: Callable[[float], Change],
    price: float,
) -> Change | str:
    """Return a small amount that is verified, sought around the forced plan; then less is tried."""
    need = float(asked.base.arrays.cost @ asked.stands) + _ABOVE * asked.base.scale
    found, begin, most, least = None, None, float(np.floor(levered.most)), False
    for _ in range(_TRIES):
        z = levered.near(need, price, most, begin)
        amount = most if z is None else max(float(np.ceil(z[-1] - 1e-6)), 1.0)
        x = None if z is None else levered.held(z, amount)
        good, gap = verified(asked, changed(amount), x)
        if good:
            found = replace(told(amount), gap=gap, point=x)
        begin, most = z, float(np.floor(amount - max(1.0, STEP * amount)))
        least = most < 1 or (found is not None and not good)
        if z is None or least:
            break
    return "not_shown" if found is None else replace(found, smallest=least)


def _whole(
    asked: Asked, levered: Levered, changed: Callable[[float], Arrays], told: Callable[[float], Change]
) -> Change | str:
    """Return the least amount that is verified in a small program, each tried by solving it to the end."""

    def tried(amount: float) -> Change | None:
        arrays = changed(amount)
        x = levered.best(amount)
        good, gap = verified(asked, arrays, x)
        return replace(told(amount), gap=gap, point=x) if good else None

    relaxed = levered.least(float(asked.base.arrays.cost @ asked.stands), 0.01)
    if relaxed is None:
        return "never"
    amount, below, found = max(float(np.ceil(relaxed - 1e-6)), 1.0), 0.0, None
    for _ in range(_TRIES):
        found = tried(amount)
        if found is not None:
            break
        below, amount = amount, amount + max(1.0, float(np.ceil(amount * _MORE)))
        if amount > levered.most:
            break
    if found is None:
        return "not_shown"
    for _ in range(_TRIES):
        less = float(np.floor(amount - max(1.0, STEP * amount)))
        smaller = tried(less) if less > below else None
        if smaller is None:
            return replace(found, smallest=True)
        amount, found = less, smaller
    return found
