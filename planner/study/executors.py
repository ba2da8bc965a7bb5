"""Executors by name, and the crew of each."""

from __future__ import annotations

from concurrent.futures import Executor
from typing import TYPE_CHECKING

from planner.study.crews import ExecutorError, given, processes

if TYPE_CHECKING:
    from planner.study.crews import Crew

AUTO, SERIAL, PROCESSES, DASK = "auto", "serial", "processes", "dask:"
"""Executors by name; ``auto`` is serial or processes, whichever is worth it: results are the same."""


def crew_of(executor: Executor | str, workers: int | None = None) -> Crew | None:
    """Return the crew of an executor or of its name; None where this process solves the cases itself.

    ``serial``, ``processes`` (``workers`` of them) or ``dask:ADDRESS``. Raises ExecutorError where there is
    no such executor or it does not answer.
    """
    if isinstance(executor, Executor):
        return given(executor)
    if executor == SERIAL:
        return None
    if executor == PROCESSES:
        return processes(workers)
    if executor.startswith(DASK):
        from planner.study.cluster import cluster

        return cluster(executor.removeprefix(DASK))
    raise ExecutorError(
        f"There is no executor '{executor}'; there are {SERIAL}, {PROCESSES} and {DASK}ADDRESS.",
        f"没有执行器“{executor}”；可用：{SERIAL}、{PROCESSES}、{DASK}ADDRESS。",
    )
