"""A study: the base and its cases planned, each from what the base's solve left, wherever they are solved."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from planner.study.brief import brief_of
from planner.study.crews import Crew
from planner.study.executors import AUTO, PROCESSES, SERIAL, crew_of
from planner.study.one_case import Task, beginning_of, changed_in, solve_from
from planner.study.playing import with_play
from planner.study.running import solve_all
from planner.study.solved import Planned, solved
from solvers.cases.case import Options, cases_of
from solvers.cases.played import Plays

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Executor
    from pathlib import Path

    import pandas as pd

    from planner.frames.picture import Picture
    from planner.study.one_case import Beginning, Result
    from scenarios.model.programme import Programme
    from scenarios.whatif.grids import Grid
    from scenarios.whatif.what_if import WhatIf
    from solvers.cases.case import Case

_WORTH_PROCESSES = 40.0
"""Seconds, were every case as long as the base, from which it is worth starting processes."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Study:
    """A base and cases, and what was found of them.

    ``found`` holds the planned ones in the order of ``cases``, the base first; all of them but where a hand
    ``interrupted``. A case over which processes died has status FAILED and no plan.
    """

    cases: tuple[Case, ...]
    found: tuple[Planned, ...]
    options: Options
    interrupted: bool = False

    @property
    def open(self) -> tuple[Case, ...]:
        """Cases of which nothing was found."""
        done = {one.case.name for one in self.found}
        return tuple(case for case in self.cases if case.name not in done)

    def frame(self, lang: str = "en") -> pd.DataFrame:
        """Return a row for each case: status, gap, its place on the grids and every measure."""
        from planner.frames.cases import cases_frame
        from planner.frames.headings import headed

        return headed(cases_frame(brief_of(self.found)), lang)

    def plot(self, x: str = "cost", y: str = "aim", lang: str = "en") -> Picture:
        """Return the cases as a picture, ``x`` across and ``y`` up; raises ValueError for no measure."""
        from planner.frames.picture import cases_picture

        return cases_picture(brief_of(self.found), x, y, lang)

    def to_html(self, lang: str = "en") -> str:
        """Return the cases as a table with a picture, as a notebook shows them."""
        from planner.frames.table import cases_html

        return cases_html(brief_of(self.found), lang)

    def _repr_html_(self) -> str:
        return self.to_html()


@dataclass(frozen=True, kw_only=True)
class Step:
    """A case that is done, the ``number``-th of ``of``; ``kept`` where its result was there already.

    ``seconds`` since the study began, ``left`` until it will have ended, None where not yet known.
    """

    case: Case
    number: int
    of: int
    seconds: float
    left: float | None
    kept: bool = False


class Keeper(Protocol):
    """Where results are kept; see planner.study.store."""

    def known(self, number: int, case: Case, beginning: str) -> Planned | None:
        """Return what is known already of a case, None where it has to be solved."""

    def keep(self, number: int, found: Planned, beginning: str) -> None:
        """Keep what was found, or played of what was known already."""


def study(
    programme: Programme,
    what_ifs: Sequence[WhatIf | Sequence[WhatIf]] = (),
    *,
    grids: Sequence[Grid] = (),
    samples: int = 0,
    seed: int = 0,
    options: Options | None = None,
    executor: Executor | str = SERIAL,
    workers: int | None = None,
    store: str | Path | None = None,
    replications: int = 0,
    progress: Callable[[Step], None] | None = None,
) -> Study:
    """Return the study of a programme under what-ifs: every what-if, or stack of them, is a case.

    So is every point of ``grids``, and each of the ``samples`` that a stack by chance becomes, drawn with
    ``seed``. Every case but the base begins from what the base's solve left. ``executor`` is ``serial``,
    ``processes`` (``workers`` of them), ``dask:ADDRESS``, ``auto`` (serial where there is little to do, else
    processes), or any executor of concurrent.futures: what is found is the same. Results are kept in the
    file ``store`` as they are found, and taken from it where they were found before. Each case's plan
    is played ``replications`` times, all under the same chance: that of the seed in the base's settings (0:
    none is played). KeyboardInterrupt ends the study with what is done.

    Raises InputFaults with the faults of all cases, ExecutorError where cases cannot be solved there, and
    StoreError where the file is no store or in use.

    >>> programme = read("examples/small")
    >>> found = study(programme, grids=[grid_of("funds.city.limit*=0.5,1", programme)])
    >>> found.frame()[["status", "households"]]
                                status  households
    case
    base                   PROVEN_BEST      1120.0
    funds.city.limit*=0.5   WITHIN_GAP       730.0
    funds.city.limit*=1    PROVEN_BEST      1120.0
    """
    options = options or Options()
    stacks = [tuple(one) if isinstance(one, list | tuple) else (one,) for one in what_ifs]
    cases = cases_of(programme, stacks, grids, samples, seed, options)
    more: dict[str, Any] = {"executor": executor, "workers": workers, "progress": progress}
    if store is None:
        return run(cases, options, replications=replications, **more)
    from planner.study.store.store import Store

    with Store(store) as held:
        keeper = held.begun(cases, options, replications)
        return run(cases, options, replications=replications, keeper=keeper, **more)


