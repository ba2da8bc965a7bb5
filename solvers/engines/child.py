"""Engines run in a child process that can be stopped hard.

At any moment and whatever the solver thinks of its time limit.

The child is this module run as a program; requests and answers are pickles over its pipes. An idle child
is kept for the next solve, because starting one takes a good part of a second.
"""

from __future__ import annotations

import atexit
import contextlib
import importlib
import os
import pickle
import queue
import signal
import struct
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, replace
from typing import IO, TYPE_CHECKING, Any

import numpy as np

from solvers.engines.answer import Answer, Relaxation, Status, Wish

if TYPE_CHECKING:
    from collections.abc import Callable

    from solvers.program.arrays import Arrays

_LENGTH = struct.Struct("<Q")
_PROGRAM = "from solvers.engines.child import serve; serve()"
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
"""Linear algebra keeps to one thread too: its systems are small, and more threads mostly wait."""
_GLANCE = 0.5
"""Seconds after which waiting looks up, so that Ctrl-C is heard on every system."""


@dataclass(frozen=True)
class Broken:
    """The child met an error: its own words."""

    message: str


class Child:
    """A child process that serves one request at a time."""

    def __init__(self) -> None:
        """Start the child; it leads a process group of its own, so that whatever it starts ends with it."""
        path = os.pathsep.join(p for p in sys.path if p)
        group: dict[str, Any] = (
            {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
            if os.name == "nt"
            else {"start_new_session": True}
        )
        self._process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **_ONE_THREAD, "PYTHONPATH": path},
            **group,
        )
        self._heard: queue.Queue[Any] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def ask(self, request: object) -> None:
        """Send a request; where the child is gone, that is what is heard next."""
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            _write(self._process.stdin, request)

    def hear(self, seconds: float) -> Any:
        """Return the next message; raises queue.Empty where none comes in time."""
        until = time.monotonic() + seconds
        while True:
            left = until - time.monotonic()
            try:
                return self._heard.get(timeout=max(min(left, _GLANCE), 0.0))
            except queue.Empty:
                if left <= _GLANCE:
                    raise

    def kill(self) -> None:
        """End the child and all it started, at once."""
        if os.name == "nt":
            subprocess.run(
                ["taskkill", "/F", "/T", "/PID", str(self._process.pid)], check=False, capture_output=True
            )
        else:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    @property
    def alive(self) -> bool:
        """Whether the child still runs."""
        return self._process.poll() is None

    def _listen(self) -> None:
        assert self._process.stdout is not None
        while (message := _read(self._process.stdout)) is not None:
            self._heard.put(message)
        self._heard.put(Broken("the solver's process ended"))


idle: list[Child] = []


def _dismiss() -> None:
    while idle:
        idle.pop().kill()


atexit.register(_dismiss)


def at_hand() -> Child:
    """Return an idle child that is alive, else a new one."""
    while idle:
        child = idle.pop()
        if child.alive:
            return child
        child.kill()
    return Child()


def run(
    engine: str,
    arrays: Arrays,
    wish: Wish,
    heard: Callable[[Answer], None] | None = None,
    known: Answer | None = None,
    meanwhile: Callable[[], object] | None = None,
) -> tuple[Answer, bool]:
    """Run an engine in a child within ``wish.seconds``, and its patience where there is no point.

    Return its answer and whether a hand interrupted it.

    ``heard`` is told of each better point and bound; ``known`` is a point that is already in hand;
    ``meanwhile`` is called once while the child works. On
    the time limit, on KeyboardInterrupt, and where the engine breaks down, the child is ended and the best
    point so far is the answer.
    """
    if not arrays.columns:
        return _of_nothing(arrays), False
    began = time.monotonic()
    child = at_hand()
    best = known or Answer(status=Status.OUT_OF_TIME, stopped=True)
    interrupted, found = False, None if best.x is None else 0.0
    try:
        child.ask((engine, arrays, wish))
        if meanwhile is not None:
            meanwhile()
        while True:
            allowance = wish.lasts(found) * 1.05 + 0.5
            message = child.hear(began + allowance - time.monotonic())
            if isinstance(message, Broken):
                child.kill()
                if best.x is None:
                    return Answer(status=Status.FAILED, message=message.message), False
                return replace(best, stopped=True, message=message.message).judged(wish.gap), False
            if message[0] == "answer":
                idle.append(child)
                return _merged(best, message[1]).judged(wish.gap), False
            best = _merged(best, message[1])
            if found is None and best.x is not None:
                found = time.monotonic() - began
            if heard is not None:
                heard(best)
    except queue.Empty:
        child.kill()
    except KeyboardInterrupt:
        interrupted = True
        child.kill()
    except BaseException:
        child.kill()
        raise
    return replace(best, stopped=True, by_clock=True).judged(wish.gap), interrupted


