"""Calls side by side in two threads of one process, for work that lets go of Python's lock."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    One = TypeVar("One")
    Found = TypeVar("Found")


def abreast(do: Callable[[One], Found], each: Sequence[One]) -> list[Found]:
    """Return what comes of each, in their order; ``do`` may change nothing that another call reads.

    What is found does not depend on how many processors there are.
    """
    if len(each) < 2:
        return [do(one) for one in each]
    return list(_threads(os.getpid()).map(do, each))


@cache
def _threads(process: int) -> ThreadPoolExecutor:
    """Return the threads of a process, kept, as calls are many and short."""
    return ThreadPoolExecutor(max_workers=2, thread_name_prefix=f"abreast-{process}")
