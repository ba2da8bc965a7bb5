"""Known answers of public instances, where their folder is at hand."""

import os
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.published.chosen import rule_rows
from benchmarks.published.every_file import FOLDER, instance_files
from benchmarks.published.formats import read_instance
from benchmarks.published.known import is_reached, known_value
from benchmarks.published.networks import read_patterson, read_psplib
from benchmarks.published.solved import solved

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not Path(os.environ.get(FOLDER) or "-").is_dir(),
        reason=f"{FOLDER} names no folder of public instances",
    ),
]
MUST_BE_KNOWN = {"logos_capital": 3, "minelib": 1, "sac94": 54, "OR5x100": 15}


def files(name: str) -> list[tuple[str, Path, str]]:
    return instance_files(Path(os.environ[FOLDER]), [name])


@pytest.mark.parametrize(("name", "least"), MUST_BE_KNOWN.items())
def test_enough_values_are_known(name: str, least: int) -> None:
    known = [known_value(path, read_instance(path, kind)) for _, path, kind in files(name)]
    assert sum(value is not None for value in known) >= least


@pytest.mark.parametrize("name", ["logos_capital", "hp", "weing", "pet", "sento"])
def test_known_values_are_reached(name: str) -> None:
    for work, path, kind in files(name):
        instance = read_instance(path, kind)
        known, found = known_value(path, instance), solved(instance)
        assert not found.breaches, work
        assert found.value is not None, work
        if known is not None:
            assert is_reached(path, found.value, found.bound, known), (work, found.value, known)


def test_elections_reach_the_most_votes_that_others_found() -> None:
    told = (Path(os.environ[FOLDER]) / "pabulib" / "dev_reference_values.csv").read_text(encoding="utf-8")
    header, *rows = [line.split(",") for line in told.splitlines()]
    most = {row[0]: float(row[header.index("ilp_max_votes")]) for row in rows}
    for work, path, kind in files("pabulib"):
        found = solved(read_instance(path, kind))
        assert found.value == most[path.name], work


def test_elections_choose_what_their_cities_chose() -> None:
    rows = [row for work, path, _ in files("pabulib") for row in rule_rows(work, path)]
    assert [row["work"] for row in rows if row["ok"] is False] == []
    held = Counter(row["work"].rpartition(":")[2] for row in rows if row["ok"])
    assert held == {"greedy": 47, "greedy-alone": 14, "equal-shares": 37}


def test_a_few_networks_are_planned_to_their_known_length() -> None:
    folder = Path(os.environ[FOLDER]) / "rcpsp" / "j30"
    for name, length in {"j301_1": 43, "j301_2": 47}.items():
        found = solved(read_psplib(folder / f"{name}.sm"), seconds=120)
        assert (found.value, found.breaches) == (length, ()), name
    found = solved(read_psplib(folder / "j3021_2.sm"), seconds=20)
    assert found.value is not None
    assert found.bound is not None
    assert found.bound <= 59 <= found.value


def test_every_network_is_read() -> None:
    folder = Path(os.environ[FOLDER])
    sizes = {len(read_psplib(path).activities) for path in folder.glob("rcpsp/**/*.sm")}
    assert sizes == {32, 62}
    assert all(read_patterson(path).reservoirs for path in folder.glob("rcpsp_cpr/**/*.rcp"))
