"""A line that shows how far the solver is: time, best plan, bound, and the gap between them as it closes.

It is written to stderr where that is a terminal, and leaves nothing behind; elsewhere it is silent.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any, Protocol, Self

from planner.report.units import decimal, gap_percent
from planner.words import Words, words

if TYPE_CHECKING:
    from types import TracebackType

    from rich.console import Console
    from rich.live import Live


class Event(Protocol):
    """What the solver tells as it goes; None: not yet known."""

    @property
    def seconds(self) -> float:
        """Seconds since the solver began."""

    @property
    def objective(self) -> float | None:
        """Value of the best plan so far."""

    @property
    def bound(self) -> float | None:
        """No plan is better than this."""

    @property
    def gap(self) -> float | None:
        """Distance between the two, as a share of the bound."""

    @property
    def message(self) -> str:
        """What the solver is doing, in a few words."""


class LiveLine:
    """A line on stderr, for as long as a ``with`` block lasts, where there is a terminal to show it on."""

    def __init__(self, lang: str, console: Console | None = None) -> None:
        """Speak ``lang``; ``console`` is stderr where none is given."""
        self._t = words(lang)
        self._console = console
        self._live: Live | None = None
        self._began = self._heard = time.monotonic()

    def __enter__(self) -> Self:
        """Begin to show the line, where there is a terminal to show it on."""
        self._began = self._heard = time.monotonic()
        if self._console is None and not sys.stderr.isatty():
            return self
        from rich.console import Console
        from rich.live import Live

        console = self._console or Console(stderr=True)
        if console.is_terminal:
            self._live = Live(self, console=console, transient=True, refresh_per_second=5)
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the line away."""
        if self._live is not None:
            self._live.stop()
            self._live = None

    def __rich__(self) -> Any:
        """The line as it stands now, on one line whatever the width."""
        from rich.text import Text

        return Text(self.line(time.monotonic()), no_wrap=True, overflow="ellipsis")

    def line(self, now: float) -> str:
        """Return the words of the line at a moment of the monotonic clock."""
        return clock(now - self._began)


class ProgressLine(LiveLine):
    """The line of a solve; call it with each event.

    ``with ProgressLine("zh") as progress: solve(programme, progress=progress)``
    """

    def __init__(self, lang: str, console: Console | None = None) -> None:
        """Speak ``lang``; ``console`` is stderr where none is given."""
        super().__init__(lang, console)
        self._latest: Event | None = None

    def __call__(self, event: Event) -> None:
        """Show what the solver tells."""
        self._latest, self._heard = event, time.monotonic()

    def line(self, now: float) -> str:
        """Return the words of the line at a moment of the monotonic clock."""
        if self._latest is None:
            return self._parts(now - self._began, None)
        return self._parts(self._latest.seconds + now - self._heard, self._latest)

    def _parts(self, seconds: float, event: Event | None) -> str:
        t = self._t
        parts = [clock(seconds)]
        if event is None:
            parts.append(t("building the program"))
            return "  ".join(parts)
        parts.append(t("best plan {value}", value=_value(event.objective, t)))
        parts.append(t("bound {value}", value=_value(event.bound, t)))
        if event.gap is not None:
            parts.append(t("gap {value}", value=gap_percent(event.gap)))
        if event.message:
            parts.append(event.message)
        return "  ".join(parts)


def _value(value: float | None, t: Words) -> str:
    return t("not yet") if value is None else decimal(value, 1)


def clock(seconds: float) -> str:
    """Return a time as minutes and seconds."""
    minutes, rest = divmod(int(max(seconds, 0)), 60)
    return f"{minutes}:{rest:02d}"
