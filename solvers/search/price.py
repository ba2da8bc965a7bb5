"""What holding an aim costs the next one, as an interval."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from solvers.search.run import in_hand

if TYPE_CHECKING:
    from solvers.search.in_turn import Pursuit
    from solvers.search.run import Run


def price_of_hold(
    run: Run, pursuit: Pursuit, number: int, seconds: float
) -> tuple[dict[str, float | None], bool]:
    """Return between what ``low`` and ``high`` the next aim would be better were goal ``number`` not held.

    And whether a hand interrupted it.

    The next aim is solved again under the holds that stood when it was the turn of this one. ``low`` comes
    of that plan and the bound with the hold, ``high`` of its bound and the plan with the hold; ``high`` is
    None where nothing bounds it.
    """
    held = pursuit.met[number + 1].answer
    assert held.x is not None
    assert held.objective is not None
    free = replace(pursuit.before[number], cost=pursuit.met[number + 1].goal.cost)
    answer, interrupted = run.search(free, in_hand(free, held.x), seconds)
    assert answer.objective is not None
    low = 0.0 if held.bound is None else max(answer.objective - held.bound, 0.0)
    high = None if answer.bound is None else max(answer.bound - held.objective, low)
    return {"low": low, "high": high}, interrupted
