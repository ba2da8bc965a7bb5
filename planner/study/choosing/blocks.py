"""What a comparison says of choosing without another solve."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.study.choosing.curve import curve_of, curves
from planner.study.choosing.dominated import BY, competition, dominated_of
from planner.study.choosing.estates import estates_of, sure_estates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.study.solved import Planned


def choosing_of(found: Sequence[Planned], by: Sequence[str] = BY) -> dict[str, Any]:
    """Return dominated cases (in the measures ``by``), the budget curve, and which estates are sure.

    Raises ValueError where a measure has no direction.
    """
    return {
        **dominated_of(competition(found, by)),
        **curve_of(curves(found)),
        "estates": estates_of(sure_estates(found)),
    }
