"""A line that shows how exact the replications played so far make the headline outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.report.outcome.labels import HEADLINES, named
from planner.report.progress import LiveLine, clock
from planner.report.units import count, decimal

if TYPE_CHECKING:
    from rich.console import Console

    from solvers.construction.answers.outcome import Precise, Stop


class PlayedLine(LiveLine):
    """The line of a play; call it with each stop that replications came to.

    ``with PlayedLine("zh") as progress: played_until(case, 0.01, progress=progress)``
    """

    def __init__(self, lang: str, console: Console | None = None) -> None:
        """Speak ``lang``; ``console`` is stderr where none is given."""
        super().__init__(lang, console)
        self._latest: Stop | None = None
        self._doing = ""

    def __call__(self, stop: Stop) -> None:
        """Show how far the play is."""
        self._latest = stop

    def doing(self, what: str) -> None:
        """Show what is done now, once enough is played."""
        self._doing = what

    def line(self, now: float) -> str:
        """Return the words of the line at a moment of the monotonic clock."""
        parts, t, stop = [clock(now - self._began)], self._t, self._latest
        if stop is None:
            return "  ".join([*parts, self._doing or t("making the plan ready to be played")])
        parts.append(t("{n} [replication|replications]", n=count(stop.replications)))
        widest = max(stop.headline, key=_width, default=None)
        if widest is not None:
            half = t("not known yet") if widest.relative is None else f"± {decimal(100 * widest.relative)} %"
            parts.append(f"{t(named(HEADLINES, widest.name))} {half}")
        if stop.target is not None:
            parts.append(t("asked: ± {share}", share=f"{decimal(100 * stop.target)} %"))
        return "  ".join([*parts, *([self._doing] if self._doing else [])])


def _width(output: Precise) -> float:
    return float("inf") if output.relative is None else output.relative
