"""A measurement in a process of its own: its memory is its own, and it can be stopped at any moment."""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_GLANCE = 0.05
"""Seconds between looks at the processes' memory."""
_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What a process answered: ``value`` None where it was stopped or failed, ``words`` its last ones.

    ``memory_mb`` is the most that it and the processes it started held at once, None where that is unknown.
    """

    value: Any
    memory_mb: float | None
    stopped: bool = False
    words: str = ""


def measured(function: str, seconds: float, /, **arguments: Any) -> Measured:
    """Run ``module:function`` with arguments that JSON can hold, stopped after so many seconds."""
    with tempfile.TemporaryDirectory() as folder:
        answer, words = Path(folder) / "answer.json", Path(folder) / "words.txt"
        command = [sys.executable, "-m", "benchmarks.apart", function, json.dumps(arguments), str(answer)]
        path = os.pathsep.join([str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH", "")])])
        with words.open("w") as out:
            process = subprocess.Popen(command, stdout=out, stderr=out, env=os.environ | {"PYTHONPATH": path})
        try:
            most, stopped = _watched(process, seconds)
        finally:
            _end(process)
        said = words.read_text(errors="replace").strip()
        if not answer.exists():
            return Measured(value=None, memory_mb=most, stopped=stopped, words=said[-2000:])
        held = json.loads(answer.read_text())
    peaks = [peak for peak in (most, held["peak_mb"]) if peak is not None]
    return Measured(value=held["value"], memory_mb=max(peaks, default=None), words=said[-2000:])


def _watched(process: subprocess.Popen[bytes], seconds: float) -> tuple[float | None, bool]:
    """Wait for a process; return the most its processes were seen to hold, and whether its time ran out."""
    until, most = time.monotonic() + seconds, 0.0
    while True:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_GLANCE)
            return most or None, False
        most = max(most, sum(_field(pid, "VmRSS") or 0.0 for pid in tree(process.pid)))
        if time.monotonic() > until:
            return most or None, True


def _end(process: subprocess.Popen[bytes]) -> None:
    """Stop a process and all that it started."""
    if process.poll() is None:
        for pid in reversed(tree(process.pid)):
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
        process.wait()


def tree(pid: int) -> list[int]:
    """Return a process and those it started that still run, as far as the system tells."""
    found = [pid]
    for one in found:
        with contextlib.suppress(OSError):
            for task in Path(f"/proc/{one}/task").iterdir():
                with contextlib.suppress(OSError):
                    found += map(int, (task / "children").read_text().split())
    return found


def _field(pid: int | str, name: str) -> float | None:
    """Return a field of a process's status in MB, None where the system does not tell."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith(name + ":"):
                return float(line.split()[1]) / 1024
    return None


def _peak() -> float | None:
    """Return the most that this process has held, in MB."""
    told = _field("self", "VmHWM")
    if told is not None or os.name == "nt":
        return told
    import resource

    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def main(arguments: list[str]) -> int:
    """Run the function that the arguments name and write down its answer."""
    function, given, answer = arguments
    module, _, name = function.partition(":")
    value = getattr(importlib.import_module(module), name)(**json.loads(given))
    Path(answer).write_text(json.dumps({"value": value, "peak_mb": _peak()}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
