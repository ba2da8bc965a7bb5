"""The example jinping-all: made anew as it stands, without faults, with every rule of its district."""

from pathlib import Path

import pytest

from examples.make_jinping.write import folder_texts
from examples.make_jinping_all import make
from scenarios.examples_kept import located
from scenarios.model.programme import Programme
from scenarios.read import read
from solvers.rules.register import RULES, rules_on

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "jinping-all"
NOT_THERE = {"all_buildings"}
"""Rules that this district has no data for."""


@pytest.fixture(scope="module")
def programme() -> Programme:
    return read(located("jinping-all"))


def test_the_folder_is_what_the_generator_makes() -> None:
    texts = folder_texts(*make())
    kept = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir() if path.suffix != ".md"}
    assert kept.keys() == texts.keys()
    for name, text in texts.items():
        assert kept[name] == text, f"{name}: run python -m examples.make_jinping_all"


def test_it_has_every_rule_but_those_without_data(programme: Programme) -> None:
    assert {rule.name for rule in RULES} - {rule.name for rule in rules_on(programme)} == NOT_THERE


def test_it_is_the_same_district(programme: Programme) -> None:
    jinping = read(located("jinping"))
    assert programme.estates.households.tolist() == jinping.estates.households.tolist()
    assert programme.estates.id.tolist() == jinping.estates.id.tolist()


def test_it_has_what_its_readme_says(programme: Programme) -> None:
    campaigns = programme.campaigns
    assert int((campaigns.part == "cables").sum()) == 78
    assert int((campaigns.part == "ground").sum()) == int((campaigns.part == "buildings").sum()) == 12
    assert int((campaigns.part == "micro").sum()) == int((campaigns.part == "comprehensive").sum()) == 10
    assert int((campaigns.place_kind == "asset").sum()) == 12
    assert int((campaigns.place_kind == "zone").sum()) == 32
