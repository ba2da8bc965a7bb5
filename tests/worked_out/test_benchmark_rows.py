"""Rows of benchmarks: their fields, whether an aim is met, rivals left out, processes of their own."""

import json
import sys
import time
from argparse import Namespace
from pathlib import Path

import numpy as np
import pytest
from scipy import sparse

from benchmarks import drawn, phasing, rewarm, shown
from benchmarks.apart import Measured, measured
from benchmarks.plot import Point, plotted
from benchmarks.rivals import in_form
from benchmarks.rows import AIMS, Aim, Row, as_json, as_table, left_out
from benchmarks.solves import with_budget, with_crews, with_lock
from solvers import solve
from solvers.program.arrays import Arrays

FIELDS = ["work", "size", "figure", "unit", "gap", "memory_mb", "rival", "ratio", "aim", "met"]


def test_a_row_has_these_fields_in_this_order() -> None:
    row = Row(work="district", size="425", figure=1.2, gap=9e-4, memory_mb=300.0, rival=60.0, ratio=50.0)
    assert list(row.as_dict()) == FIELDS
    assert row.as_dict()["met"] is True


def test_works_have_the_names_that_were_agreed() -> None:
    agreed = ["district", "district-all-rules", "rewarm", "ten-what-ifs", "city", "nation", "build"]
    assert list(AIMS) == agreed


@pytest.mark.parametrize(
    ("row", "met"),
    [
        (Row(work="district", figure=1.2, gap=9e-4, ratio=50.0), True),
        (Row(work="district", figure=1.2, gap=9e-4), None),  # no rival was measured
        (Row(work="district", figure=1.6, gap=9e-4), False),
        (Row(work="district", figure=1.2, gap=2e-3, ratio=50.0), False),
        (Row(work="district", figure=1.2, gap=None, ratio=50.0), False),
        (Row(work="district", figure=1.2, gap=9e-4, ratio=24.0), False),
        (Row(work="nation", figure=50.0, gap=9e-5, memory_mb=3100.0), False),
        (Row(work="build", figure=21.0, unit="ratio"), True),
        (Row(work="build", figure=19.0, unit="ratio"), False),
        (Row(work="city", figure=None), False),
        (Row(work="district-cbc", figure=300.0), None),
    ],
)
def test_an_aim_is_met_in_all_its_parts(row: Row, met: bool | None) -> None:
    assert row.as_dict()["met"] is met


def test_an_aim_is_said_in_words() -> None:
    assert str(Aim(figure=60, gap=1e-4, memory_mb=3000)) == "≤ 60, gap ≤ 0.0001, ≤ 3,000 MB"


def test_json_is_one_list_and_a_table_is_aligned() -> None:
    rows = [Row(work="district", size="s", figure=1.0), left_out("district-cp-sat", "not installed")]
    assert [row["work"] for row in json.loads(as_json(rows))] == ["district", "district-cp-sat"]
    lines = as_table(rows).splitlines()
    assert len({line.index("-  ") if "-  " in line else 0 for line in lines}) <= 3
    assert lines[2].endswith("left out: not installed")


def test_a_rival_that_is_not_installed_is_left_out_and_says_so() -> None:
    size = {"kind": "district", "estates": 5}
    row = phasing._cp_sat(size, "no-such-python", 1.0, 5.0).as_dict()
    assert row["figure"] is None
    assert row["left_out"] is True
    assert "ortools is not installed" in row["note"]


def test_a_rival_that_was_stopped_has_a_ratio_of_at_least_so_much() -> None:
    row = phasing.rival_row("district-cbc", Measured(value=None, memory_mb=None, stopped=True), 2.0, 300.0)
    assert (row.ratio, row.more["ratio_at_least"]) == (150.0, True)
    reached = {"seconds": 50.0, "gap": 5e-4}
    row = phasing.rival_row("district-cbc", Measured(value=reached, memory_mb=9.0), 2.0, 300.0)
    assert (row.figure, row.ratio, row.more["ratio_at_least"]) == (50.0, 25.0, False)