def run(
    cases: Sequence[Case],
    options: Options,
    *,
    executor: Executor | str = SERIAL,
    workers: int | None = None,
    replications: int = 0,
    keeper: Keeper | None = None,
    progress: Callable[[Step], None] | None = None,
) -> Study:
    """Return the study of cases, the first of which is the base; see study."""
    under_way = _Run(cases, options, plays_of(cases, replications), keeper, progress)
    interrupted = False
    # A cluster that does not answer is told before the base is solved; processes are not started in vain.
    crew = crew_of(executor, workers) if executor not in (AUTO, PROCESSES) else None
    try:
        base = under_way.base()
        interrupted = base.solve.interrupted
        if base.solve.plan is not None and not interrupted:
            beginning = beginning_of(cases[0].programme, base.solve)
            interrupted = under_way.others(beginning, crew or executor, workers)
    except KeyboardInterrupt:
        if not under_way.found:
            raise
        interrupted = True
    finally:
        if crew is not None:
            crew.close()
    return Study(cases=tuple(cases), found=under_way.in_order(), options=options, interrupted=interrupted)


def plays_of(cases: Sequence[Case], replications: int) -> Plays | None:
    """Return how the plans of cases are played: all under the chance of the base; None where they are not."""
    seed = cases[0].programme.settings.construction.seed
    return Plays(replications=replications, seed=seed) if replications else None


class _Run:
    """The cases of a study on their way."""

    def __init__(
        self,
        cases: Sequence[Case],
        options: Options,
        plays: Plays | None,
        keeper: Keeper | None,
        progress: Callable[[Step], None] | None,
    ) -> None:
        self._cases, self._options, self._plays = cases, options, plays
        self._keeper, self._progress = keeper, progress
        self.found: dict[int, Planned] = {}
        self._began = self._set_out = time.monotonic()
        self._given_out = 0

    def base(self) -> Planned:
        """Return the base planned."""
        case, known = self._cases[0], self._known(0, "")
        found = known
        if found is None:
            status, solve = solved(case.programme, self._options)
            found = Planned(case=case, status=status, solve=solve)
        if not found.solve.interrupted:
            found = with_play(found, self._plays)
        self._done(0, found, "", kept=found is known)
        return found

    def others(self, beginning: Beginning, executor: Crew | Executor | str, workers: int | None) -> bool:
        """Plan the other cases; return whether a hand interrupted."""
        tasks = list(self._tasks(beginning))
        self._given_out, self._set_out = len(tasks), time.monotonic()
        crew = self._crew(executor, workers, tasks)
        for task, result in _results(tasks, beginning, crew):
            assert result.status is not None
            assert result.solve is not None
            case = self._cases[task.number]
            one = Planned(case=case, status=result.status, solve=result.solve, played=result.played)
            self._done(task.number, one, beginning.fingerprint)
            if result.solve.interrupted:
                return True
        return False

    def _tasks(self, beginning: Beginning) -> Iterator[Task]:
        """Yield what has to be solved or played of the cases but the base."""
        key = f"{self._cases[0].fingerprint} {beginning.fingerprint}"
        for number, case in enumerate(self._cases):
            if not number or case.same_as:
                continue
            known = self._known(number, beginning.fingerprint)
            if known is not None and self._is_whole(known):
                self._done(number, known, beginning.fingerprint, kept=True)
                continue
            yield Task(
                number=number,
                changed=changed_in(case.programme, beginning.programme),
                options=self._options,
                key=key,
                plays=self._plays,
                known=None if known is None else (known.status, known.solve),
            )

    def _is_whole(self, found: Planned) -> bool:
        """Say whether a plan was played as is asked for, if there is one."""
        if found.solve.plan is None or self._plays is None:
            return True
        return found.played is not None and found.played.plays == self._plays

    def in_order(self) -> tuple[Planned, ...]:
        """Return what was found, those that are the same as another case with its result."""
        numbers = {case.name: number for number, case in enumerate(self._cases)}
        found = dict(self.found)
        for number, case in enumerate(self._cases):
            same = found.get(numbers[case.same_as]) if case.same_as else None
            if same is not None:
                found[number] = replace(same, case=case)
        return tuple(found[number] for number in sorted(found))

    def _crew(
        self, executor: Crew | Executor | str, workers: int | None, tasks: Sequence[Task]
    ) -> Crew | None:
        """Return who solves tasks; for ``auto`` processes where they are worth their start."""
        if isinstance(executor, Crew) or not tasks:
            return executor if isinstance(executor, Crew) else None
        if executor == AUTO:
            several = len(tasks) > 1 and (workers or os.cpu_count() or 1) > 1
            worth = self.found[0].solve.seconds * len(tasks) >= _WORTH_PROCESSES
            executor = PROCESSES if several and worth else SERIAL
        return crew_of(executor, workers)

    def _known(self, number: int, beginning: str) -> Planned | None:
        return None if self._keeper is None else self._keeper.known(number, self._cases[number], beginning)

    def _done(self, number: int, found: Planned, beginning: str, *, kept: bool = False) -> None:
        if self._keeper is not None:
            self._keeper.keep(number, found, beginning)
        self.found[number] = found
        if self._progress is None:
            return
        now, done = time.monotonic(), len(self.found)
        of = sum(not case.same_as for case in self._cases)
        solved_now = self._given_out - (of - done)
        left = (now - self._set_out) / solved_now * (of - done) if solved_now > 0 else None
        self._progress(
            Step(case=found.case, number=done, of=of, seconds=now - self._began, left=left, kept=kept)
        )


def _results(tasks: Sequence[Task], beginning: Beginning, crew: Crew | None) -> Iterator[tuple[Task, Result]]:
    if crew is None:
        yield from ((task, solve_from(beginning, task)) for task in tasks)
        return
    try:
        yield from solve_all(tasks, beginning, crew)
    finally:
        crew.close()
