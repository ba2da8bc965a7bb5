"""A line that shows how far a study is: which cases are done, and how long the others will take."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Protocol

from planner.report.progress import LiveLine, clock

if TYPE_CHECKING:
    from rich.console import Console

    from planner.words import Words


class Named(Protocol):
    """A case by its name in both languages."""

    @property
    def name(self) -> str:
        """In English."""

    @property
    def name_zh(self) -> str:
        """In Chinese."""


class Step(Protocol):
    """What a study tells of a case that is done; ``left`` are seconds, None where not yet known."""

    @property
    def case(self) -> Named:
        """Which case is done."""

    @property
    def number(self) -> int:
        """How many are done."""

    @property
    def of(self) -> int:
        """How many there are."""

    @property
    def left(self) -> float | None:
        """Seconds until all are done."""


class StudyLine(LiveLine):
    """The line of a study; call it with each step."""

    def __init__(self, lang: str, console: Console | None = None) -> None:
        """Speak ``lang``; ``console`` is stderr where none is given."""
        super().__init__(lang, console)
        self._latest: Step | None = None

    @property
    def shown(self) -> bool:
        """Whether there is a terminal on which the line is shown."""
        return self._live is not None

    def __call__(self, step: Step) -> None:
        """Show what the study tells."""
        self._latest, self._heard = step, time.monotonic()

    def line(self, now: float) -> str:
        """Return the words of the line at a moment of the monotonic clock."""
        parts, step = [clock(now - self._began)], self._latest
        if step is None:
            return "  ".join([*parts, self._t("solving the base")])
        parts.append(step_said(step, self._t))
        if step.left is not None and step.number < step.of:
            left = max(step.left - (now - self._heard), 0.0)
            parts.append(self._t("{time} left", time=clock(left)))
        return "  ".join(parts)


def step_said(step: Step, t: Words) -> str:
    """Say which case is done."""
    name = t.pick(step.case.name, step.case.name_zh)
    return t("case {n} of {all}: {name}", n=step.number, all=step.of, name=name)
