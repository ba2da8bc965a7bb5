"""A study of Jinping in a store, killed again and again at random moments: how many cases were lost."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from planner.study.store.store import Store

GRID = "funds.city.2023.limit*=0.8:1.2:0.01"
PROGRAM = "from planner.command import main; main()"
SEED, LONGEST = 1, 20.0
"""Seed of the moments, and the most seconds from a study's first case until it is killed."""


def kills(gap: float, seconds: float, kills: int) -> dict[str, Any]:
    """Return how many cases were told of as done and are not in the store after so many kills.

    A study is gone on with until all its cases are done; then another begins.
    """
    draw, lost, done, store = random.Random(SEED), 0, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(kills):
            file = Path(folder) / f"kept-{store}"
            if file.exists():
                words = ["study", str(file), "--resume"]
            else:
                words = ["compare", "jinping", "--grid", GRID, "--gap", str(gap), "--seconds", str(seconds)]
                words += ["--store", str(file)]
            words += ["--out", folder, "--executor", "processes", "--workers", "2"]
            told = _killed(words, draw.random() * LONGEST)
            kept, open_ = _kept(file)
            lost, done = lost + max(told - kept, 0), done + told
            store += kept > 0 and not open_
    note = f"{kills} kills, {done:,} times a case was told of as done"
    return {"size": "jinping, 42 cases", "figure": lost, "unit": "cases", "gap": None} | {
        "kills": kills,
        "told": done,
        "note": note,
    }


def _killed(words: list[str], seconds: float) -> int:
    """Kill a command so many seconds after it told of its first case; return of how many it told."""
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *words, "--lang", "en"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    timer, told = threading.Timer(seconds, process.kill), 0
    assert process.stderr is not None
    for line in process.stderr:
        told += line.startswith("case ")
        if told == 1 and line.startswith("case "):
            timer.start()
    process.wait()
    timer.cancel()
    return told


def _kept(file: Path) -> tuple[int, int]:
    """Return how many cases of a store are done, and how many are not."""
    if not file.exists():
        return 0, 0
    with Store(file) as store:
        cases = [case for study in store.studies() for case in study["cases"]]
    open_ = sum(bool(case["open"]) for case in cases)
    return len(cases) - open_, open_
