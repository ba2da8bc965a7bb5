"""`renewal compare`: cases with measures, differences to the base, who moved and what gave way."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from planner.study.measures import MEASURES
from tests.shown.command_line import TABLES, Inside, write_programme

MUST = "name = 'all must start'\n[[change]]\ntable = 'settings'\n"
MUST += "column = 'rules.start_once.must_start'\nset = true\n"
NOTHING = "name = 'nothing'\n"
SAME = "name = 'same'\n[[change]]\ntable = 'funds'\ncolumn = 'limit'\nscale = 1\n"
HALF = "name = 'city halves'\nname_zh = '市级减半'\n[[change]]\ntable = 'funds'\ncolumn = 'limit'\n"
HALF += "where = \"fund = 'city'\"\nscale = 0.5\n"
DEAR = "name = 'dear'\n[[change]]\ntable = 'work_types'\ncolumn = 'unit_cost'\nscale = {uniform = [1, 1.2]}\n"


@pytest.fixture
def inside(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Inside:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RENEWAL_LANG", "en")
    write_programme(tmp_path / "lanes")
    texts = {"must": MUST, "nothing": NOTHING, "same": SAME, "half": HALF, "dear": DEAR}
    for name, text in texts.items():
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    return Inside(monkeypatch, capsys)


def compared(inside: Inside, *words: str) -> list[dict[str, Any]]:
    ran = inside("compare", "lanes", *words, "--json", "--gap", "0")
    assert ran.status == 0, ran.err
    document = json.loads(ran.out)
    assert document == json.loads(Path("lanes-comparison/comparison.json").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = document["cases"]
    return found


def test_cases_stand_beside_the_base_with_their_differences(inside: Inside) -> None:
    base, half, rich = compared(inside, "half.toml", "all-money")
    assert [case["name"] for case in (base, half, rich)] == ["base", "city halves", "all money"]
    assert {case["status"] for case in (base, half, rich)} == {"PROVEN_BEST"}
    assert set(base["measures"]) == {measure.name for measure in MEASURES}
    assert all(value == 0 for value in base["difference"].values())
    assert half["difference"]["aim"] < 0 < rich["difference"]["aim"]
    for case in (half, rich):
        for name, more in case["difference"].items():
            assert more == case["measures"][name] - base["measures"][name]
    assert base["moved"] == base["gave_way"] == half["gave_way"] == []
    starts = {move["estate"]: (move["from"], move["to"], move["kinds"]) for move in rich["moved"]}
    assert starts["B"] == (None, "2022-01-01", ["budget", "capacity"])
    assert starts["C"] == ("2022-01-01", "2021-10-01", ["budget"])
    out = [move for move in half["moved"] if move["to"] is None]
    assert out
    assert all(move["why"].startswith("budget: in 20") for move in out)
    assert all("资金：20" in move["why_zh"] for move in out)
    assert {change["after"] for change in half["changes"]} == {750_000, 450_000}


def test_what_changes_nothing_differs_by_exactly_nothing(inside: Inside) -> None:
    base, *others = compared(inside, "nothing.toml", "same.toml")
    for case in others:
        assert case["same_as"] == "base"
        assert case["measures"] == base["measures"]
        assert all(more == 0 for more in case["difference"].values())
        assert (case["moved"], case["status"], case["gap"]) == ([], base["status"], base["gap"])


def test_the_order_of_what_ifs_makes_no_difference(inside: Inside) -> None:
    one, other = compared(inside, "half.toml+prices-6", "prices-6+half.toml")[1:]
    assert other["same_as"] == one["name"]
    assert one["measures"] == other["measures"]
    alone = compared(inside, "prices-6", "half.toml+prices-6")[2]
    assert alone["measures"] == one["measures"]
    assert alone["moved"] == one["moved"]


def test_an_impossible_case_is_planned_as_well_as_it_can_be(inside: Inside) -> None:
    base, must = compared(inside, "must.toml")
    assert (base["status"], must["status"]) == ("PROVEN_BEST", "IMPOSSIBLE")
    (gave,) = must["gave_way"]
    assert gave["rule"] == "fund_limits"
    assert must["difference"]["estates"] == 1
    assert [move["estate"] for move in must["moved"] if move["from"] is None] == ["B"]
    assert isinstance(must["difference"]["aim"], float)
    (short,) = must["fell_short"]
    assert (short["rule"], short["unit"], short["amount"]) == ("fund_limits", "yuan", gave["amount"])
    (fund, year), amount = gave["where"].split(), gave["amount"]
    (place,) = short["places"]
    assert place["place"] == fund
    assert place["years"] == [{"year": int(year), "amount": amount}]
    wan = f"{amount / 1e4:,.2f}"
    assert (
        short["sentence"] == f"limits of funds: short by {wan} × 10,000 yuan ({place['label']} {year}: {wan})"
    )
    assert short["sentence_zh"] == f"资金限额：缺口 {wan} 万元（{place['label_zh']} {year}: {wan}）"
    assert base["fell_short"] == []


def test_rules_in_conflict_of_a_case_are_named_where_it_is_asked(inside: Inside) -> None:
    words = ("compare", "lanes", "must.toml", "half.toml", "--gap", "0", "--store", "s.renewal")
    ran = inside(*words, "--explain", "all must start", "--explain", "city halves")
    assert ran.status == 0, ran.err
    assert "Proven: no plan keeps every rule." in ran.out
    document = json.loads(Path("lanes-comparison/comparison.json").read_text(encoding="utf-8"))
    must, half = document["conflicts"]
    assert {rule["rule"] for rule in must["rules"]} == {"start_once", "fund_limits"}
    assert must["minimal"]
    assert all(rule["sentence"] and rule["sentence_zh"] and rule["label_zh"] for rule in must["rules"])
    assert must["sentence"]["en"] in ran.out
    assert "没有方案能同时满足" in must["sentence"]["zh"]
    assert (half["rules"], half["sentence"]["en"]) == ([], "city halves: a plan keeps every rule.")
    again = inside("study", "s.renewal", "--resume", "--json")
    assert json.loads(again.out)["conflicts"] == [must, half], "what was asked first is asked again"


def test_only_cases_can_be_explained(inside: Inside) -> None:
    ran = inside("compare", "lanes", "must.toml", "--explain", "all must strat")
    assert ran.status == 2
    assert "no case 'all must strat'; there is 'all must start'" in ran.err
    assert not Path("lanes-comparison").exists()
    ran = inside("study", "none.renewal", "--explain", "base")
    assert ran.status == 2
    assert "--explain goes with --resume" in ran.err


def test_grids_and_samples_are_cases(inside: Inside) -> None:
    cases = compared(
        inside,
        "dear.toml",
        "--samples",
        "2",
        "--grid",
        "funds.city.2022.limit=0:900000:450000",
        "--seed",
        "3",
    )
    assert [case["name"] for case in cases] == [
        "base",
        "dear#1",
        "dear#2",
        *(f"funds.city.2022.limit={level}" for level in (0, 450_000, 900_000)),
    ]
    aims = [case["measures"]["aim"] for case in cases[3:]]
    assert aims == sorted(aims)
    assert cases[-1]["same_as"] == "base"
    again = compared(inside, "dear.toml", "--samples", "1", "--seed", "3")
    assert again[1]["measures"] == cases[1]["measures"]


def test_samples_of_nothing_by_chance_are_refused(inside: Inside) -> None:
    for asked in ((), ("half.toml",)):
        ran = inside("compare", "lanes", *asked, "--samples", "3")
        assert ran.status == 2
        assert "has amounts by chance" in ran.err
    assert not Path("lanes-comparison").exists()


def test_the_document_holds_plans_and_where_cases_stand_on_the_grids(inside: Inside) -> None:
    cases = compared(
        inside, "half.toml", "--grid", "funds.city.limit*=0.5:1:0.25", "--grid", "settings.prices.growth=0,5%"
    )
    text = Path("lanes-comparison/comparison.json").read_text(encoding="utf-8")
    document = json.loads(text)
    assert sum(line.startswith('{"name"') for line in text.splitlines()) == len(cases) == 2 + 3 * 2
    money, growth = document["grids"]
    assert (money["key"], money["values"]) == ("funds.city.limit*", [0.5, 0.75, 1])
    assert (money["label"], money["label_zh"]) == ("City funds limit", "市级资金 年度限额")
    assert (money["unit"], money["unit_zh"]) == ("times the base", "倍（相对基准）")
    assert (growth["key"], growth["values"]) == ("settings.prices.growth", [0, 0.05])
    assert (growth["label"], growth["label_zh"]) == ("price growth a year", "造价年涨幅")
    assert (growth["unit"], growth["unit_zh"]) == ("share", "比例")
    assert cases[2]["label"] == "City funds limit × 0.5; price growth a year 0.0 %"
    assert cases[-1]["label_zh"] == "市级资金 年度限额 × 1；造价年涨幅 5.0 %"
    assert (cases[1]["label"], cases[1]["label_zh"]) == (cases[1]["name"], cases[1]["name_zh"])
    points = [case["at"] for case in cases]
    assert points[0] == {"funds.city.limit*": 1, "settings.prices.growth": 0}, (
        "the base is the point of no change"
    )
    assert points[1] == {}
    assert points[2] == {"funds.city.limit*": 0.5, "settings.prices.growth": 0}
    assert document["years"] == [2021, 2022]
    assert [place["estate"] for place in document["places"]] == ["A", "B", "C"]
    assert document["places"][0]["lon"] is None
    for case in cases:
        told = case["plan"]["campaigns"]
        assert len(told) == case["measures"]["estates"]
        assert sum(one["cost"] for one in told) == pytest.approx(case["measures"]["cost"])
        by_year = case["plan"]["by_year"]
        assert sum(one["public_money"] for one in by_year) <= sum(one["cost"] for one in by_year) + 1e-6
        assert [one["year"] for one in by_year] == [2021, 2022]
    out = {move["campaign"] for move in cases[1]["moved"] if move["to"] is None}
    starts = [{one["campaign"]: one["start"] for one in case["plan"]["campaigns"]} for case in cases[:2]]
    assert out == set(starts[0]) - set(starts[1]) != set()


def test_the_terminal_tells_it_in_both_languages(inside: Inside) -> None:
    ran = inside("compare", "lanes", "half.toml", "must.toml", "nothing.toml", "--out", "there")
    assert ran.status == 0
    assert "case 2 of 3: city halves" in ran.err
    for text in (
        "city halves: Proven best",
        "worse)",
        "to not in the plan; budget: in 202",
        "all must start: Impossible",
        "In the plan found that breaks least, rules fall short:",
        "1 campaign starts at another time: 0 later, 0 earlier, 0 no longer, 1 anew",
        "the same programme as base",
        "there/comparison.json",
    ):
        assert text in ran.out
    zh = inside("compare", "lanes", "half.toml", "--lang", "zh")
    for text in ("市级减半：已证最优", "变差", "未纳入", "资金：2021年需"):
        assert text in zh.out
    assert "算例 2/2：市级减半" in zh.err


def test_other_works_are_no_move(inside: Inside) -> None:
    works = [{**row, "required": "no" if row["work_type"] == "lift" else "yes"} for row in TABLES["works"]]
    write_programme(Path("lanes"), works=works)
    less = "[[change]]\ntable = 'work_types'\ncolumn = 'unit_cost'\nwhere = \"id = 'lift'\"\nscale = 9\n"
    Path("dearer.toml").write_text(less, encoding="utf-8")
    base, dearer = compared(inside, "dearer.toml")
    (other,) = [one for one in (*dearer["other_works"], *dearer["moved"]) if one["campaign"] == "A"]
    assert (other["left"], other["taken"], other["estate"]) == (["A:lift"], [], "A")
    assert other in dearer["other_works"]
    assert all(move["from"] != move["to"] for move in dearer["moved"])
    assert base["other_works"] == []


def test_an_interrupted_study_keeps_the_cases_that_are_done(
    inside: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    from planner.study import solved

    solve, asked = solved.solve, []

    def interrupted(programme: Any, **options: Any) -> Any:
        asked.append(programme)
        found = solve(programme, **options)
        return dataclasses.replace(found, interrupted=len(asked) == 2)

    monkeypatch.setattr(solved, "solve", interrupted)
    ran = inside("compare", "lanes", "half.toml", "all-money", "prices-6", "--json")
    assert ran.status == 0
    assert [case["name"] for case in json.loads(ran.out)["cases"]] == ["base", "city halves"]
    assert "Interrupted: 2 of 4 cases are done." in ran.err


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("nobody",), "There is no what-if of this name"),
        (("dear.toml",), "holds an amount by chance"),
        (("half.toml", "--grid", "funds.city.2022.limit=2:1:1"), "steps of 1 do not come to 1"),
        (("--engine", "abacus"), "no engine 'abacus'"),
        (("bond-12", "crews-20+water-late"), "no special bond"),
    ],
)
def test_what_cannot_be_compared_is_told(inside: Inside, asked: tuple[str, ...], said: str) -> None:
    ran = inside("compare", "lanes", *asked)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err
    assert not Path("lanes-comparison").exists()


def test_cases_are_played_with_the_same_chance(inside: Inside) -> None:
    words = ("same.toml", "prices-6", "--replications", "16")
    base, same, dear = compared(inside, *words)
    for case in (base, same):
        assert case["played"]["replications"] == 16
        assert case["played"]["measures"] == base["played"]["measures"]
        for found in case["played"]["difference"].values():
            assert found == {"mean": 0, "low": 0, "high": 0, "clear": False, "verdict": "same"}
    found = dear["played"]["difference"]
    assert found["finish_years"]["verdict"] == "same"
    assert (found["cost"]["verdict"], found["cost"]["clear"]) == ("worse", True)
    assert 0 < found["cost"]["low"] < found["cost"]["mean"] < found["cost"]["high"]
    more = dear["played"]["measures"]["cost"]["mean"] - base["played"]["measures"]["cost"]["mean"]
    assert found["cost"]["mean"] == pytest.approx(more)
    assert compared(inside, "prices-6", "same.toml", "--replications", "16")[1]["played"] == dear["played"]


def test_unplayed_cases_say_nothing_of_chance(inside: Inside) -> None:
    assert all(case["played"] is None for case in compared(inside, "same.toml"))


def test_the_terminal_tells_what_is_clear(inside: Inside) -> None:
    words = ("compare", "lanes", "prices-6", "no-money", "same.toml", "--replications", "16")
    out = inside(*words).out
    assert "played forward 16 times under chance:" in out
    assert "beside the base under the same chance" in out
    assert "clearly worse" in out
    assert "nothing differs in any replication" in out
    out = inside(*words, "--lang", "zh").out
    assert "明显更差" in out
    assert "各次推演均与基准相同" in out


def test_never_is_told_as_never(inside: Inside) -> None:
    """Four fifths of the one crew are nobody: what is planned is never done."""
    (base, fewer) = compared(inside, "crews-20", "--replications", "8")
    told, found = fewer["played"]["measures"]["finish_years"], fewer["played"]["difference"]["finish_years"]
    assert base["played"]["measures"]["finish_years"]["never"] == 0
    assert told == {"mean": None, "low": None, "high": None, "p50": None, "p80": None, "never": 1}
    assert found == {"mean": None, "low": None, "high": None, "clear": True, "verdict": "worse"}
    assert (
        "never in 100.00 % of the replications"
        in inside("compare", "lanes", "crews-20", "--replications", "8").out
    )
