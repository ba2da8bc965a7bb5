"""A small programme as a folder of CSV files, and the command line run on it, in this process or its own."""

import csv
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from planner.command.ending import ended
from planner.command.main import renewal

Row = Mapping[str, Any]
SETTINGS = """
name = "Two lanes"
name_zh = "两条巷"
first_period = "2021Q3"
period = "quarter"
periods = 4
working_days = [1, 2, 3, 4, 5, 6, 7]
"""
TABLES: dict[str, Sequence[Row]] = {
    "estates": [
        {"id": "A", "name": "翠园", "street": "S", "households": 100, "buildings": 3, "floor_area": 8000},
        {"id": "B", "name": "梅园", "street": "S", "households": 60, "buildings": 2, "floor_area": 5000},
        {"id": "C", "name": "兰园", "street": "T", "households": 80, "buildings": 2, "floor_area": 6000},
    ],
    "work_types": [
        {
            "id": "pipes",
            "name": "管线",
            "work_class": "basic",
            "unit_cost": 333_333.33,
            "fixed_days": 60,
            "trade": "pipe",
            "utility_share": 0.2,
        },
        {"id": "lift", "name": "加梯", "work_class": "upgrade", "unit_cost": 500_000, "fixed_days": 40},
    ],
    "works": [
        {"place": "A", "work_type": "pipes", "quantity": 3, "need": 0.9},
        {"place": "A", "work_type": "lift", "quantity": 1, "need": 0.8},
        {"place": "B", "work_type": "pipes", "quantity": 2, "need": 0.5},
        {"place": "C", "work_type": "pipes", "quantity": 2, "need": 0.7},
    ],
    "funds": [
        {"fund": "city", "kind": "city", "year": 2021, "limit": 1_500_000, "carry_share": 1},
        {"fund": "city", "kind": "city", "year": 2022, "limit": 900_000, "carry_share": 1},
        {"fund": "grid", "kind": "utility", "year": 2021, "limit": 400_000, "carry_share": 1},
    ],
    "crews": [{"trade": "pipe", "count": 1}],
}


def write_programme(folder: Path, settings: str = SETTINGS, **tables: Sequence[Row] | None) -> Path:
    """Write the small programme with some of its tables changed, None to leave one out."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "programme.toml").write_text(settings, encoding="utf-8")
    for name, rows in {**TABLES, **tables}.items():
        if rows is None:
            continue
        columns = list(dict.fromkeys(column for row in rows for column in row))
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            writer.writerows(rows)
    return folder


@dataclass(frozen=True, kw_only=True)
class Ran:
    """How a command ended, and what it said."""

    status: int
    out: str
    err: str


class Inside:
    """The command line run inside this process, in a folder of its own."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch, self._capsys = monkeypatch, capsys

    def __call__(self, *words: str | Path) -> Ran:
        self._monkeypatch.setattr(sys, "argv", ["renewal", *map(str, words)])
        self._capsys.readouterr()
        before = signal.getsignal(signal.SIGTERM)
        try:
            status = ended(renewal)
        finally:
            signal.signal(signal.SIGTERM, before)
        said = self._capsys.readouterr()
        return Ran(status=status, out=said.out, err=said.err)


RENEWAL = (sys.executable, "-c", "from planner.command import main; main()")


def run(*words: str | Path, cwd: Path, **env: str) -> Ran:
    """Run the command line as a process of its own."""
    done = subprocess.run(
        [*RENEWAL, *map(str, words)],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=_env(env),
        timeout=120,
        check=False,
    )
    return Ran(status=done.returncode, out=done.stdout, err=done.stderr)


def _env(more: Mapping[str, str]) -> dict[str, str]:
    root = str(Path(__file__).parents[2])
    return {**os.environ, "PYTHONPATH": root, "PYTHONIOENCODING": "utf-8", "RENEWAL_LANG": "en", **more}


@contextmanager
def running(program: str, *words: str | Path, cwd: Path) -> Iterator[subprocess.Popen[str]]:
    """Run a Python program that calls the command line, and end it when the block ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", program, *map(str, words)],
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=_env({}),
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()


def appears(path: Path, seconds: float = 60.0) -> bool:
    """Whether a file appears in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if path.exists():
            return True
        time.sleep(0.05)
    return False


def fen(yuan: float) -> int:
    """Return whole fen of yuan with at most two decimals."""
    amount = round(yuan * 100)
    assert abs(yuan * 100 - amount) < 1e-4, f"{yuan} has more than two decimals"
    return amount
