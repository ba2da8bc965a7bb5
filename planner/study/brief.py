"""What frames and pictures of a study need of it: what is quickly made of the comparison document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.study.axes import axes_of, case_said, points_of
from planner.study.measures import MEASURES, measures_told
from planner.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.study.solved import Planned


def brief_of(found: Sequence[Planned]) -> dict[str, Any]:
    """Return programme, measures, grids and cases of planned cases, the first of which is the base."""
    base = found[0]
    settings = base.case.programme.settings
    return {
        "programme": {"name": settings.name, "name_zh": settings.name_zh or settings.name},
        "measures": measures_told(MEASURES),
        "grids": axes_of(found),
        "cases": [
            {
                "name": one.case.name,
                "name_zh": one.case.name_zh,
                "label": case_said(one.case, words("en")),
                "label_zh": case_said(one.case, words("zh")),
                "status": str(one.status),
                "gap": one.solve.gap,
                "measures": dict(one.measures),
                "difference": one.difference(base),
                "at": at,
            }
            for one, at in zip(found, points_of(found), strict=True)
        ],
    }
