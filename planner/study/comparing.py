"""The comparison of a study's cases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planner.study.choosing.dominated import BY
from planner.study.comparison import comparison_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.study.study import Study


@dataclass(frozen=True, kw_only=True, eq=False)
class Comparison:
    """What the cases of a study have in common and how they differ.

    ``document`` is what comparison.json holds (docs/compare.md): money in yuan, dates ISO.
    """

    document: Mapping[str, Any]


def compare(study: Study, by: Sequence[str] = BY) -> Comparison:
    """Return the comparison of a study; its cases compete in the measures ``by``.

    Raises ValueError where the base has no plan to compare with, or a measure has no direction.
    """
    if study.found[0].solve.plan is None:
        raise ValueError("the base has no plan yet")
    return Comparison(document=comparison_of(study.found, study.options, by))
