"""Faults that only several cells or tables together show: each at its cell, each with a remedy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scenarios.tables.words import FAULTS
from tests.given.small import (
    BASE,
    changed,
    codes,
    csv_text,
    faults_of,
    faults_of_rows,
    read_rows,
    rows,
    the,
    write_folder,
)


def test_the_base_programme_has_no_fault() -> None:
    assert faults_of_rows(rows()) == ()


def link(before: str, after: str) -> dict[str, str]:
    return {"before": before, "after": after}


PROJECT = {"id": "W1", "name": "main", "finish": "2021-12-31"}
BALLOT = {"estate": "A", "work_type": "sewers", "support": 10, "respondents": 20}
VOTE = {"estate": "A", "matter": "lift"}
TARGET = {"name": "t", "measure": "estates", "value": 1, "by": "2022-12-31"}

BROKEN: dict[str, tuple[dict[str, Any], tuple[str, int, str], str]] = {
    # what: (rows, (table, row, column) of the fault, a word of the remedy)
    "duplicate_key": (
        rows(estates=[*BASE["estates"], {**BASE["estates"][0], "name": "again"}]),
        ("estates", 4, "id"),
        "Delete",
    ),
    "duplicate_work": (changed("works", 1, work_type="sewers"), ("works", 2, "work_type"), "id"),
    "duplicate_id": (
        rows(works=[{**row, "id": "X1"} for row in BASE["works"][:2]]),
        ("works", 2, "id"),
        "code of its own",
    ),
    "ambiguous_campaign": (
        {
            **rows(
                works=[
                    {"place": "A", "campaign": "1", "work_type": "sewers", "quantity": 1},
                    {"place": "A/1", "campaign": "", "work_type": "sewers", "quantity": 1, "id": "x"},
                ]
            ),
            "estates": [*BASE["estates"], {"id": "A/1", "name": "odd", "households": 3}],
        },
        ("works", 2, "campaign"),
        "without '/'",
    ),
    "own_neighbour": (
        rows(adjacency=[{"estate": "A", "neighbour": "A"}]),
        ("adjacency", 1, "neighbour"),
        "other",
    ),
    "pair_twice": (
        rows(adjacency=[{"estate": "A", "neighbour": "B"}, {"estate": "B", "neighbour": "A"}]),
        ("adjacency", 2, "neighbour"),
        "Keep one",
    ),
    "unknown_name": (changed("works", 3, place="c"), ("works", 4, "place"), "Did you mean 'C'?"),
    "unknown_campaign": (
        rows(benefits=[{"campaign": "AA", "value": 1}]),
        ("benefits", 1, "campaign"),
        "Did you mean",
    ),
    "loop_of_types": (changed("work_types", 0, after="paving"), ("work_types", 1, "after"), "'after'"),
    "unknown_end": (rows(links=[link("A", "B:sewer")]), ("links", 1, "after"), "Did you mean 'B:sewers'?"),
    "held_outside": (
        rows(links=[link("A", "W1")], outside_projects=[PROJECT]),
        ("links", 1, "after"),
        "exchange",
    ),
    "loop_of_links": (
        rows(links=[link("A", "B"), link("B", "C"), link("C", "A")]),
        ("links", 1, "before"),
        "Take out one",
    ),
    "ends_before_start": (
        changed("estates", 0, earliest="2022Q1", latest="2021Q4"),
        ("estates", 1, "latest"),
        "Exchange",
    ),
    "window_over_a_year": (
        rows(calendar=[{"name": "x", "from": "2021-01-01", "to": "2022-06-01", "every_year": "yes"}]),
        ("calendar", 1, "to"),
        "every_year",
    ),
    "pin_outside": (
        changed("estates", 0, pinned_start="2023Q1"),
        ("estates", 1, "pinned_start"),
        "within the plan",
    ),
    "period_twice": (
        rows(
            benefits=[
                {"campaign": "A", "period": "2021-01-05", "value": 1},
                {"campaign": "A", "period": "2021-03", "value": 2},
            ]
        ),
        ("benefits", 2, "period"),
        "one value",
    ),
    "fund_differs": (changed("funds", 1, carry_share=0.5), ("funds", 2, "carry_share"), "same"),
    "own_match": (
        changed("funds", 2, match_fund="own", match_ratio=1),
        ("funds", 3, "match_fund"),
        "another",
    ),
    "match_without_ratio": (
        changed("funds", 2, match_fund="city"),
        ("funds", 3, "match_fund"),
        "match_ratio",
    ),
    "ratio_without_match": (changed("funds", 2, match_share=0.5), ("funds", 3, "match_share"), "match_fund"),
    "floor_above_limit": (changed("funds", 2, floor=200001), ("funds", 3, "floor"), "Lower"),
    "unknown_campaign_word": (
        {**changed("works", 3, campaign="cables"), "operators": [{"id": "O", "campaign": "cable"}]},
        ("operators", 1, "campaign"),
        "Did you mean 'cables'?",
    ),
    "word_twice": (
        {
            **changed("works", 3, campaign="cables"),
            "operators": [{"id": "O", "campaign": "cables"}, {"id": "P", "campaign": "cables"}],
        },
        ("operators", 2, "campaign"),
        "of its own",
    ),
    "bad_condition": (changed("funds", 2, attribute="year <= 2000"), ("funds", 3, "attribute"), "year_built"),
    "realised_above_nominal": (
        changed("work_types", 2, resident_share_realised=0.4),
        ("work_types", 3, "resident_share_realised"),
        "0.3",
    ),
    "shares_above_one": (
        changed("work_types", 2, utility_share=0.8),
        ("work_types", 3, "utility_share"),
        "at most 1",
    ),
    "no_cost": (changed("work_types", 2, unit_cost=""), ("works", 4, "cost"), "unit cost of lift"),
    "cost_too_large": (changed("works", 0, quantity=9e14), ("works", 1, "quantity"), "units"),
    "more_support": (rows(ballots=[{**BALLOT, "support": 30}]), ("ballots", 1, "support"), "Correct"),
    "half_a_vote": (rows(consents=[{**VOTE, "by_area": 0.8}]), ("consents", 1, "by_heads"), "both"),
    "vote_without_probability": (
        rows(consents=[{**VOTE, "date": "2021-05-01"}]),
        ("consents", 1, "probability"),
        "probability",
    ),
    "vote_without_date": (rows(consents=[{**VOTE, "probability": 0.7}]), ("consents", 1, "date"), "day"),
    "more_answers": (rows(ballots=[{**BALLOT, "asked": 15}]), ("ballots", 1, "respondents"), "Correct"),
    "more_payers": (
        rows(ballots=[{**BALLOT, "willing_to_pay": 21}]),
        ("ballots", 1, "willing_to_pay"),
        "Correct",
    ),
    "more_fears": (
        rows(ballots=[{**BALLOT, "fears": "noise 20; dust 21"}]),
        ("ballots", 1, "fears"),
        "Correct",
    ),
    "more_points": (
        rows(ballots=[{**BALLOT, "ballot": "points", "most": 5, "rank_points": 100.5}]),
        ("ballots", 1, "rank_points"),
        "Correct",
    ),
    "most_is_nothing": (
        rows(ballots=[{**BALLOT, "ballot": "排序", "most": 0, "rank_points": 0}]),
        ("ballots", 1, "most"),
        "first place",
    ),
    "ballot_without_support": (
        rows(ballots=[{**BALLOT, "support": ""}]),
        ("ballots", 1, "support"),
        "rank_points",
    ),
    "ballot_without_points": (
        rows(ballots=[{**BALLOT, "ballot": "rank", "most": 3}]),
        ("ballots", 1, "rank_points"),
        "most",
    ),
    "unknown_pointed": (
        rows(answers=[{"estate": "A", "household": "1", "points": "sewer: 5"}]),
        ("answers", 1, "points"),
        "'sewers'",
    ),
    "target_without_type": (
        rows(targets=[{**TARGET, "measure": "quantity"}]),
        ("targets", 1, "work_type"),
        "Name",
    ),
    "target_with_type": (
        rows(targets=[{**TARGET, "work_type": "lift"}]),
        ("targets", 1, "work_type"),
        "quantity",
    ),
}


@pytest.mark.parametrize("code", BROKEN)
def test_each_fault_at_its_cell(code: str) -> None:
    given, (table, row, column), remedy = BROKEN[code]
    fault = the(code, faults_of_rows(given))
    assert (fault.file, fault.row, fault.column) == (table, row, column)
    assert remedy in fault.remedy
    assert fault.sentence("en")
    assert fault.sentence("zh")


@pytest.mark.parametrize("code", BROKEN)
def test_a_fault_brings_no_others_with_it(code: str) -> None:
    assert codes(faults_of_rows(BROKEN[code][0])) == [code]


@pytest.mark.parametrize(
    ("settings", "what", "near"),
    [
        ({"tiers": [{"name": "first", "classes": ["基础"]}]}, "class", "基础类"),
        ({"tiers": [{"name": "first", "work_types": ["sewer"]}]}, "work type", "sewers"),
        ({"tiers": [{"name": "first", "streets": ["东方"]}]}, "street", "东方街道"),
        ({"rules": {"crew_floors": {"trades": ["pipes"]}}}, "trade", "pipe"),
        ({"payments": {"by_class": {"提升": {"advance": 0.3}}}}, "class", "提升类"),
    ],
)
def test_names_in_settings_are_those_of_the_tables(settings: dict[str, Any], what: str, near: str) -> None:
    fault = the("unknown_in_settings", faults_of_rows(rows(), **settings))
    assert f"the {what} " in fault.what
    assert near in fault.remedy


def test_every_sentence_can_be_said() -> None:
    """No sentence has a place to fill in one language that it lacks in the other by mistake."""
    for code, said in FAULTS.items():
        assert said.what.endswith((".", "?", "{why}")), code
        assert said.what_zh, code
        assert said.more, code
        assert said.more_zh, code


@pytest.mark.parametrize(
    "column",
    [
        "kind",
        "classes",
        "work_types",
        "streets",
        "attribute",
        "backs",
        "cap_per_estate",
        "cap_scope",
        "match_fund",
        "interest",
    ],
)
def test_a_fund_is_the_same_in_all_its_years(column: str) -> None:
    other = {
        "kind": "district",
        "classes": "基础类",
        "work_types": "lift",
        "streets": "东方街道",
        "attribute": "households > 60",
        "backs": "resident",
        "cap_per_estate": 100000,
        "cap_scope": "year",
        "match_fund": "own",
        "interest": 0.03,
    }
    fault = the("fund_differs", faults_of_rows(changed("funds", 1, **{column: other[column]})))
    assert fault.what.startswith(f"The {column} of fund city")
    assert "row 1" in fault.what


def test_loops_are_named_in_their_order() -> None:
    fault = the("loop_of_links", faults_of_rows(rows(links=[link("A", "B"), link("B", "C"), link("C", "A")])))
    assert "A → B → C → A" in fault.what or "B → C → A → B" in fault.what or "C → A → B → C" in fault.what


@pytest.mark.parametrize(
    ("links", "loop"),
    [
        ([("A:sewers", "B"), ("B", "A:paving")], False),  # B stands between two works of A
        ([("A:paving", "B"), ("B", "A:sewers")], True),  # and here against their order
        ([("A", "B:sewers"), ("B:sewers", "C")], False),
        ([("A", "A:sewers")], True),
        ([("A:sewers", "A:paving")], False),
        ([("A:paving", "A:sewers")], True),
        ([("A:sewers", "A:sewers")], True),
        ([("A:sewers", "B"), ("B:sewers", "A")], True),
    ],
)
def test_loops_through_single_works(links: list[tuple[str, str]], loop: bool) -> None:
    found = codes(faults_of_rows(rows(links=[link(*ends) for ends in links])))
    assert found == (["loop_of_links"] if loop else [])


def test_two_loops_are_two_faults() -> None:
    types = [
        {"id": n, "name": n, "work_class": "x", "unit_cost": 1, "after": a}
        for n, a in ("ab", "ba", "cd", "dc")
    ]
    given = rows(work_types=[*BASE["work_types"], *types])
    assert codes(faults_of_rows(given)) == ["loop_of_types", "loop_of_types"]


def test_references_may_name_any_of_several_columns() -> None:
    assets = [{"id": "P1", "estates": "A;B", "ready": "2021-06-30"}]
    works = [{"place": place, "work_type": "sewers", "quantity": 1} for place in ("A", "Z1", "P1")]
    assert faults_of_rows(rows(assets=assets, works=works)) == ()


def test_a_list_names_each_unknown_part() -> None:
    found = faults_of_rows(rows(assets=[{"id": "P1", "estates": "A;X;Y"}]))
    assert codes(found) == ["unknown_name", "unknown_name"]
    assert "'X'" in found[0].what


def test_suggestions_in_a_large_table() -> None:
    estates = [{"id": f"E{i:05d}", "name": "x", "households": 1} for i in range(2000)]
    fault = the(
        "unknown_name",
        faults_of_rows(
            rows(estates=estates, works=[{"place": "E0l234", "work_type": "sewers", "quantity": 1}])
        ),
    )
    assert "'E01234'" in fault.remedy


def test_nothing_is_concluded_from_a_table_that_could_not_be_read(tmp_path: Path) -> None:
    assert codes(faults_of(write_folder(tmp_path / "a", {"estates.csv": b""}))) == ["empty_file"]
    assert codes(faults_of(write_folder(tmp_path / "b", {"estates.csv": None}))) == ["missing_table"]


def test_a_misread_cell_is_not_compared_with_others() -> None:
    found = faults_of_rows(rows(ballots=[{**BALLOT, "respondents": "many"}]))
    assert codes(found) == ["not_a_number"]
    assert codes(faults_of_rows(changed("work_types", 2, unit_cost="dear"))) == ["not_a_number"]


def test_distinct_ids_tell_two_like_works_apart() -> None:
    works = [{**BASE["works"][0], "id": name} for name in ("X1", "X2")]
    assert "same_work_twice" in codes(read_rows(rows(works=works)).findings)


def test_amounts_that_no_sum_can_hold(tmp_path: Path) -> None:
    funds = [{"fund": f"f{i}", "kind": "city", "year": 2021, "limit": 9e12} for i in range(11_000)]
    found = faults_of(write_folder(tmp_path, {"funds.csv": csv_text(funds)}))
    assert codes(found) == ["sum_too_large"]


def test_unknown_tables_of_literals() -> None:
    fault = the("unknown_table", faults_of_rows(rows(estate=[{"id": "A"}])))
    assert "estates" in fault.remedy
