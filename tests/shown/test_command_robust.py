"""`renewal compare --robust`: regret of each plan in each future, the robust plan, what is worth knowing."""

from __future__ import annotations

import json
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from tests.shown.command_line import Inside, write_programme

SAME = "name = 'same'\n[[change]]\ntable = 'funds'\ncolumn = 'limit'\nscale = 1\n"
HALF = "name = 'city halves'\nname_zh = '市级减半'\n[[change]]\ntable = 'funds'\ncolumn = 'limit'\n"
HALF += "where = \"fund = 'city'\"\nscale = 0.5\n"
MUST = "name = 'all must start'\n[[change]]\ntable = 'settings'\n"
MUST += "column = 'rules.start_once.must_start'\nset = true\n"
GONE = "name = 'no city'\nname_zh = '无市级'\n[[change]]\ntable = 'funds'\ncolumn = 'limit'\n"
GONE += "where = \"fund = 'city'\"\nscale = 0.1\n"
LEVER = "name = 'more money'\nkind = 'lever'\n[[change]]\ntable = 'funds'\ncolumn = 'limit'\nscale = 1.5\n"


@pytest.fixture
def inside(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Inside:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RENEWAL_LANG", "en")
    write_programme(tmp_path / "lanes")
    for name, text in {"same": SAME, "half": HALF, "lever": LEVER, "must": MUST}.items():
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    return Inside(monkeypatch, capsys)


def compared(inside: Inside, *words: str) -> dict[str, Any]:
    ran = inside("compare", "lanes", *words, "--robust", "--json", "--gap", "0")
    assert ran.status == 0, ran.err
    document: dict[str, Any] = json.loads(ran.out)
    return document


def test_futures_are_uncertainties_and_plans_are_everybody_s(inside: Inside) -> None:
    document = compared(inside, "half.toml", "lever.toml", "--threshold", "1")
    regret, robust = document["regret"], document["robust"]
    assert regret["futures"] == ["base", "city halves"]
    assert regret["plans"] == ["base", "city halves", "more money", "robust"]
    for row in (regret["regret"], regret["regret_low"], regret["regret_high"], regret["value"]):
        assert [len(cells) for cells in row] == [2] * 4
    assert regret["regret"][0][0] == regret["regret"][1][1] == 0.0
    ends = [chain.from_iterable(regret[key]) for key in ("regret_low", "regret", "regret_high")]
    for low, value, high in zip(*ends, strict=True):
        if value is not None:
            assert 0 <= low <= value + 1e-6
            assert value <= high + 1e-6
    assert robust["gap"] == pytest.approx(0, abs=1e-6)
    assert [one["audit"] for one in robust["futures"]] == [[], []]
    assert robust["value"] == pytest.approx(sum(one["weight"] * one["value"] for one in robust["futures"]))
    assert robust["bound"] >= robust["value"]
    kept = [value for value in regret["mean_value"].values() if value is not None]
    assert robust["value"] == pytest.approx(max(kept))
    if robust["value_of_base"] is not None:
        assert robust["over_base"] == pytest.approx(robust["value"] - robust["value_of_base"])
        assert robust["over_base"] >= 0
    assert robust["perfect_information"]["value"] >= 0
    assert [one["input"] for one in document["worth_of_knowing"]] == ["city halves"]
    knowing, perfect = document["worth_of_knowing"][0], robust["perfect_information"]
    assert knowing["value"] == pytest.approx(perfect["value"], abs=1e-6)  # two futures: one input tells all
    assert set(regret["satisficing"]) == set(regret["plans"])
    for block in (regret, robust, *document["worth_of_knowing"], *regret["cannot_keep"]):
        assert block["sentence"]["en"]
        assert any("一" <= letter <= "鿿" for letter in block["sentence"]["zh"])


def test_futures_that_are_the_same_leave_nothing_to_regret(inside: Inside) -> None:
    document = compared(inside, "same.toml")
    regret, robust = document["regret"], document["robust"]
    assert regret["regret"] == [[0.0, 0.0]] * 3
    assert set(regret["worst"].values()) == {0.0}
    assert robust["value"] == robust["value_of_base"] == document["cases"][0]["measures"]["aim"]
    assert robust["over_base"] == robust["perfect_information"]["value"] == 0.0
    assert document["worth_of_knowing"][0]["value"] == 0.0


def test_what_first_years_break_elsewhere_is_told(inside: Inside) -> None:
    Path("gone.toml").write_text(GONE, encoding="utf-8")
    document = compared(inside, "gone.toml", "--held-years", "5")
    regret = document["regret"]
    told = {(one["plan"], one["future"]): one for one in regret["cannot_keep"]}
    assert regret["regret"][0][1] is None
    assert regret["worst"]["base"] is None
    assert document["robust"]["value_of_base"] is None
    one = told["base", "no city"]
    assert one["status"] == "IMPOSSIBLE"
    assert one["gave_way"]
    assert one["gave_way"][0]["sentence"] in one["sentence"]["en"]
    assert "“无市级”" in one["sentence"]["zh"]
    assert [future["audit"] for future in document["robust"]["futures"]] == [[], []]


def test_a_weight_of_nothing_leaves_a_future_out(inside: Inside) -> None:
    document = compared(inside, "half.toml", "--weight", "base=0")
    robust = document["robust"]
    assert [one["name"] for one in robust["futures"]] == ["city halves"]
    assert robust["value"] == document["cases"][1]["measures"]["aim"]


def test_a_future_that_no_plan_meets_is_named(inside: Inside) -> None:
    document = compared(inside, "must.toml", "half.toml+must.toml")
    left_out = document["robust"]["left_out"]
    cases = {case["name"]: case["status"] for case in document["cases"]}
    assert left_out == [name for name, status in cases.items() if status == "IMPOSSIBLE"]
    assert left_out == document["regret"]["left_out"]
    assert left_out
    assert not set(left_out) & {*document["regret"]["futures"], *document["regret"]["plans"]}
    assert "all must start" in document["robust"]["sentence"]["en"]
    assert document["worth_of_knowing"] == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_it_is_told_in_the_terminal(inside: Inside, lang: str) -> None:
    ran = inside("compare", "lanes", "half.toml", "--robust", "--gap", "0", "--lang", lang)
    assert ran.status == 0, ran.err
    assert ("Regret in aim units" if lang == "en" else "遗憾值") in ran.out
    assert ("Robust first years" if lang == "en" else "稳健的前") in ran.out
    assert ("To know “city halves”" if lang == "en" else "先查明“市级减半”") in ran.out


@pytest.mark.parametrize("text", ["half", "=1", "base=-1", "nobody=1"])
def test_weights_are_checked(inside: Inside, text: str) -> None:
    ran = inside("compare", "lanes", "half.toml", "--robust", "--weight", text)
    assert ran.status == 2
    assert "--weight" in ran.err
    assert "case 1 of" not in ran.err, "before anything is solved"


def test_a_hand_that_interrupts_leaves_the_comparison(
    inside: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("planner.study.futures.chosen.robust", interrupted)
    ran = inside("compare", "lanes", "half.toml", "--robust", "--json", "--gap", "0")
    document = json.loads(ran.out)
    assert ran.status == 0
    assert "Interrupted" in ran.err
    assert len(document["cases"]) == 2
    assert "robust" not in document
