"""The cases of a study given out to a crew, and what comes back; a case whose process died is done again."""

from __future__ import annotations

import dataclasses
from collections import Counter, deque
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, wait
from typing import TYPE_CHECKING

from planner.study.crews import ExecutorError, is_death
from planner.study.one_case import Result, packed, solve_task
from solvers.engines.answer import Status
from solvers.solving import Solve

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from concurrent.futures import Future

    from planner.study.crews import Crew
    from planner.study.one_case import Beginning, Task

MOST_DEATHS = 3
"""Processes that may die over a case before it is given up."""
_GLANCE = 0.5
"""Seconds after which waiting looks up, so that Ctrl-C is heard on every system."""
_LAST_WORDS = 10.0
"""Seconds within which a broken executor gives back all that was given to it."""
_AHEAD = 2
"""Cases given out for each that can be solved at once: nobody waits for the next."""


def solve_all(tasks: Sequence[Task], beginning: Beginning, crew: Crew) -> Iterator[tuple[Task, Result]]:
    """Yield what comes of each task, in the order in which they are done.

    A case over which MOST_DEATHS processes have died has status FAILED; any other error is raised.
    """
    return _Round(tasks, beginning, crew).results()


class _Round:
    """Tasks that wait, those that are given out, and those that must be solved alone.

    Where a process dies, each case that was given out may have been the reason: each is then solved with
    nothing else under way, so that further deaths are counted against the right one.
    """

    def __init__(self, tasks: Sequence[Task], beginning: Beginning, crew: Crew) -> None:
        self._waiting: deque[Task] = deque(tasks)
        self._suspects: deque[Task] = deque()
        self._out: dict[Future[Result], Task] = {}
        self._deaths: Counter[int] = Counter()
        self._beginning, self._crew = beginning, crew
        self._packed: bytes | None = None
        self._answers, self._renewed = False, 0

    def results(self) -> Iterator[tuple[Task, Result]]:
        """Yield what comes of each task."""
        while self._waiting or self._suspects or self._out:
            self._give_out()
            done = wait(self._out, timeout=_GLANCE, return_when=FIRST_COMPLETED).done
            broken = False
            for future in done:
                yield from self._back(future)
                broken |= _is_broken(future)
            if broken:  # for all that was given to it
                for future in wait(self._out, timeout=_LAST_WORDS).done:
                    yield from self._back(future)
                for task in self._out.values():
                    yield from self._died(task)
                self._out.clear()
                self._renew()

    def _give_out(self) -> None:
        """Submit what there is to do, one task alone as long as any is suspected."""
        most = 1 if self._suspects else _AHEAD * self._crew.at_once
        while len(self._out) < most and (self._suspects or self._waiting):
            task = (self._suspects or self._waiting).popleft()
            try:
                self._out[self._crew.executor.submit(solve_task, task)] = task
            except BrokenExecutor:
                self._again(task)
                if not self._out:  # else what was given out says so as well, and who is suspected
                    self._renew()
                return

    def _back(self, future: Future[Result]) -> Iterator[tuple[Task, Result]]:
        """Yield what came of a task that was given out, if anything; raise what is no death."""
        task = self._out.pop(future)
        if future.cancelled():
            raise ExecutorError(
                "The executor gave a case back unsolved; what was done is kept.",
                "执行器退回了未求解的算例；已完成的算例已保留。",
            )
        error = future.exception()
        if error is None:
            yield from self._heard(task, future.result())
        elif is_death(error):
            yield from self._died(task)
        else:
            raise error

    def _heard(self, task: Task, result: Result) -> Iterator[tuple[Task, Result]]:
        self._answers = True
        if result.solve is not None:
            yield task, result
            return
        self._packed = self._packed or packed(self._beginning)
        self._again(dataclasses.replace(task, packed=self._packed))

    def _died(self, task: Task) -> Iterator[tuple[Task, Result]]:
        self._deaths[task.number] += 1
        if self._deaths[task.number] < MOST_DEATHS:
            self._again(task)
            return
        yield task, Result(status=Status.FAILED, solve=_given_up(task))

    def _again(self, task: Task) -> None:
        (self._suspects if self._deaths[task.number] else self._waiting).appendleft(task)

    def _renew(self) -> None:
        """Take a new executor; not for ever where none has answered yet."""
        self._renewed += 1
        if self._renewed >= MOST_DEATHS and not self._answers:
            raise ExecutorError(
                "The processes that solve cases end before they begin; try --workers 1.",
                "求解算例的进程一启动即结束；请改用 --workers 1。",
            )
        self._crew.renew()


def _is_broken(future: Future[Result]) -> bool:
    return isinstance(future.exception(), BrokenExecutor)


def _given_up(task: Task) -> Solve:
    return Solve(
        status=Status.FAILED,
        plan=None,
        objective=None,
        bound=None,
        gap=None,
        tiers=(),
        engine="",
        bound_by="",
        seconds=0.0,
        repeatable=False,
        interrupted=False,
        seed=task.options.seed,
        rules=(),
        message=f"{MOST_DEATHS} processes died over this case",
    )
