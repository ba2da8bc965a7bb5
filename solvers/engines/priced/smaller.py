"""Programs are made smaller by what follows from the rest before they are solved."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from solvers.engines.answer import Answer, Wish
from solvers.engines.priced.merged import Merged, merged
from solvers.engines.priced.substituted import Substituted, substituted
from solvers.program.arrays import Arrays
from solvers.program.labels import Labels

if TYPE_CHECKING:
    from collections.abc import Sequence

Report = Callable[[Answer], None]
Solver = Callable[[Arrays, Labels, Wish, Report], Answer]
Way = Callable[[Arrays, Labels], Substituted | Merged | None]

WAYS: tuple[Way, ...] = (substituted, merged)
"""Ways in which programs become smaller, in turn."""


def solved_smaller(
    arrays: Arrays, labels: Labels, wish: Wish, report: Report, solver: Solver, ways: Sequence[Way] = WAYS
) -> Answer:
    """Solve arrays without what ``ways`` find to follow from the rest; what is told is of the whole."""
    if not ways:
        return solver(arrays, labels, wish, report)
    fewer = ways[0](arrays, labels)
    if fewer is None:
        return solved_smaller(arrays, labels, wish, report, solver, ways[1:])

    def of_whole(news: Answer) -> None:
        report(fewer.back(news))

    answer = solved_smaller(fewer.arrays, fewer.labels, fewer.wish(wish), of_whole, solver, ways[1:])
    return fewer.back(answer)
