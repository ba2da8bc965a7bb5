"""What a plan document says, laid out for showing."""

from __future__ import annotations

from typing import Any

import pytest

from planner.document.document import document_of
from planner.report.facts import Facts
from planner.report.hulls import hull
from planner.report.labels import class_label, fund_labels, work_type_label
from planner.report.sentences import (
    audit_sentence,
    breach_sentence,
    certificate_sentence,
    largest_limits,
)
from planner.report.where import Names, where_label
from planner.study.reasons import why
from planner.words import words
from solvers import solve
from solvers.cases.moves import Move
from solvers.cases.standing import Cause
from tests.worked_out.by_hand import estate, programme, work

EN, ZH = words("en"), words("zh")


def test_every_estate_is_a_place_and_assets_with_a_campaign_too(facts: Facts) -> None:
    kinds = [place.kind for place in facts.places]
    assert kinds.count("estate") == 425
    assert kinds.count("asset") == 6
    assert {place.state for place in facts.places} <= {"completed", "started", "waiting", "excluded"}


def test_sums_over_places_are_those_of_the_document(facts: Facts) -> None:
    totals = facts.document["totals"]
    assert round(sum(place.total("cost") for place in facts.places), 2) == totals["cost"]
    begun = [place for place in facts.places if place.kind == "estate" and place.campaigns]
    assert len(begun) == totals["estates"]
    assert sum(place.households for place in begun) == totals["households"]
    assert round(sum(facts.payers.values()), 2) == totals["cost"]


def test_money_left_of_a_fund_is_carried_into_its_next_year(facts: Facts) -> None:
    district = [entry for entry in facts.fund_years if entry.fund == "district"]
    assert [entry.year for entry in district] == list(facts.years)
    assert [entry.carried_in for entry in district[1:]] == [entry.left for entry in district[:-1]]


def test_an_excluded_estate_says_why(facts: Facts) -> None:
    place = next(place for place in facts.places if place.state == "excluded")
    assert place.why == "excluded: 已列入征收计划"
    assert place.start is None


def test_a_place_of_two_campaigns_is_not_complete_without_its_required_one(facts: Facts) -> None:
    document = dict(facts.document)
    first = next(c for c in document["campaigns"] if c["estate"])
    entry = {
        "estate": first["estate"],
        "campaign": first["campaign"],
        "why": "w",
        "why_zh": "",
        "works": None,
    }
    document["left_out"] = [*document["left_out"], entry]
    place = next(p for p in Facts(document, facts.programme).places if p.key == first["estate"])
    assert place.state == "started"


@pytest.mark.parametrize(
    ("kinds", "lang", "expected"),
    [
        ({"city": "city"}, "zh", {"city": "市级资金"}),
        ({"city": "city"}, "en", {"city": "City funds"}),
        ({"市财政": "city"}, "zh", {"市财政": "市财政"}),
        ({"市财政": "city"}, "en", {"市财政": "City funds"}),
        (
            {"road_fund": "city", "city": "city"},
            "en",
            {"road_fund": "Road fund", "city": "City funds (city)"},
        ),
        ({"road": "city", "b": "city"}, "zh", {"road": "市级资金（road）", "b": "市级资金（b）"}),
    ],
)
def test_what_funds_are_called(kinds: dict[str, str], lang: str, expected: dict[str, str]) -> None:
    assert fund_labels(kinds, words(lang)) == expected


def test_what_classes_work_types_and_rows_are_called() -> None:
    assert class_label("基础类", EN) == class_label("basic", EN) == "Basic"
    assert class_label("环境类", EN) == "环境类"
    assert work_type_label("wires_buried", "弱电入地", EN) == "Wires buried"
    assert work_type_label("W07", "弱电入地", EN) == "弱电入地"
    assert work_type_label("sewers", "雨污分流", ZH) == "雨污分流"


@pytest.mark.parametrize(
    ("where", "en", "zh"),
    [
        ("city+central, 2021", "City+Central 2021", "City+Central 2021"),
        ("city per household, A", "City per household A", "City每户 A"),
        ("city by central, 2021", "City matched by Central 2021", "City（由Central配套） 2021"),
        ("city+central@A, 2021", "City+Central@A 2021", "City+Central@A 2021"),
        ("trench A2, opened 2022Q2", "trench A2 opened 2022Q2", "沟槽 A2 2022Q2 启用"),
        ("trench A1, A1/ground, 2021Q3", "trench A1 A1/stage of ground 2021Q3", "沟槽 A1 A1/地面阶段 2021Q3"),
        ("most moves", "most moves", "变动上限"),
        ("Z1, until 2022", "Z1 until 2022", "Z1 至 2022"),
        ("ramp", "ramp", "ramp"),
    ],
)
def test_where_a_rule_holds_is_said_in_words(where: str, en: str, zh: str) -> None:
    names = Names(funds={"city": "City", "central": "Central"})
    assert where_label("fund_limits", where, names, EN) == en
    assert where_label("fund_limits", where, names, ZH) == zh
    assert where_label("crew_limits", "city, 2021", names, EN) == "city 2021", "a trade of the same name"
    assert where_label("fund_limits", "city 2021", names, EN) == "City 2021", "as what gives way tells it"
    for said in ("facade, 2021Q1", "facade 2021Q1"):
        assert where_label("crew_limits", said, names, ZH) == "外立面与屋面 2021Q1"


