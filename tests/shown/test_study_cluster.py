"""Studies on a Dask cluster: two workers of this machine, one of which is killed on the way."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import planner.study.cluster
from planner.study.crews import ExecutorError
from planner.study.study import Step, run
from tests.shown.command_line import Inside, write_programme
from tests.shown.studies import OPTIONS, said, small_cases

distributed: Any = pytest.importorskip("distributed", reason="Dask is not installed (extra 'cluster')")


@pytest.fixture
def scheduler() -> Iterator[Any]:
    """A scheduler with two workers, each a process of its own."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as cluster:
        cluster.wait_for_workers(2)
        yield cluster


def test_a_cluster_finds_the_same_also_where_a_worker_is_killed(scheduler: Any, tmp_path: Path) -> None:
    cases = small_cases(tmp_path / "lanes")
    pids = [worker.pid for worker in scheduler.workers.values()]
    steps: list[Step] = []

    def told(step: Step) -> None:
        steps.append(step)
        if len(steps) == 2:  # the base, and one more
            os.kill(pids[0], signal.SIGTERM if os.name == "nt" else signal.SIGKILL)

    study = run(
        cases,
        OPTIONS,
        executor=f"dask:{scheduler.scheduler_address}",
        replications=4,
        progress=told,
    )
    assert len(steps) == 5
    assert said(study) == said(run(cases, OPTIONS, replications=4))


def test_a_cluster_that_does_not_answer_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(planner.study.cluster, "_SECONDS", 1)
    write_programme(tmp_path / "lanes")
    inside = Inside(monkeypatch, capsys)
    asked = ("compare", "lanes", "crews-20", "--executor", "dask:tcp://127.0.0.1:9")
    ran = inside(*asked, "--lang", "en")
    assert (ran.status, "No Dask scheduler answers at 'tcp://127.0.0.1:9'" in ran.err) == (2, True), ran.err
    assert "没有 Dask 调度器应答" in inside(*asked, "--lang", "zh").err


def test_a_cluster_needs_its_library(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(planner.study.cluster.importlib, "import_module", missing)
    with pytest.raises(ExecutorError, match="extra 'cluster'"):
        planner.study.cluster.cluster("tcp://127.0.0.1:9")
