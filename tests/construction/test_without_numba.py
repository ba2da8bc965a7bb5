"""Where numba is not installed: the same runs from the lean engine, and commands that still work."""

import json
import os
import pickle
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks import drawn
from solvers.construction.runs import Runs, runs_of
from solvers.construction.runs.many import PART
from solvers.engines.priced.curvature import Drawn
from solvers.engines.priced.pricing import Parted
from solvers.engines.priced.sides import sides_of
from solvers.rules.program import phasing_program
from tests.construction.test_runs import SEED, case
from tests.house.source import ROOT
from tests.shown.command_line import write_programme
from tests.shown.test_command_simulate import PLAN, SETTINGS

COMMAND = "from planner.command.main import main; main()"
ALL = {"seed": SEED, "replications": 6, "first": PART - 2, "weeks": True, "workers": 2}
"""Two parts, of which each worker plays one."""


@pytest.fixture
def without(tmp_path: Path) -> dict[str, str]:
    """Environment of a process in which numba cannot be imported, nor in any that it starts."""
    blocker = tmp_path / "blocker"
    blocker.mkdir()
    (blocker / "numba.py").write_text("raise ImportError('numba is not installed')\n", encoding="utf-8")
    return os.environ | {"PYTHONPATH": os.pathsep.join((str(blocker), str(ROOT)))}


def run(words: list[str], environment: dict[str, str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a Python command to its end, which must be good."""
    command = [sys.executable, "-c", *words]
    ran = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=240
    )
    assert ran.returncode == 0, ran.stderr
    return ran


def played(engine: str) -> Runs:
    """Return runs of a small site."""
    return runs_of(*case(), engine=engine, **ALL)


def curved() -> tuple[Any, ...]:
    """Return shares and curvature of a small program at some prices."""
    program = phasing_program(drawn.district(8, periods=6, seed=1))
    held = Parted(program.arrays, program.arrays.labels)
    sides = sides_of(held, np.arange(len(held.low)))
    inner = Drawn(held, sides)
    worth, option, item, used = inner.shares(np.full(len(sides.limit), 0.01), 50.0)
    return worth, option, item, used, inner.curvature(option, item)


def test_auto_plays_the_same_with_the_lean_engine(without: dict[str, str], tmp_path: Path) -> None:
    pytest.importorskip("numba")
    code = (
        "import pickle; from pathlib import Path; from tests.construction.test_without_numba import played\n"
        "if __name__ == '__main__': Path('runs').write_bytes(pickle.dumps(played('auto')))"
    )
    run([code], without, tmp_path)
    plain, fast = pickle.loads((tmp_path / "runs").read_bytes()), played("auto")
    assert (plain.engine, fast.engine) == ("lean", "numba")
    for field in fields(Runs):
        one, other = getattr(plain, field.name), getattr(fast, field.name)
        if field.name != "engine" and getattr(one, "dtype", None) != np.dtype(object):
            kind = getattr(one, "dtype", np.dtype(int)).kind
            alike = np.allclose(one, other, 1e-6, 1e-6) if kind == "f" else np.array_equal(one, other)
            assert alike, field.name
    assert fast.finish.max() > 0


def test_numba_cannot_be_asked_for(without: dict[str, str], tmp_path: Path) -> None:
    code = (
        "from tests.construction.test_without_numba import played\n"
        "try: played('numba')\n"
        "except ImportError as error: print(error)"
    )
    assert run([code], without, tmp_path).stdout.strip() == "numba is not installed"


def test_a_plan_is_simulated_alike(without: dict[str, str], tmp_path: Path) -> None:
    write_programme(tmp_path / "lanes", settings=SETTINGS)
    (tmp_path / "plan.json").write_text(json.dumps(PLAN), encoding="utf-8")
    words = [COMMAND, "simulate", "lanes", "plan.json", "--replications", "8", "--json", "--lang", "en"]
    normal = os.environ | {"PYTHONPATH": str(ROOT)}
    plain, usual = (json.loads(run(words, given, tmp_path).stdout) for given in (without, normal))
    assert plain["engine"] == "lean"
    assert plain["replay"] == usual["replay"]
    assert plain["replay"]["mismatches"] == 0
    assert plain["finish"] == usual["finish"]
    assert plain["disruption"] == usual["disruption"]


def test_a_plan_is_made(without: dict[str, str], tmp_path: Path) -> None:
    write_programme(tmp_path / "lanes", settings=SETTINGS)
    words = [COMMAND, "plan", "lanes", "--out", "made", "--json", "--lang", "en"]
    campaigns = json.loads(run(words, without, tmp_path).stdout)["campaigns"]
    assert {campaign["campaign"] for campaign in campaigns} >= {"A"}


def test_prices_of_large_programs_bend_alike(without: dict[str, str], tmp_path: Path) -> None:
    code = (
        "import pickle; from pathlib import Path; from tests.construction.test_without_numba import curved\n"
        "Path('curved').write_bytes(pickle.dumps(curved()))"
    )
    run([code], without, tmp_path)
    plain = pickle.loads((tmp_path / "curved").read_bytes())
    for one, other in zip(plain, curved(), strict=True):
        assert np.allclose(one, other)
    assert np.abs(plain[-1]).max() > 0