def test_a_work_is_measured_in_a_process_of_its_own() -> None:
    asked = Namespace(times=2, seconds=20.0, engine="highs")
    rows = shown.solved("district", {"kind": "district", "estates": 6, "periods": 8}, 0.5, asked)
    assert [row.work for row in rows] == ["district", "district-audit"]
    assert rows[0].figure
    assert rows[0].more["breaches"] == 0
    assert len(rows[0].more["all_seconds"]) == 2
    assert rows[0].memory_mb is None or rows[0].memory_mb > 30


def test_a_process_is_stopped_when_its_time_is_up() -> None:
    began = time.monotonic()
    wait = [sys.executable, "-c", "import time; time.sleep(60)"]
    found = measured("subprocess:check_call", 1.0, args=wait)
    assert time.monotonic() - began < 20
    assert found.stopped
    assert found.value is None


def test_a_process_that_fails_says_why() -> None:
    found = measured("benchmarks.solves:programme_of", 60.0, size={"kind": "district", "mistake": 1})
    assert found.value is None
    assert "mistake" in found.words


def test_changes_of_what_ifs_change_one_thing() -> None:
    programme = drawn.district(12, periods=8, seed=2)
    found = solve(programme, engine="highs", gap=0.5, seconds=20, workers=1)
    assert found.plan is not None
    budget, crew = with_budget(programme, 0, 0.95), with_crews(programme, 0, -2.0)
    assert int((budget.funds.limit != programme.funds.limit).sum()) == 1
    assert int((crew.crews.count != programme.crews.count).sum()) == 1
    lock = with_lock(programme, found.plan)
    assert int((~np.isnat(lock.estates.pinned_start)).sum()) == 1
    assert lock.clock.period_of(lock.estates.pinned_start[~np.isnat(lock.estates.pinned_start)][0].item())


def test_rewarm_names_its_two_rows(capsys: pytest.CaptureFixture[str]) -> None:
    said = ["--json", "--engine", "no such engine", "--estates", "5", "--seconds", "1"]
    assert rewarm.main(said) == 1
    rows = json.loads(capsys.readouterr().out)
    assert [row["work"] for row in rows] == ["rewarm", "ten-what-ifs"]
    assert all(row["met"] is False for row in rows)


def test_aggregated_rows_say_the_same_of_whole_points() -> None:
    matrix = sparse.csr_array(
        np.array([[1.0, -1.0, 0.0, 0.0], [0.0, -1.0, 1.0, 0.0], [1.0, 1.0, 1.0, 1.0], [0.0, 0.0, 1.0, -1.0]])
    )
    arrays = Arrays(
        cost=np.ones(4),
        matrix=matrix,
        row_low=np.array([-np.inf, -np.inf, 0.0, -np.inf]),
        row_high=np.array([0.0, 0.0, 3.0, 0.0]),
        low=np.zeros(4),
        high=np.ones(4),
        whole=np.ones(4, dtype=bool),
    )
    other = in_form(arrays, "aggregated")
    assert other.rows == 3
    points = np.array(np.meshgrid(*[[0.0, 1.0]] * 4)).reshape(4, -1).T
    assert [arrays.infeasibility(x) == 0 for x in points] == [other.infeasibility(x) == 0 for x in points]


def test_the_plot_shows_every_size(tmp_path: Path) -> None:
    points = [
        Point(estates=425, seconds=0.9, memory_mb=200.0, within=True),
        Point(estates=5_000, seconds=50.0, memory_mb=None, within=True),
        Point(estates=219_000, seconds=1_500.0, memory_mb=None, within=False),
    ]
    text = plotted(points, 1e-3)
    assert text.count("<circle") == 3
    assert "425: 0.90 s" in text
    assert "5,000: 50.0 s" in text
    assert "219,000: 1,500 s" in text
