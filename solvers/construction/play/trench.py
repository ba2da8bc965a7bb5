"""A joint trench: utilities on one ground dig once (docs/construction.md, 6)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(kw_only=True)
class Trench:
    """A trench, the days from which its members' utilities are ready, and the day on which it opens.

    ``opens`` is None until a member asks for it.
    """

    name: str
    window: int
    responses: tuple[int, ...]
    opens: int | None = None

    def ask(self, today: int) -> None:
        """Ask for the trench: it opens when all are ready, or when its window closes."""
        all_ready = max(self.responses, default=today)
        self.opens = max(today, min(all_ready, today + self.window))

    def opens_after(self, today: int) -> int:
        """Return the days until it opens."""
        return max((self.opens or 0) - today, 0)

    def misses(self, response: int) -> bool:
        """Whether a member that is ready on a day comes after the trench has opened."""
        return self.opens is not None and response > self.opens
