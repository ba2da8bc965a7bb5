"""The program written for another solver is the program: read again elsewhere it has the same best."""

import subprocess
import sys
from pathlib import Path

import pytest

from solvers.rules.export import column_names, export_program, row_names
from solvers.rules.program import phasing_program
from tests.worked_out.by_hand import solved
from tests.worked_out.golden_programmes import GOLDEN
from tests.worked_out.test_solve import tangled

READ_AGAIN = """
import sys, highspy
engine = highspy.Highs()
engine.setOptionValue("output_flag", False)
assert engine.readModel(sys.argv[1]) == highspy.HighsStatus.kOk
engine.run()
lp = engine.getLp()
sign = 1 if lp.sense_ == highspy.ObjSense.kMaximize else -1
print(engine.modelStatusToString(engine.getModelStatus()))
print(sign * engine.getInfo().objective_function_value, lp.num_col_, lp.num_row_)
"""


@pytest.mark.parametrize("form", ["lp", "mps"])
def test_an_exported_program_has_the_same_best(tmp_path: Path, form: str) -> None:
    given = tangled(1, estates=5, periods=6)
    path = tmp_path / f"program.{form}"
    export_program(given, path)
    ran = subprocess.run(
        [sys.executable, "-c", READ_AGAIN, str(path)], capture_output=True, text=True, check=True, timeout=120
    )
    status, figures = ran.stdout.splitlines()[-2:]
    assert status == "Optimal"
    best, columns, _ = figures.split()
    objective = solved(given).objective
    assert objective is not None
    assert float(best) == pytest.approx(objective, rel=1e-6)
    assert int(columns) <= phasing_program(given).arrays.columns


def test_names_are_readable_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "program.lp"
    export_program(GOLDEN["works_ride"], path)
    text = path.read_text(encoding="utf-8")
    assert "start_A_2021Q1_" in text
    assert "include_A_lift_2021Q2_" in text
    assert "works_ride_A_lift__2021Q1_" in text


@pytest.mark.parametrize("rule", list(GOLDEN))
def test_every_column_and_row_has_a_name(rule: str) -> None:
    program = phasing_program(GOLDEN[rule])
    columns, rows = column_names(program), row_names(program)
    assert len(columns) == program.arrays.columns == len(set(columns))
    assert len(rows) == program.arrays.rows
    assert all(columns)
    assert all(rows)
