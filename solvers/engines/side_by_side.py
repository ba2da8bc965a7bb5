"""Calls of functions in several child processes side by side."""

from __future__ import annotations

import copyreg
import queue
import time
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from solvers.engines.child import Broken, Child, at_hand, idle

if TYPE_CHECKING:
    from collections.abc import Iterator

_TURN = 0.02
"""Seconds for which each of several children is listened to in turn."""


def calls(
    function: str, given: Iterator[tuple[Any, ...] | None], workers: int, until: float
) -> Iterator[tuple[int, Any]]:
    """Call ``module:function`` with each of the tuples of arguments, so many children side by side.

    None of them says that the next has to wait for a call under way. Yield the number and the value of each
    call as it ends, until ``until``, a moment of the monotonic clock; then, and where the caller goes away,
    children that still work are ended. Raises RuntimeError with a child's own words where a call broke down.
    """
    count, busy = 0, dict[int, Child]()
    try:
        while True:
            while len(busy) < max(workers, 1):
                arguments = next(given, None)
                if arguments is None:
                    break
                busy[count] = at_hand()
                busy[count].ask(("call", function, arguments))
                count += 1
            if not busy:
                return
            for number, child in list(busy.items()):
                try:
                    message = child.hear(_TURN)
                except queue.Empty:
                    continue
                if isinstance(message, Broken):
                    raise RuntimeError(message.message)
                idle.append(busy.pop(number))
                yield number, message[1]
            if time.monotonic() > until:
                return
    finally:
        for child in busy.values():
            child.kill()


def read_only(held: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    """Return a dictionary that cannot be changed."""
    return MappingProxyType(held)


def _as_dict(held: MappingProxyType[Any, Any]) -> tuple[Any, ...]:
    return read_only, (dict(held),)


copyreg.pickle(MappingProxyType, _as_dict)  # tables hold such, and pickle does not know how
