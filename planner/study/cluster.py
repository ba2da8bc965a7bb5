"""A Dask cluster as the crew of a study; the only file that knows of Dask."""

from __future__ import annotations

import importlib
import re
from typing import TYPE_CHECKING, Any

from planner.study.crews import Crew, ExecutorError

if TYPE_CHECKING:
    from concurrent.futures import Executor

_ADDRESS = re.compile(r"[a-z]+://.*[^/:].*:\d{1,5}/?|inproc://.+|[^/:\s]+:\d{1,5}")
"""Addresses that Dask understands; others it refuses only after some noise of its own."""
_SECONDS = 10
"""Time in which a cluster has to answer."""


def cluster(address: str) -> Crew:
    """Return the workers of the scheduler at an address, such as ``tcp://10.0.0.5:8786``.

    Raises ExecutorError where Dask is not installed, nobody answers, or there are no workers.
    """
    try:
        distributed: Any = importlib.import_module("distributed")
    except ImportError as missing:
        raise ExecutorError(
            "Dask is not installed here: install estate-renewal with the extra 'cluster'.",
            "本机未安装 Dask：请安装带 cluster 扩展的 estate-renewal。",
        ) from missing
    if not _ADDRESS.fullmatch(address):
        raise ExecutorError(
            f"'{address}' is no address of a Dask scheduler: write it such as tcp://10.0.0.5:8786.",
            f"“{address}”不是 Dask 调度器的地址：请写成如 tcp://10.0.0.5:8786。",
        )
    try:
        client = distributed.Client(address, timeout=_SECONDS, set_as_default=False)
    except (OSError, ValueError, TypeError, ImportError) as error:
        raise ExecutorError(
            f"No Dask scheduler answers at '{address}' ({type(error).__name__}).",
            f"“{address}”处没有 Dask 调度器应答（{type(error).__name__}）。",
        ) from error
    threads = sum(client.nthreads().values())
    if not threads:
        client.close()
        raise ExecutorError(
            f"The Dask scheduler at '{address}' has no workers.", f"“{address}”处的 Dask 调度器没有工作进程。"
        )
    executor: Executor = client.get_executor(pure=False)

    def end() -> None:
        executor.shutdown(wait=False)
        client.close()

    return Crew(executor, threads, end=end)