_UNKNOWN = Relaxation(bound=None, x=None, prices=None, reduced=None)


def relax(arrays: Arrays, seconds: float) -> Relaxation:
    """Solve the relaxation in a child; all None where it does not finish in time."""
    if not arrays.columns:
        answer = _of_nothing(arrays)
        impossible = answer.status is Status.IMPOSSIBLE
        return answer.relaxation or replace(_UNKNOWN, impossible=impossible)
    child = at_hand()
    try:
        child.ask(("relax", arrays, Wish(seconds=seconds)))
        message = child.hear(seconds * 1.05 + 0.5)
    except queue.Empty:
        child.kill()
        return _UNKNOWN
    except KeyboardInterrupt:
        child.kill()
        raise
    if isinstance(message, Broken):
        child.kill()
        return _UNKNOWN
    idle.append(child)
    relaxation: Relaxation = message[1]
    return relaxation


def _of_nothing(arrays: Arrays) -> Answer:
    """Return the answer of a program without columns: nothing can be chosen, which is best or impossible."""
    nothing = np.zeros(0)
    if arrays.infeasibility(nothing) > 0:
        return Answer(status=Status.IMPOSSIBLE)
    relaxed = Relaxation(bound=0.0, x=nothing, prices=np.zeros(arrays.rows), reduced=nothing)
    return Answer(
        status=Status.PROVEN_BEST,
        x=nothing,
        objective=0.0,
        bound=0.0,
        bound_by="no choice",
        relaxation=relaxed,
    )


def _merged(best: Answer, news: Answer) -> Answer:
    """Return what is known after news: the better point and the tighter bound."""
    if best.x is None and news.status in (Status.IMPOSSIBLE, Status.FAILED):
        return news
    older = news.objective is None or (best.objective is not None and best.objective >= news.objective)
    point = best if older else news
    bounds = [(a.bound, a.bound_by) for a in (best, news) if a.bound is not None]
    bound, by = min(bounds, default=(None, ""))
    return replace(
        news,
        status=Status.OUT_OF_TIME if point.x is None else Status.FEASIBLE,
        x=point.x,
        objective=point.objective,
        bound=bound,
        bound_by=by,
        relaxation=news.relaxation or best.relaxation,
        known=news.known or best.known,
        by_clock=news.by_clock or best.by_clock,
    )


def _write(pipe: IO[bytes], message: object) -> None:
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.write(_LENGTH.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def _read(pipe: IO[bytes]) -> Any:
    """Return the next message; None at the end of the pipe, also where it ends within a message."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = pipe.read(length)
    return pickle.loads(data) if len(data) == length else None


def serve() -> None:
    """Serve requests until the parent is gone; runs in the child."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a solver prints must not end up among our messages
    requests: queue.Queue[Any] = queue.Queue()

    def listen() -> None:
        while (request := _read(sys.stdin.buffer)) is not None:
            requests.put(request)
        if os.name == "nt":
            os._exit(0)
        os.killpg(0, signal.SIGKILL)

    threading.Thread(target=listen, daemon=True).start()
    while True:
        _write(out, _served(requests.get(), out))


def _served(request: Any, out: IO[bytes]) -> object:
    name, arrays, wish = request
    try:
        if name == "call":
            module, _, function = arrays.partition(":")
            return ("value", getattr(importlib.import_module(module), function)(*wish))
        if name == "relax":
            from solvers.engines import highs

            return ("relaxation", highs.relax(arrays, wish.seconds))
        if name == "pulp":
            from solvers.engines import pulp_problem

            return ("answer", pulp_problem.solve(arrays, wish, lambda news: _write(out, ("news", news))))
        if name == "priced":
            from solvers.engines.priced import engine

            return ("answer", engine.solve(arrays, wish, lambda news: _write(out, ("news", news))))
        from solvers.engines import highs

        return ("answer", highs.solve(arrays, wish, lambda news: _write(out, ("news", news))))
    except Exception as error:
        return Broken(f"{type(error).__name__}: {error}")
