"""Slips in Python: what is given in place of a what-if, and what a study writes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from planner import cases_of, grid_of, read, study


@pytest.mark.parametrize("stacks", ["crews-20", ["crews-20"], [["crews-20"]]])
def test_names_in_place_of_what_ifs_are_told(stacks: Any) -> None:
    with pytest.raises(TypeError, match="is no what-if: give lists of what read_what_if returns"):
        cases_of(read("examples/small"), stacks)


def test_a_study_writes_the_workbook_of_its_comparison(tmp_path: Path) -> None:
    programme = read("examples/small")
    found = study(programme, grids=[grid_of("funds.city.limit*=0.5,1", programme)])
    found.to_excel(tmp_path / "cases.xlsx", lang="zh")
    assert openpyxl.load_workbook(tmp_path / "cases.xlsx")["算例"]["A5"].value == "市级资金 年度限额 × 0.5"
