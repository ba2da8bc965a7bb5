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
from tests.construction.by_hand import MAIN, Job, built
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


PIPE = {"pipe": 1}
FIRST, SHUT = Job(name="a", days=3, needs=PIPE), Job(name="b", days=2, needs=PIPE, calendar=1)


@pytest.mark.parametrize(
    ("jobs", "pipe", "starts"),
    [
        ((FIRST, SHUT), 1, [0, 5]),  # the crew is back on day 3, on which b's calendar is closed, as on day 4
        ((FIRST, SHUT, Job(name="c", days=9, needs=PIPE)), 1, [0, 12, 3]),  # c works on day 3, and takes it
        ((FIRST, SHUT, Job(name="c", days=9, needs=PIPE, planned=4)), 1, [0, 13, 4]),
        ((FIRST, SHUT, Job(name="c", days=9, needs=PIPE, planned=5)), 1, [0, 5, 7]),  # b comes before c
        ((SHUT,), [(0, 0), (4, 1)], [5]),  # the crew comes on a closed day
        ((SHUT, replace(SHUT, name="c")), [(0, 0), (3, 1), (4, 2)], [5, 5]),
    ],
)
def test_a_gate_that_opens_on_a_closed_day_is_looked_at_on_the_next_open_one(
    jobs: tuple[Job, ...], pipe: object, starts: list[int]
) -> None:
    site = built(*jobs, pools={"pipe": pipe}, closed=[[], [3, 4]], sensitivity=("", ""))
    assert Kernel(site).play(undisturbed(site)).start[:, MAIN].tolist() == starts
    _check(site, undisturbed(site))


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
