"""Who solves the cases of a study: this process, other processes of this machine, a cluster."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any

from planner.study.one_case import make_ready

if TYPE_CHECKING:
    from collections.abc import Callable


class ExecutorError(RuntimeError):
    """Cases cannot be solved there: ``sentence`` says why in English, ``sentence_zh`` in Chinese."""

    def __init__(self, sentence: str, sentence_zh: str) -> None:
        """Say it in both languages."""
        super().__init__(sentence)
        self.sentence, self.sentence_zh = sentence, sentence_zh


class Crew:
    """Executors of one kind: ``at_once`` is how many cases they solve side by side.

    ``make`` gives one, and is asked again where one broke down; ``end`` ends one and what is under way in it.
    An executor that is somebody else's is neither made again nor ended: both are None.
    """

    def __init__(
        self,
        executor: Executor,
        at_once: int,
        make: Callable[[], Executor] | None = None,
        end: Callable[[], None] | None = None,
    ) -> None:
        """Begin with an executor."""
        self.executor, self.at_once = executor, max(at_once, 1)
        self._make, self._end = make, end

    def renew(self) -> None:
        """Take a new executor in place of one that broke down."""
        if self._make is None:
            raise ExecutorError(
                "The executor broke down; what was done is kept.", "执行器已失效；已完成的算例已保留。"
            )
        self.close()
        self.executor = self._make()

    def close(self) -> None:
        """End what was made, and what is under way in it."""
        if isinstance(self.executor, _Processes):
            self.executor.end()
        elif self._end is not None:
            self._end()
            self._end = None


def is_death(error: BaseException) -> bool:
    """Say whether an error means that the process that solved a case is gone."""
    return isinstance(error, BrokenExecutor) or type(error).__name__ == "KilledWorker"


def processes(count: int | None = None) -> Crew:
    """Return so many processes of this machine, which get ready; None: as many as it has processors."""
    count = count or os.cpu_count() or 1

    def make() -> Executor:
        made = _Processes(count)
        for _ in range(count):
            made.submit(make_ready)
        return made

    return Crew(make(), count, make)


def given(executor: Executor) -> Crew:
    """Return a crew of an executor that is somebody else's."""
    at_once = getattr(executor, "_max_workers", None) or os.cpu_count() or 1
    return Crew(executor, at_once)


class _Processes(ProcessPoolExecutor):
    """Processes that begin afresh, take no notice of Ctrl-C, and end with this one however it ends."""

    def __init__(self, count: int) -> None:
        super().__init__(count, multiprocessing.get_context("spawn"), _begin)

    def end(self) -> None:
        """End every process at once."""
        running = list((getattr(self, "_processes", None) or {}).values())
        self.shutdown(wait=False, cancel_futures=True)
        for process in running:
            with contextlib.suppress(OSError, ValueError):  # it has ended already
                process.kill()


def _begin() -> None:
    """Begin a process: Ctrl-C is the study's own to answer, and without it there is nothing to do."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: Any) -> None:
    wait([sentinel])
    os._exit(1)
