"""The child process is stopped hard, told nothing twice, and leaves nothing behind."""

import io
import os
import queue
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from scipy import sparse

from solvers.engines import child
from solvers.engines.answer import Answer, Status, Wish
from solvers.program.arrays import Arrays
from tests.worked_out import stubborn

needs_proc = pytest.mark.skipif(not Path("/proc/self").exists(), reason="no /proc on this system")


@pytest.fixture(autouse=True)
def children(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Children that misbehave where a wish asks them to; the process ids of all that were started."""
    child._dismiss()
    monkeypatch.setattr(child, "_PROGRAM", stubborn.PROGRAM)
    started: list[int] = []
    begin = child.Child.__init__

    def counted(self: child.Child) -> None:
        begin(self)
        started.append(self._process.pid)

    monkeypatch.setattr(child.Child, "__init__", counted)
    yield started
    child._dismiss()
    assert not [pid for pid in started if is_running(pid)]


def is_running(pid: int) -> bool:
    """Whether a process still runs; one that only waits to be buried does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX"


def gone_soon(pid: int) -> bool:
    """Whether a process ends within a few seconds."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        if not is_running(pid):
            return True
        time.sleep(0.05)
    return False


def three_columns() -> Arrays:
    """Return: at most two of three columns worth 1, 2 and 3."""
    return Arrays(
        cost=np.array([1.0, 2.0, 3.0]),
        matrix=sparse.csr_array(np.ones((1, 3))),
        row_low=np.array([-np.inf]),
        row_high=np.array([2.0]),
        low=np.zeros(3),
        high=np.ones(3),
        whole=np.ones(3, dtype=bool),
    )


def ask(manner: str, seconds: float = 20.0, known: Answer | None = None) -> tuple[Answer, bool]:
    return child.run("highs", three_columns(), Wish(seconds=seconds, gap=0.0, solver=manner), known=known)


KNOWN = Answer(
    status=Status.FEASIBLE, x=np.array([1.0, 0.0, 0.0]), objective=1.0, bound=9.0, bound_by="relaxation"
)


def test_two_solves_share_a_child(children: list[int]) -> None:
    first, second = ask("well"), ask("well")
    assert first[0].status is second[0].status is Status.PROVEN_BEST
    assert first[0].objective == second[0].objective == 5.0
    child.relax(three_columns(), 10.0)
    assert len(children) == 1


def test_an_engine_that_ignores_its_time_is_ended(children: list[int]) -> None:
    began = time.monotonic()
    answer, interrupted = ask("sleep", seconds=1.0)
    assert time.monotonic() - began < 12, "it would sleep for ten minutes"
    assert (answer.status, answer.x, interrupted) == (Status.OUT_OF_TIME, None, False)
    assert not is_running(children[0])


def test_what_was_told_before_the_end_is_kept() -> None:
    ask("well")  # a child that runs already answers within a second
    answer, _ = ask("tell_and_sleep", seconds=1.0)
    assert (answer.status, answer.objective, answer.bound, answer.stopped) == (
        Status.FEASIBLE,
        0.0,
        10.0,
        True,
    )


def test_what_was_known_before_is_kept_where_it_is_better() -> None:
    answer, _ = ask("tell_and_sleep", seconds=1.0, known=KNOWN)
    assert (answer.status, answer.objective, answer.bound) == (Status.FEASIBLE, 1.0, 9.0)
    assert answer.bound_by == "relaxation"


@needs_proc
def test_what_the_engine_started_ends_with_it(children: list[int]) -> None:
    ask("well")
    told: list[Answer] = []
    child.run("highs", three_columns(), Wish(seconds=2.0, solver="starts_another"), told.append)
    other = int(told[0].message)
    assert gone_soon(other)


@needs_proc
def test_a_child_ends_when_its_parent_does(children: list[int]) -> None:
    orphan = child.Child()
    orphan.ask(("highs", three_columns(), Wish(seconds=60, solver="sleep")))
    assert orphan._process.stdin is not None
    orphan._process.stdin.close()
    orphan._process.wait(timeout=10)
    assert not is_running(children[0])


@pytest.mark.skipif(os.name == "nt", reason="signals are sent otherwise on Windows")
def test_ctrl_c_hands_over_the_best_so_far(children: list[int]) -> None:
    told = threading.Event()

    def interrupt() -> None:
        told.wait(20)
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=interrupt).start()
    wish = Wish(seconds=60, solver="tell_and_sleep")
    answer, interrupted = child.run("highs", three_columns(), wish, lambda news: told.set())
    assert (answer.status, answer.objective, interrupted) == (Status.FEASIBLE, 0.0, True)
    assert not is_running(children[0])
    assert ask("well")[0].status is Status.PROVEN_BEST


@pytest.mark.parametrize("manner", ["break_down", "die"])
def test_an_engine_that_breaks_down_has_failed_and_the_next_solve_works(manner: str) -> None:
    answer, _ = ask(manner)
    assert answer.status is Status.FAILED
    assert answer.message in ("ArithmeticError: a basis went missing", "the solver's process ended")
    assert ask("well")[0].status is Status.PROVEN_BEST


def test_a_child_that_died_while_idle_is_replaced(children: list[int]) -> None:
    ask("well")
    child.idle[-1]._process.kill()
    child.idle[-1]._process.wait()
    assert child.relax(three_columns(), 10.0).bound == pytest.approx(5.0)
    child.idle[-1]._process.kill()
    assert ask("well")[0].status in (Status.PROVEN_BEST, Status.FAILED), "never an error of the pipe"
    assert ask("well")[0].status is Status.PROVEN_BEST
    assert len(children) >= 3


def test_what_a_solver_prints_does_not_end_up_among_the_messages() -> None:
    assert ask("chatter")[0].status is Status.PROVEN_BEST


def test_an_error_of_the_listener_ends_the_child(children: list[int]) -> None:
    def fails(news: Answer) -> None:
        raise LookupError

    with pytest.raises(LookupError):
        child.run("highs", three_columns(), Wish(seconds=60, solver="tell_and_sleep"), fails)
    assert not is_running(children[0])


def test_waiting_ends_in_time() -> None:
    began = time.monotonic()
    silent = child.Child()
    with pytest.raises(queue.Empty):
        silent.hear(0.7)
    silent.kill()
    assert 0.6 < time.monotonic() - began < 10


@pytest.mark.parametrize("left", [0, 3, 8, 9, -1])
def test_a_message_that_a_killed_child_did_not_finish_is_the_end(left: int) -> None:
    whole = io.BytesIO()
    child._write(whole, {"gap": 0.5})
    told = whole.getvalue()
    pipe = io.BytesIO(told + told[:left])
    assert child._read(pipe) == {"gap": 0.5}
    assert child._read(pipe) is None
