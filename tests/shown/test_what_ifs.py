"""`--what-if`: a plan of the changed programme, its changes in every output, and what stops it."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from rich.console import Console

from planner.report.page import page
from planner.report.terminal import summary
from planner.words import words
from scenarios.model.programme import Programme
from tests.shown.command_line import Inside, write_programme

NOTHING = 'name = "nothing"\nreason = "to see that nothing changes"\nkind = "lever"\n'
POOR = """
name = "the city is poor"
name_zh = "市级资金不足"
reason = "land revenue falls"
reason_zh = "土地收入下降"
kind = "uncertainty"
[[change]]
table = "funds"
column = "limit"
where = "fund = 'city'"
scale = 0.25
"""
DEAR = """
name = "money weighs"
kind = "lever"
[[change]]
table = "settings"
column = "aims.cost"
set = 1000
"""
MUST = """
name = "all must start"
kind = "lever"
[[change]]
table = "settings"
column = "rules.start_once.must_start"
set = true
"""
LATE = """
name = "A waits"
[[change]]
table = "estates"
column = "earliest"
where = "id = 'A'"
set = "2022Q1"
"""


@pytest.fixture
def inside(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Inside:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RENEWAL_LANG", "en")
    write_programme(tmp_path / "lanes")
    texts = {"nothing": NOTHING, "poor": POOR, "dear": DEAR, "must": MUST, "late": LATE}
    for name, text in texts.items():
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    return Inside(monkeypatch, capsys)


def planned(inside: Inside, *words: str) -> dict[str, Any]:
    ran = inside("plan", "lanes", "--json", "--gap", "0", *words)
    assert (ran.status, ran.err) == (0, "")
    found: dict[str, Any] = json.loads(ran.out)
    return found


def laid(*names: str) -> list[str]:
    return [word for name in names for word in ("--what-if", f"{name}.toml")]


def test_less_money_does_less_and_the_plan_says_why(inside: Inside) -> None:
    base, poor = planned(inside), planned(inside, *laid("poor"))
    assert poor["totals"]["cost"] < base["totals"]["cost"]
    assert poor["certificate"]["objective"] < base["certificate"]["objective"]
    assert poor["certificate"]["fingerprint"] != base["certificate"]["fingerprint"]
    assert poor["programme_totals"]["funds"] == base["programme_totals"]["funds"] - 0.75 * 2_400_000
    assert base["changes"] == []
    assert base["programme"]["what_ifs"] == []
    assert poor["changes"][0] == {
        "what_if": "the city is poor",
        "reason": "land revenue falls",
        "table": "funds",
        "row": "city, 2021",
        "column": "limit",
        "before": 1_500_000,
        "after": 375_000,
        "was_empty": False,
    }
    assert [change["row"] for change in poor["changes"]] == ["city, 2021", "city, 2022"]
    assert poor["programme"]["what_ifs"][0]["kind"] == "uncertainty"
    assert poor["audit"] == []
    assert json.loads(Path("lanes-plan/plan.json").read_text(encoding="utf-8")) == poor


def test_an_empty_what_if_gives_the_same_plan(inside: Inside) -> None:
    base, same = planned(inside), planned(inside, *laid("nothing"))
    for one in (base, same):
        del one["certificate"]["seconds"]
    assert same["programme"].pop("what_ifs") != base["programme"].pop("what_ifs")
    assert same == base
    assert "Changes" not in CalamineWorkbook.from_path("lanes-plan/plan.xlsx").sheet_names


def test_what_ifs_stack_in_the_order_given(inside: Inside) -> None:
    late = planned(inside, *laid("late", "poor"))
    assert [change["what_if"] for change in late["changes"]] == ["A waits", *["the city is poor"] * 2]
    turned = planned(inside, *laid("poor", "late"))
    assert [change["what_if"] for change in turned["changes"]] == [*["the city is poor"] * 2, "A waits"]
    assert turned["certificate"]["fingerprint"] == late["certificate"]["fingerprint"]
    starts = {one["estate"]: one["start"] for one in late["campaigns"]}
    assert starts.get("A", "2022-01-01") >= "2022-01-01"


def test_a_setting_can_be_changed(inside: Inside) -> None:
    dear = planned(inside, *laid("dear"))
    assert dear["totals"]["estates"] == 0
    assert [(c["column"], c["before"], c["after"]) for c in dear["changes"]] == [("aims.cost", 0, 1000)]
    ran = inside("plan", "lanes", *laid("must", "poor"))
    assert (ran.status, ran.out) == (3, "")


@pytest.mark.parametrize(
    ("lang", "texts"),
    [
        ("en", ("the city is poor [uncertainty], because land revenue falls",
                "funds city, 2021, limit (yuan): from 1,500,000 to 375,000")),
        ("zh", ("市级资金不足 [不确定因素]，原因：土地收入下降",
                "资金来源 市级资金, 2021，年度限额（元）：由 1,500,000 改为 375,000")),
    ],
)  # fmt: skip
def test_the_terminal_and_the_files_show_the_changes(
    inside: Inside, lang: str, texts: tuple[str, str]
) -> None:
    ran = inside("plan", "lanes", *laid("poor"), "--lang", lang)
    assert ran.status == 0
    for text in texts:
        assert "".join(text.split()) in "".join(ran.out.split())
    t = words(lang)
    rows = CalamineWorkbook.from_path("lanes-plan/plan.xlsx").get_sheet_by_name(t("Changes")).to_python()
    assert rows[2][-2:] == [t("Before"), t("After")]
    assert rows[3][3:] == [
        t.pick("funds", "资金来源"),
        t.pick("city, 2021", "市级资金, 2021"),
        rows[3][5],
        1_500_000,
        375_000,
    ]
    data = json.loads(
        Path("lanes-plan/plan.html").read_text(encoding="utf-8").split('id="plan-data">')[1].split("</scr")[0]
    )
    assert data["changes"][0][2:] == [
        {"zh": "市级资金, 2021", "en": "city, 2021"},
        {"zh": "年度限额（元）", "en": "limit (yuan)"},
        "1,500,000",
        "375,000",
    ]
    assert data["whatIfs"] == {"zh": "市级资金不足", "en": "the city is poor"}


FAULTY = """
name = "broken"
[[change]]
table = "fund"
set = 1
"""


def test_faults_of_the_programme_and_of_every_file_come_at_once(inside: Inside, tmp_path: Path) -> None:
    write_programme(tmp_path / "lanes", crews=[{"trade": "pip", "count": "few"}])
    (tmp_path / "broken.toml").write_text(FAULTY, encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    for command in ("plan", "check"):
        ran = inside(command, "lanes", *laid("broken", "none"))
        assert (ran.status, ran.out) == (2, "")
        assert "crews.csv, row 2" in ran.err
        assert 'broken.toml, row 3, column "change 1: table"' in ran.err
        assert "Did you mean 'funds'?" in ran.err
        assert "none.toml: There is no file" in ran.err
    assert sorted(tmp_path.rglob("*")) == before


def test_two_files_that_touch_the_same_value_are_named(inside: Inside, tmp_path: Path) -> None:
    (tmp_path / "rich.toml").write_text(POOR.replace("0.25", "2").replace("poor", "rich"), encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    ran = inside("plan", "lanes", *laid("poor", "rich"))
    assert (ran.status, ran.out) == (2, "")
    assert "rich.toml, row 7" in ran.err
    assert "both touch funds, city, 2021: limit (and 1 more): here and in change 1 of poor.toml" in ran.err
    assert "年度限额" in inside("plan", "lanes", *laid("poor", "rich"), "--lang", "zh").err
    assert sorted(tmp_path.rglob("*")) == before


def test_a_plan_is_audited_against_the_programme_it_was_made_for(inside: Inside, tmp_path: Path) -> None:
    rich_text = POOR.replace("0.25", "4").replace("poor", "rich").replace("fund = 'city'", "year > 2000")
    (tmp_path / "rich.toml").write_text(rich_text, encoding="utf-8")
    rich = planned(inside, *laid("rich"))
    assert rich["totals"]["cost"] > planned(inside, "--out", "base")["totals"]["cost"]
    assert inside("audit", "lanes", "lanes-plan/plan.json", *laid("rich")).status == 0
    ran = inside("audit", "lanes", "lanes-plan/plan.json")
    assert ran.status == 5
    assert "made with the what-ifs the city is rich" in ran.err
    assert "--what-if" in inside("audit", "lanes", "lanes-plan/plan.json", "--lang", "zh").err
    assert inside("audit", "lanes", "lanes-plan/plan.json", *laid("none")).status == 2


def test_check_lists_the_changes_and_what_is_odd(inside: Inside, tmp_path: Path) -> None:
    odd = POOR.replace("fund = 'city'", "fund = 'citi'").replace("poor", "odd")
    (tmp_path / "odd.toml").write_text(odd, encoding="utf-8")
    ran = inside("check", "lanes", *laid("poor", "odd"))
    assert ran.status == 0
    assert "Values changed by what-ifs (2)" in ran.out
    assert "selects no row of funds" in ran.out
    found = json.loads(inside("check", "lanes", "--json", *laid("late")).out)
    assert [(c["row"], c["before"], c["after"]) for c in found["changes"]] == [("A", None, "2022-01-01")]
    assert json.loads(inside("check", "lanes", "--json").out)["changes"] == []
    marked = inside("check", "lanes", *laid("odd"), "--annotate", "marked.xlsx")
    assert marked.status == 0
    assert Path("marked.xlsx").is_file()


def test_the_built_in_ones_are_listed_and_go_by_name(inside: Inside) -> None:
    assert "--what-if city-money-halves" in inside("examples").out
    rows = {row["name"]: row for row in json.loads(inside("examples", "--json").out)}
    assert "more-crews" in rows["jinping"]["what_ifs"]
    ran = inside("check", "jinping", "--what-if", "city-money-halves", "--lang", "zh")
    assert ran.status == 0
    assert "2023年起市级资金减半" in ran.out


CHANGED = [
    ("estates", "A", "pilot", False, True, False, ("no", "yes"), ("否", "是")),
    ("estates", "A", "earliest", None, "2022", True, ("(empty)", "2022"), ("（空）", "2022")),
    ("works", "A:pipes", "need", 0.5, 0.9, True, ("0.5 (by default)", "0.9"), ("0.5（默认值）", "0.9")),
    ("funds", "city, 2021", "year", 2021, 2022, False, ("2021", "2022"), ("2021", "2022")),
    ("funds", "city, 2021", "kind", "city", "bond", False, ("city", "bond"), ("市级", "专项债")),
    ("settings", "", "rules.x", 1, 2.5, False, ("1", "2.5"), ("1", "2.5")),
    ("funds", "x", "", None, "fund = x", False, ("(empty)", "fund = x"), ("（空）", "fund = x")),
]  # fmt: skip


def test_values_of_every_kind_are_told_in_both_languages(
    document: dict[str, Any], programme: Programme
) -> None:
    keys = ("table", "row", "column", "before", "after", "was_empty")
    changes = [{"what_if": "w", "reason": "", **dict(zip(keys, row, strict=False))} for row in CHANGED]
    changed = {**document, "changes": changes}
    data = json.loads(page(changed, programme, "en").split('id="plan-data">')[1].split("</scr")[0])
    for row, shown in zip(CHANGED, data["changes"], strict=True):
        spoken = [text if isinstance(text, dict) else {"en": text, "zh": text} for text in shown[4:]]
        assert tuple(text["en"] for text in spoken) == row[6]
        assert tuple(text["zh"] for text in spoken) == row[7]
    for lang, said in (("en", "funds x: added"), ("zh", "资金来源 x：新增")):
        told = io.StringIO()
        Console(width=120, file=told).print(summary(changed, lang, programme))
        assert said in told.getvalue()
