"""Scenarios of capitals: one list for all budgets, as good on the mean as any."""

import os
from itertools import combinations, product
from pathlib import Path

import pytest

from benchmarks.published.every_file import FOLDER, instance_files
from benchmarks.published.logos import read_scenarios
from benchmarks.published.scenarios import scenario_rows
from benchmarks.published.values import WrongInstanceError

VALUES, COSTS = (10.0, 9.0, 6.5, 4.0), (5, 4, 3, 2)
BUDGETS, CHANCES = (5, 7, 9), (0.2, 0.5, 0.3)
TEXT = """<?xml version="1.0"?>
<Logos>
  <Sets><investments>a b c d</investments><time_periods>1</time_periods></Sets>
  <Parameters>
    <net_present_values>10 9 6.5 4</net_present_values>
    <costs>5 4 3 2</costs>
    <available_capitals>5</available_capitals>
  </Parameters>
  <Uncertainties><available_capitals>
    <totalScenarios>3</totalScenarios>
    <probabilities>0.2, 0.5, 0.3</probabilities>
    <scenarios>5 7 9</scenarios>
  </available_capitals></Uncertainties>
</Logos>
"""


def written(folder: Path, text: str = TEXT) -> Path:
    path = folder / "small.xml"
    path.write_text(text, encoding="utf-8")
    return path


def best_list() -> float:
    """The best mean over all lists of choices that grow with the budget."""
    ways = [set(some) for size in range(5) for some in combinations(range(4), size)]
    chosen = [[some for some in ways if sum(COSTS[i] for i in some) <= budget] for budget in BUDGETS]
    return max(
        sum(p * sum(VALUES[i] for i in some) for p, some in zip(CHANCES, way, strict=True))
        for way in product(*chosen)
        if way[0] <= way[1] <= way[2]
    )


def test_the_list_is_the_best_of_all(tmp_path: Path) -> None:
    rows = scenario_rows("small", written(tmp_path), 30.0, 0.0)
    assert [row["work"] for row in rows] == ["small:list", *(f"small:scenario_{k}" for k in (1, 2, 3))]
    assert rows[0]["value"] == pytest.approx(best_list())
    assert rows[0]["bound"] == pytest.approx(best_list())
    assert all(row["ok"] is None and row["breaches"] == [] for row in rows)
    assert rows[1]["value"] <= rows[2]["value"] <= rows[3]["value"]


def test_it_is_held_against_what_was_printed(tmp_path: Path) -> None:
    path = written(tmp_path)
    values = [row["value"] for row in scenario_rows("small", path, 30.0, 0.0)[1:]]
    gold = tmp_path / "gold" / "small.csv"
    gold.parent.mkdir()
    for last, ok in ((values[2], True), (values[2] + 1, False)):
        numbers = [*values[:2], last]
        gold.write_text("a,MaxNPV\n" + "".join(f"1.0,{value}\n" for value in numbers), encoding="utf-8")
        rows = scenario_rows("small", path, 30.0, 0.0)
        assert [row["ok"] for row in rows] == [ok, True, True, ok]


def test_scenarios_that_are_none_or_wrong(tmp_path: Path) -> None:
    assert read_scenarios(written(tmp_path, TEXT.replace("Uncertainties", "Settings"))) == ()
    with pytest.raises(WrongInstanceError, match="scenarios"):
        read_scenarios(written(tmp_path, TEXT.replace("5 7 9", "5 7")))


@pytest.mark.slow
@pytest.mark.skipif(not Path(os.environ.get(FOLDER) or "-").is_dir(), reason="no folder of public instances")
def test_the_published_list_is_reached() -> None:
    files = instance_files(Path(os.environ[FOLDER]), ["logos_capital"])
    rows = [row for work, path, _ in files for row in scenario_rows(work, path, 120.0, 0.0)]
    assert len(rows) >= 11
    assert all(row["ok"] for row in rows)
