"""A day of the lean engine on which anything happens: one SimPy event, one callback."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import simpy

    from solvers.construction.play.codes import Codes
    from solvers.construction.play.gates import Gates


class Run(Protocol):
    """The replication that a day is of: what happens on it is done there."""

    today: int
    codes: Codes
    gates: Gates
    done_now: list[int]

    def end_visits(self, keys: list[int]) -> None:
        """End visits."""

    def follow(self) -> None:
        """Pass on what is done to those who wait for it."""

    def join(self, a: int) -> None:
        """Ask for a member's trench."""

    def look(self, today: int) -> None:
        """Look through the visits that may start."""


class Day:
    """What happens on a day: visits that end, members that ask; in the end, who is looked at.

    ``gates`` may have opened on days before, on which those who wait at them do not work.
    """

    __slots__ = ("day", "ends", "gates", "joins", "looks", "run")

    def __init__(self, run: Run, day: int) -> None:
        """Let nothing be known of the day yet."""
        self.run, self.day = run, day
        self.ends: list[int] = []
        self.joins: list[int] = []
        self.looks: list[int] = []
        self.gates: list[int] = []

    def __call__(self, _: simpy.Event) -> None:
        """Let it all happen; members that come to ask today are met on the way."""
        run = self.run
        run.today = today = self.day
        if today in run.codes.rises:
            run.gates.change(today)
        if self.ends:
            run.end_visits(self.ends)
        if run.done_now:
            run.follow()
        for a in self.joins:
            run.join(a)
            run.follow()
        run.look(today)
