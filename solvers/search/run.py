"""One solve under way: which engine, how much time is left, who is told of news."""

from __future__ import annotations

import dataclasses
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from solvers.engines import child
from solvers.engines.answer import Answer, Relaxation, Status, Wish

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from solvers.program.arrays import Arrays

LEAST_SECONDS = 0.3
"""Time that steps after the search get even where the time is used up."""
NOTHING = Relaxation(bound=None, x=None, prices=None, reduced=None)
"""A relaxation of which nothing is known."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """How far a solve has come.

    Seconds since it began, the best plan's worth, the bound and the gap, None where unknown; ``message``
    names the aim that is pursued where there are several.
    """

    seconds: float
    objective: float | None = None
    bound: float | None = None
    gap: float | None = None
    message: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class Run:
    """One solve under way.

    ``until`` is the moment of the monotonic clock at which its time is up; ``before`` are the seconds spent
    before the time that it has now was given. ``meanwhile`` works out, while an engine searches, what is
    needed once it has ended; None where there is nothing.
    """

    wish: Wish
    engine: str
    until: float
    progress: Callable[[Event], None] | None
    before: float = 0.0
    meanwhile: Callable[[], object] | None = None

    @property
    def left(self) -> float:
        """Seconds left, never less than a little."""
        return max(self.until - time.monotonic(), LEAST_SECONDS)

    def later(self) -> Run:
        """Return the run after its patience was needed: what follows has as long again as was given first."""
        if not self.wish.patience or time.monotonic() < self.until:
            return self
        wish = dataclasses.replace(self.wish, patience=0.0)
        until = time.monotonic() + wish.seconds
        return dataclasses.replace(self, wish=wish, until=until, before=self.spent)

    @property
    def spent(self) -> float:
        """Seconds since the solve began."""
        return self.before + self.wish.seconds - (self.until - time.monotonic())

    def tell(self, news: Answer, message: str = "") -> None:
        """Pass news on to whoever watches."""
        if self.progress is not None:
            self.progress(
                Event(
                    seconds=self.spent,
                    objective=news.objective,
                    bound=news.bound,
                    gap=news.gap,
                    message=message,
                )
            )

    def search(
        self, arrays: Arrays, known: Answer, seconds: float, message: str = "", gap: float | None = None
    ) -> tuple[Answer, bool]:
        """Run the engine from what is known; return its answer and whether a hand interrupted it.

        ``greedy`` proves nothing beyond the relaxation; solvers behind PuLP need it for a bound.
        """
        began = time.monotonic()
        gap = self.wish.gap if gap is None else gap
        if self.engine not in ("highs", "priced"):
            relaxed, interrupted = self.relaxed(arrays, seconds)
            if not interrupted:
                known = with_relaxation(known, relaxed)
                self.tell(known, message)
            if interrupted or self.engine == "greedy":
                return known.judged(gap), interrupted
        wish = dataclasses.replace(
            self.wish,
            gap=gap,
            seconds=max(seconds - (time.monotonic() - began), LEAST_SECONDS),
            start=known.x,
        )

        def heard(news: Answer) -> None:
            self.tell(news, message)

        return child.run(self.engine, arrays, wish, heard, known, self.meanwhile)

    def relaxed(self, arrays: Arrays, seconds: float | None = None) -> tuple[Relaxation, bool]:
        """Return the relaxation and whether a hand interrupted it."""
        try:
            return child.relax(arrays, self.left if seconds is None else seconds), False
        except KeyboardInterrupt:
            return NOTHING, True


def with_relaxation(answer: Answer, relaxed: Relaxation) -> Answer:
    """Return an answer with the bound of the relaxation, where that is the tighter one."""
    answer = dataclasses.replace(answer, relaxation=answer.relaxation or relaxed)
    if relaxed.bound is None or (answer.bound is not None and answer.bound <= relaxed.bound):
        return answer
    return dataclasses.replace(answer, bound=relaxed.bound, bound_by="relaxation")


def in_hand(arrays: Arrays, x: NDArray[np.float64]) -> Answer:
    """Return a point that is known to keep all rows, as an answer of which nothing is proven."""
    return Answer(status=Status.FEASIBLE, x=x, objective=float(arrays.cost @ x), stopped=True)
