"""What the rules decide is in the plan file, and shown: money terms, openings, reasons, preparation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from rich.console import Console

from planner.document.document import document_of
from planner.report.book import write_xlsx
from planner.report.labels import UNITS
from planner.report.page import page
from planner.report.payload import payload
from planner.report.rule_names import RULE_NAMES
from planner.report.terminal import summary
from planner.words import words
from solvers import audit
from solvers.plan.plan_file import read_plan
from solvers.rules.register import RULES
from tests.shown.many_rules import many_document, many_facts, many_rules
from tests.worked_out.by_hand import estate, fund, programme, solved, work, work_type


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return many_document()


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, CalamineWorkbook]:
    folder = tmp_path_factory.mktemp("many")
    for lang in ("zh", "en"):
        write_xlsx(many_document(), many_rules(), folder / f"{lang}.xlsx", lang)
    return {lang: CalamineWorkbook.from_path(folder / f"{lang}.xlsx") for lang in ("zh", "en")}


def _rows(books: dict[str, CalamineWorkbook], lang: str, sheet: str) -> list[list[Any]]:
    return [list(row) for row in books[lang].get_sheet_by_name(sheet).to_python()]


def test_the_plan_file_is_read_back_and_audited(document: dict[str, Any], tmp_path: Path) -> None:
    import json

    (tmp_path / "plan.json").write_text(json.dumps(document), encoding="utf-8")
    assert audit(many_rules(), read_plan(tmp_path / "plan.json")) == ()


def test_what_lapses_is_told_by_name(document: dict[str, Any], books: dict[str, CalamineWorkbook]) -> None:
    lapsed = {(row["fund"], row["year"]): row for row in document["lapses"]}
    limits = {("city", 2021): 3e6, ("city", 2022): 3.5e6, ("district", 2021): 4e6}
    for of, limit in limits.items():
        drawn = sum(d["amount"] for d in document["draws"] if (d["fund"], d["year"]) == of)
        left = lapsed.get(of, {"amount": 0})["amount"]
        assert left == pytest.approx(limit - drawn), "nothing of these is carried on"
    assert set(lapsed) <= set(limits), "what is carried beyond the plan does not lapse"
    one = lapsed["district", 2021]
    assert "District funds lapses in 2021 unless it goes to" in one["sentence"]
    assert "区级资金" in one["sentence_zh"]
    assert "将于 2021 年失效，除非用于" in one["sentence_zh"]
    for row in lapsed.values():
        assert "B4" not in row["could_use"], "its moratorium outlasts the plan"
    for lang in ("zh", "en"):
        told = str(_rows(books, lang, "资金汇总" if lang == "zh" else "Money totals"))
        assert str(one["amount"] / 1e4) in told
        assert words(lang)("Money that lapses") in told


def test_funding_stands_beside_dates(document: dict[str, Any], books: dict[str, CalamineWorkbook]) -> None:
    drawn: dict[str, set[tuple[str, int]]] = {}
    for draw in document["draws"]:
        drawn.setdefault(draw["campaign"], set()).add((draw["fund"], draw["year"]))
    for campaign in document["campaigns"]:
        on = drawn.get(campaign["campaign"], set())
        word = "likely" if ("city", 2022) in on else "firm"
        word = "depends" if ("district", 2021) in on else word
        assert campaign["funding"]["word"] == word, campaign["campaign"]
    assert {c["funding"]["word"] for c in document["campaigns"]} >= {"likely", "depends"}
    for sheet in ("2021年度计划", "小区台账", "改造项", "前期"):
        assert "视资金到位" in str(_rows(books, "zh", sheet)), sheet
    assert "depends on funding" in str(_rows(books, "en", "Ledger"))


def test_costs_by_source_are_never_mixed(
    document: dict[str, Any], books: dict[str, CalamineWorkbook]
) -> None:
    told = {row["campaign"]: row for row in document["costs"]}
    assert told["A3"]["estimate"] == 3_300_000
    assert (told["A3"]["contract"], told["A3"]["paid"]) == (3_150_000, 800_000)
    assert (told["B1"]["estimate"], told["B1"]["contract"]) == (2_900_000, None)
    rows = _rows(books, "en", "Costs by source")
    assert rows[2] == ["Campaign", "This plan", "Estimate", "Contract", "Paid"]
    assert rows[-1][1:] == [document["totals"]["cost"] / 1e4, 620, 315, 80]
    assert ["竹园", told["B1"]["planned"] / 1e4, 290, "", ""] in rows


def test_value_after_the_plan_is_a_line_of_its_own(
    document: dict[str, Any], books: dict[str, CalamineWorkbook]
) -> None:
    measures = document["measures"]
    assert measures["benefit_within"] + measures["residual"] == pytest.approx(measures["benefit"])
    assert 0 < measures["benefit_within"] < measures["residual"], "two years within, nine after"
    told = {row[0]: row[1] for row in _rows(books, "zh", "概览")}
    assert told["其中：规划期后残值"] == pytest.approx(measures["residual"])
    assert told["其中：规划期内效益"] == pytest.approx(measures["benefit_within"])


def test_openings_say_whom_they_serve(document: dict[str, Any], books: dict[str, CalamineWorkbook]) -> None:
    started = {c["campaign"]: c["start"] for c in document["campaigns"]}
    assert {one["site"] for one in document["openings"]} == {"ground", "trench", "scaffold", "zone"}
    for one in document["openings"]:
        assert one["serves"], one
        assert all(started[key] >= one["start"] for key in one["serves"])
        assert one["campaign"] in (None, *one["serves"])
    zones = [key for one in document["openings"] if one["site"] == "zone" for key in one["serves"]]
    assert sorted(zones) == sorted(key for key in started), "all that start lie in zones"
    rows = _rows(books, "en", "Openings")
    assert "Ground dug" in str(rows)
    assert len(rows) == 3 + len(document["openings"]) + 1
    assert rows[-1][-1] == sum(one["cost"] for one in document["openings"]) / 1e4


def test_what_setting_up_costs_stands_beside_the_works(
    document: dict[str, Any], books: dict[str, CalamineWorkbook]
) -> None:
    rows = _rows(books, "en", "Works")
    setups = [row for row in rows if row[0] == "Setting up of sites"]
    assert sum(row[-1] for row in setups) == sum(one["cost"] for one in document["openings"]) / 1e4
    assert rows[-1][-1] == document["totals"]["cost"] / 1e4


def test_what_is_left_out_says_why(document: dict[str, Any]) -> None:
    whys = {row["campaign"]: row["why"] for row in document["left_out"] if row["works"] is None}
    assert whys["B3"] == "excluded: a dangerous house of grade D needs rebuilding"
    assert whys["B5"] == "excluded: it is on a demolition list"
    assert whys["B4"] == "it was renovated lately and may not be opened again yet"
    assert any(why.startswith("another mode of the place is done: ") for why in whys.values())
    of_works = {work: row["why"] for row in document["left_out"] for work in row["works"] or ()}
    assert of_works["A3:lift"] == "residents' consent is missing: no vote on it has passed in time"
    assert of_works["B1:care"] == "money: the funds that may pay for it have less left than it needs"
    assert all(row["why_zh"] for row in document["left_out"])


def test_every_rule_has_a_name_and_every_unit_a_word() -> None:
    for rule in RULES:
        assert rule.name in RULE_NAMES
        assert not rule.unit or rule.unit in UNITS, rule.name
        for lang in ("zh", "en"):
            assert "_" not in words(lang)(RULE_NAMES[rule.name])


def test_payers_pay_what_is_realised_of_their_share(
    document: dict[str, Any], books: dict[str, CalamineWorkbook]
) -> None:
    shares = {row["payer"]: row for row in document["payer_shares"]}
    residents = shares["resident"]
    assert residents["nominal"] == 2 * residents["realised"], "a fifth is asked, a tenth is paid"
    assert residents["backstop"] == residents["nominal"] - residents["realised"], "the district backs them"
    assert residents["realised"] == sum(c["by_payer"]["resident"] for c in document["campaigns"])
    assert shares["utility"]["realised"] == sum(c["by_payer"]["utility"] for c in document["campaigns"])
    assert "名义分担" in str(_rows(books, "zh", "资金汇总"))


def test_preparation_is_worked_back_from_the_start(
    document: dict[str, Any], books: dict[str, CalamineWorkbook]
) -> None:
    rows = {row["campaign"]: row for row in document["readiness"]}
    assert set(rows) == {c["campaign"] for c in document["campaigns"]}
    stages = {stage["stage"]: stage for stage in rows["A3"]["stages"]}
    days = {"survey": 20, "design": 40, "publicity": 7, "approval": 15, "tender": 30}
    assert {stage: held["days"] for stage, held in stages.items()} == days
    assert rows["A3"]["start"] == "2021-07-01"
    assert (stages["survey"]["first"], stages["tender"]["last"]) == ("2021-03-11", "2021-06-30")
    ground = rows["A1/ground"]
    assert [s["stage"] for s in ground["stages"] if s["first"]] == ["publicity", "approval", "tender"]
    assert [(a["party"], a["state"]) for a in ground["agreements"]] == [
        ("学校围墙", "reached"),
        ("供电局", "assumed"),
    ]
    assert "学校围墙：2021-05-06 达成；供电局：假设已具备" in str(_rows(books, "zh", "前期"))


def test_the_terminal_tells_the_most_important(tmp_path: Path) -> None:
    for lang, told in (
        ("zh", ("将失效的资金", "视资金到位", "残值")),
        ("en", ("lapses in", "depends on", "after it")),
    ):
        console = Console(width=200, record=True, file=(tmp_path / lang).open("w", encoding="utf-8"))
        console.print(summary(many_document(), lang, many_rules()))
        text = console.export_text()
        assert all(word in text for word in told), text


def test_no_code_word_is_shown_in_chinese() -> None:
    shown = payload(many_facts())
    said = [str(row[0]["zh"]) for rule in shown["rules"] for row in rule["rows"]]
    known = ("trench", "scaffold", "opened", "until", "moves", "district", "design", "ground", "all")
    assert [where for where in said if any(word in where.split() for word in known)] == []


@pytest.mark.browser
def test_the_page_shows_all_of_it_in_both_languages(tmp_path: Path, chromium: str) -> None:
    from playwright.sync_api import sync_playwright

    (tmp_path / "plan.html").write_text(page(many_document(), many_rules(), "zh"), encoding="utf-8")
    told = {
        "zh": {
            "terms": "将失效的资金",
            "openings": "地块开挖",
            "money": "名义分担",
            "left": "D级危房",
            "figures": "视资金到位",
        },
        "en": {"terms": "Contract", "openings": "Shared trench", "money": "Nominal share", "left": "grade D"},
    }
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1366, "height": 768})
        faults: list[str] = []
        tab.on("pageerror", lambda fault: faults.append(str(fault)))
        tab.goto((tmp_path / "plan.html").as_uri())
        tab.wait_for_selector("html[data-ready]", state="attached", timeout=20_000)
        for lang, parts in told.items():
            tab.click(f"[data-lang={lang}]")
            for where, text in parts.items():
                assert text in tab.inner_text(f"#{where}"), (lang, where)
        wide = tab.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        assert not wide, "nothing sticks out of the page"
        tab.evaluate("Renewal.change({ place: 'A3' })")
        assert "(depends on funding)" in tab.inner_text("#detail")
        assert faults == []
        browser.close()


def test_ramp_up_is_told_in_what_it_counts() -> None:
    ramp: dict[str, Any] = {"ramp_up": {"on": True, "counted": "households", "first_year": 150}}
    found = solved(programme(rules=ramp))
    assert {rule.name: rule.unit for rule in found.rules}["ramp_up"] == "household"


def _told(**tables: Any) -> dict[str, Any]:
    given = programme(**tables)
    found = solved(given)
    return document_of(given, found, (), given.findings)


def test_exemptions_for_hardship_are_told() -> None:
    funds = [fund(2021, 9_000_000), fund(2021, 9_000_000, "owners", kind="resident")]
    told = _told(
        estates=[estate("A", hardship="low 50")],
        work_types=[work_type(resident_share=0.4)],
        works=[work("A")],
        funds=funds,
        more={"exemptions": {"low": 0.5}},
    )
    shares = {"nominal": 400_000, "exempt": 100_000, "realised": 300_000, "backstop": 0, "government": 0}
    assert told["payer_shares"] == [{"payer": "resident", **shares}]


def test_reasons_that_are_sure_come_before_the_plans_choice() -> None:
    told = _told(
        estates=[
            estate("A"),
            estate("B", earliest="2021-07-02", latest="2021-09-30"),
            estate("C", households=0),
            estate("D", agreements="bank"),
            estate("E"),
        ],
        work_types=[work_type(), work_type("hall", resident_share=0.5)],
        works=[work("A"), work("B"), work("C", need=0), work("D"), work("E", "hall")],
        agreements=[{"estate": "D", "party": "bank"}],
        aims={"cost": 0.01},
    )
    assert {row["campaign"]: row["why"] for row in told["left_out"]} == {
        "B": "no start lies between its earliest and its latest day",
        "C": "it brings nothing: no need, households or priority",
        "D": "an agreement with a third party is not reached in time",
        "E": "no fund may pay for part of it",
    }


def test_a_ground_opened_again_is_counted() -> None:
    told = _told(
        estates=[estate("A")],
        work_types=[work_type(opens_ground="yes")],
        works=[work("A", campaign="pipes"), work("A", campaign="wires")],
        links=[{"before": "A/pipes", "after": "A/wires"}],
        rules={"openings": {"on": True, "reopening": "count"}},
    )
    assert [(one["start"], one["serves"]) for one in told["openings"]] == [
        ("2021-01-01", ["A/pipes"]),
        ("2021-04-01", ["A/wires"]),
    ]
    assert told["measures"]["reopenings"] == 1