def test_rules_name_estates_and_works_and_not_their_keys() -> None:
    types = {"sewers": "Sewers"}
    names = Names(campaigns={"A1": "Plum Court", "A2/ground": "Old Lane stage of ground"}, types=types)
    told = {
        "A1, 2021Q2": "Plum Court 2021Q2",
        "A1:sewers → A2/ground:lift, 2021Q3": "Plum Court Sewers → Old Lane stage of ground lift 2021Q3",
        "trench A1, opened 2022Q2": "trench Plum Court opened 2022Q2",
        "B9 → A1": "B9 → Plum Court",
    }
    assert {where: where_label("links", where, names, EN) for where in told} == told


@pytest.mark.parametrize(
    ("unit", "left", "told"),
    [
        ("unit", 1.0, "targets: lifts has 1 unit left, and it needs 12"),
        ("unit", 2.0, "targets: lifts has 2 units left, and it needs 12"),
        ("crew-day", 0.0, "targets: lifts has 0 crew-days left, and it needs 12"),
        ("yuan", 15_000.0, "targets: lifts has 1.50 × 10,000 yuan left, and it needs 0.00"),
    ],
)
def test_what_a_move_lacked_is_told_as_one_says_it(unit: str, left: float, told: str) -> None:
    cause = Cause(kind="duty", rule="targets", where="lifts", needs=12.0, left=left, unit=unit)
    move = Move(campaign="A", before=None, after=None, causes=(cause,))
    assert why(move, EN).replace("duty: ", "targets: ") == told


@pytest.mark.parametrize(
    ("status", "gap", "expected"),
    [
        ("PROVEN_BEST", 0.0, "Proven best: no plan that keeps every rule is better."),
        ("WITHIN_GAP", 0.000351, "Proven: at most 0.04 % better could exist."),
        ("FEASIBLE", 0.012, "The best plan found when time ended; at most 1.20 % better could exist."),
        ("FEASIBLE", None, "How much better could exist is not known."),
    ],
)
def test_the_certificate_in_a_sentence(status: str, gap: float | None, expected: str) -> None:
    assert certificate_sentence({"certificate": {"status": status, "gap": gap}}, EN) == expected


def test_a_plan_that_breaks_rules_is_never_said_to_keep_them(document: dict[str, Any]) -> None:
    breach = {"rule": "fund_limits", "where": "city, 2021", "amount": 25_000.0, "unit": "yuan"}
    breach |= {"sentence": "Too much is drawn.", "sentence_zh": "支用超限。"}
    certificate = {"status": "FEASIBLE", "gap": None}
    broken = {**document, "audit": [breach], "certificate": {**document["certificate"], **certificate}}
    assert "keeps every rule" not in certificate_sentence(broken, EN)
    assert audit_sentence(broken, EN) == "Audit without the solver: 1 breach of rules."
    assert breach_sentence(breach, EN) == "city, 2021: Too much is drawn. (2.50 × 10,000 yuan)"


def test_the_largest_limits_name_each_rule_once(document: dict[str, Any]) -> None:
    sentences = largest_limits(document, EN, Names(funds={"district": "District funds"}))
    assert len(sentences) == 3
    assert sentences[0].startswith("No more is drawn of a fund in a year")
    assert (
        "(District funds 2021): 1 million yuan more would be worth about 1,310 household-years."
        in sentences[0]
    )
    assert largest_limits({"rules": []}, EN, Names()) == []


def test_hulls() -> None:
    square = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.5, 0.5), (0.0, 0.5)]
    assert hull(square) == [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]
    assert hull([(0.0, 0.0), (1.0, 1.0), (2.0, 2.0)]) == []
    assert hull([(0.0, 0.0)]) == []
    assert hull([]) == []


def test_a_place_is_completed_by_any_of_its_modes() -> None:
    modes = [work("A", campaign="micro"), work("A", campaign="comprehensive"), work("B")]
    given = programme(4, estates=[estate("A", required="yes"), estate("B")], works=modes)
    document = document_of(given, solve(given, engine="highs"), (), given.findings)
    assert [place.state for place in Facts(document, given).places] == ["completed", "completed"]
