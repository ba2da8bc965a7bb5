"""One case solved wherever it may be: in this process, in another, on another machine.

What all cases begin from, the base's programme and what its solve left, is sent once to each process that
solves cases, and is known there by its fingerprint; a case is then only what is different in its tables.
"""

from __future__ import annotations

import dataclasses
import gc
import hashlib
import pickle
import zlib
from collections import OrderedDict
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planner.study.solved import solved
from solvers.cases.playing import played_of
from solvers.search.warm import Warm

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from scenarios.model.programme import Programme
    from solvers.cases.case import Options
    from solvers.cases.played import Played, Plays
    from solvers.engines.answer import Status
    from solvers.plan.plan import Plan
    from solvers.solving import Solve


@dataclass(frozen=True, kw_only=True, eq=False)
class Beginning:
    """What all cases but the base begin from: the base's programme and what its solve left.

    ``left`` is None where it left nothing. ``fingerprint`` is of what it left: two cases of one fingerprint
    that begin from one have one result.
    """

    programme: Programme
    left: Warm | Plan | None
    fingerprint: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Task:
    """A case to be solved: ``number`` in its study, and ``changed``, settings and tables not the base's.

    ``key`` names what it begins from, ``packed`` is that itself; None where it is believed to be known.
    ``plays`` is how often its plan is to be played, None: it is not. ``known`` is what was found already
    and has only to be played.
    """

    number: int
    changed: Mapping[str, Any]
    options: Options
    key: str
    plays: Plays | None = None
    known: tuple[Status, Solve] | None = None
    packed: bytes | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Result:
    """What came of a task; ``solve`` is None where the process did not know yet what it begins from.

    ``played`` is None where that was not asked for, there is no plan, or a hand interrupted.
    """

    status: Status | None = None
    solve: Solve | None = None
    played: Played | None = None


def beginning_of(programme: Programme, solve: Solve) -> Beginning:
    """Return what the cases of a study begin from once the base is solved."""
    left = solve.warm or solve.plan
    return Beginning(programme=programme, left=left, fingerprint=fingerprint_of(left))


def fingerprint_of(left: Warm | Plan | None) -> str:
    """Return a SHA-256 of what a solve left; empty where it left nothing."""
    if left is None:
        return ""
    digest = hashlib.sha256()
    if not isinstance(left, Warm):
        digest.update(repr(left).encode())
        return digest.hexdigest()
    known = left.known
    for names in (left.columns, left.rows):
        digest.update("\n".join(names.tolist()).encode() + b"\n\n")
    offers = (known.offers.indptr, known.offers.indices, known.offers.data)
    point = () if known.point is None else (known.point,)
    for array in (known.prices, *offers, *point):
        kind = "<i8" if array.dtype.kind == "i" else "<f8"
        digest.update(f"{len(array)} ".encode() + array.astype(kind).tobytes())
    return digest.hexdigest()


_NOT_SOLVED = frozenset({"findings", "source"})
"""What of a programme has no say in its plan."""


def changed_in(programme: Programme, base: Programme) -> dict[str, Any]:
    """Return the settings and tables of a programme that are not the base's own, by name."""
    return {
        name: value
        for name, value in _fields(programme).items()
        if value is not getattr(base, name) and name not in _NOT_SOLVED
    }


def _fields(programme: Programme) -> dict[str, Any]:
    return {field.name: getattr(programme, field.name) for field in dataclasses.fields(programme)}


def packed(beginning: Beginning) -> bytes:
    """Return a beginning as it is sent to other processes, without what is worked out from it."""
    bare = type(beginning.programme)(**_fields(beginning.programme))
    return zlib.compress(pickle.dumps(dataclasses.replace(beginning, programme=bare)), 1)


def solve_task(task: Task) -> Result:
    """Return what comes of a task; runs in the process that solves it."""
    if task.packed is not None:
        _remember(task.key, task.packed)
    beginning = _known.get(task.key)
    return Result() if beginning is None else solve_from(beginning, task)


def solve_from(beginning: Beginning, task: Task) -> Result:
    """Return what comes of a task from what it begins from.

    Engines use one thread: a case gives the same wherever it is solved, and cases can be solved side by side.
    """
    programme = beginning.programme.replace(**task.changed)
    with _nothing_looked_through():
        status, solve = task.known or solved(programme, task.options, beginning.left, workers=1)
        played = None
        if task.plays is not None and solve.plan is not None and not solve.interrupted:
            played = played_of(programme, solve.plan, task.plays)
    return Result(status=status, solve=dataclasses.replace(solve, warm=None), played=played)


@contextmanager
def _nothing_looked_through() -> Iterator[None]:
    """Let nothing be looked through for what can go while one case is solved and played.

    It makes hundreds of thousands of small values that nearly all go by themselves; to look through them, and
    all programmes of the study, again and again took a fifth of the time. What stays is looked at after it.
    """
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


_known: OrderedDict[str, Beginning] = OrderedDict()
_KEPT = 2
"""Beginnings that a process remembers."""


def _remember(key: str, packed: bytes) -> None:
    if key not in _known:
        _known[key] = pickle.loads(zlib.decompress(packed))
        while len(_known) > _KEPT:
            _known.popitem(last=False)


def make_ready() -> None:
    """Load what solving needs, and start the engines' own process, while there is nothing to solve yet."""
    from solvers.engines import child

    child.idle.append(child.at_hand())
