"""The compiled engine plays the visits of the other two, and stays within its tables."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("numba")

from solvers.construction.play import Lean, Played, replay
from solvers.construction.play.kernel import Kernel
from solvers.construction.site import Draws, Site, undisturbed
from tests.construction.drawn_sites import drawn_draws
from tests.construction.test_lean import _drawn, _varied

ROOT = Path(__file__).parent.parent.parent


def _different(mine: Played, theirs: Played) -> list[str]:
    return [name for name, field in vars(mine).items() if not np.array_equal(field, getattr(theirs, name))]


def _check(site: Site, *several: Draws) -> None:
    kernel, lean = Kernel(site), Lean(site)
    for draws in several:
        mine = kernel.play(draws)
        assert _different(mine, replay(site, draws).played) == []
        assert _different(mine, lean.play(draws)) == []


@pytest.mark.parametrize("first", range(0, 50, 10))
def test_all_engines_play_five_replications_of_random_sites_alike(first: int) -> None:
    for seed in range(first, first + 10):
        site = _varied(seed)
        _check(site, *(drawn_draws(site, 50 * k + seed) for k in range(5)))


@pytest.mark.parametrize("first", range(0, 100, 20))
def test_all_engines_play_plain_sites_alike(first: int) -> None:
    for seed in range(first, first + 20):
        site = _drawn(seed)
        _check(site, drawn_draws(site, seed), undisturbed(site))


def test_draws_of_another_calendar_are_refused() -> None:
    site = _drawn(1)
    draws = undisturbed(replace(site, open=site.open[:, :-1]))
    with pytest.raises(ValueError, match="calendars"):
        Kernel(site).play(draws)


def test_two_needs_of_one_pool_are_refused() -> None:
    site = next(site for site in map(_drawn, range(9)) if np.diff(site.need_first).max() > 1)
    with pytest.raises(ValueError, match="needs pipe twice"):
        replace(site, need_common=np.zeros_like(site.need_common))


@pytest.mark.slow
def test_no_row_beyond_its_table_is_ever_asked_for(tmp_path: Path) -> None:
    """All is compiled anew with every row checked; a row too far is found."""
    played = (
        "from tests.construction.test_kernel import _check, _varied, drawn_draws, np\n"
        "from solvers.construction.play import compiled_rows\n"
        "for seed in range(40):\n"
        "    site = _varied(seed)\n"
        "    _check(site, drawn_draws(site, seed))\n"
        "assert compiled_rows.CHECKED\n"
        "print('all within')\n"
    )
    too_far = (
        "import numpy as np\n"
        "from numba import njit\n"
        "from solvers.construction.play.compiled_rows import activity\n"
        "try:\n"
        "    njit(lambda m: activity(m.ctypes, 0))(np.zeros(99, dtype=np.int32))\n"
        "except IndexError:\n"
        "    print('found')\n"
    )
    checked = os.environ | {"NUMBA_BOUNDSCHECK": "1", "NUMBA_CACHE_DIR": str(tmp_path)}
    run = subprocess.run(
        [sys.executable, "-c", played + too_far], cwd=ROOT, env=checked, capture_output=True, text=True
    )
    assert run.stdout.split() == ["all", "within", "found"], run.stderr[-2000:]
