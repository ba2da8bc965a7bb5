"""The outcome document: the contract of outcome.json, and that its figures agree with each other."""

from __future__ import annotations

import datetime
import json
import math
from typing import Any

import pytest

from planner.document.outcome_dates import unit_of_promise
from planner.document.outcome_readings import Days, dated, reading, round_to
from planner.report.outcome.said import chance_said, date_said
from planner.words import words
from solvers.construction.answers import Dated, Reading
from tests.shown.played import Played
from tests.worked_out.small import PIPES, programme

CONTRACT = {
    "finish",
    "cost",
    "promises",
    "disruption",
    "attribution",
    "replay",
    "seed",
    "replications",
    "semantics",
    "fingerprint",
    "precision",
    "joint",
    "progress",
    "campaigns",
    "places",
    "streets",
    "phases",
    "funds",
    "cash",
    "fund_years",
    "pressure",
    "drivers",
    "works",
    "crews",
    "worths",
    "register",
    "band",
    "against",
    "replayed",
    "changes",
    "assumptions",
}


def iso(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def test_it_has_the_keys_and_is_json_without_nan(played: Played) -> None:
    document = played.document
    assert set(document) >= CONTRACT
    assert json.loads(json.dumps(document, allow_nan=False)) == document
    assert (document["seed"], document["replications"]) == (7, 128)
    assert document["replay"] == {"checked": 3, "mismatches": 0}


def test_dates_and_costs_rise_with_confidence(played: Played) -> None:
    for group in (played.document, *played.document["campaigns"], *played.document["streets"]):
        dates = [group["finish"][p]["date"] for p in ("p50", "p80", "p90")]
        costs = [group["cost"][p]["value"] for p in ("p50", "p80", "p90")]
        assert dates == sorted(dates)
        assert costs == sorted(costs)
    p80 = played.document["finish"]["p80"]
    assert p80["half_width_days"] > 0
    assert p80["first"] <= p80["date"] <= p80["last"]


def test_an_amount_of_a_kind_of_work_has_its_unit_and_name() -> None:
    kinds = [{"id": "parking", "name": "停车泊位", "work_class": "improvement", "unit": "个", "unit_cost": 1}]
    four = programme(work_types=[PIPES, *kinds])
    assert unit_of_promise(four, "parking", words("zh")) == "个（停车泊位）"
    assert unit_of_promise(four, "parking", words("en")).endswith("(Parking)")
    assert unit_of_promise(four, "estates", words("zh")) == "个小区"


def test_the_parts_of_the_finish_sum_to_it(played: Played) -> None:
    told = played.document["attribution"]
    assert told["exact"]
    assert sum(one["days"] for one in told["causes"]) == pytest.approx(told["days"], abs=0.01)
    assert sum(one["share"] for one in told["causes"]) == pytest.approx(1, abs=1e-4)


def test_the_calendar_holds_what_residents_bear(played: Played) -> None:
    bearing = played.document["disruption"]
    weeks = {one["place"]: one["channels"] for one in bearing["calendar"]["places"]}
    assert set(weeks) == {"A", "B", "C"}
    for row in bearing["places"]:
        days = sum(sum(held["days"]) for held in weeks[row["place"]].values())
        assert days == pytest.approx(row["burden_p50"], rel=0.25), "the mean lies near the middle case"
    assert set(weeks["A"]) == {"noise", "road", "water", "dust"}
    assert all(held["days"][0] > 0 and held["days"][-1] > 0 for held in weeks["A"].values())


def test_the_risk_of_the_register_and_its_names(played: Played) -> None:
    register = played.document["register"]
    (line,) = register["lines"]
    assert (line["risk"], line["name_zh"], line["owner"]) == ("archaeology", "地下文物", "规划科")
    assert (line["probability"], line["probability_after"]) == (0.3, 0.1)
    assert register["after"]["finish"]["date"] <= register["before"]["finish"]["date"]


def test_a_plan_against_itself_differs_in_nothing(played: Played) -> None:
    against = played.document["against"]
    assert (against["a"], against["b"], against["pairs"]) == ("plan.json", "other.json", 128)
    assert {one["difference"] for one in against["measures"]} == {0}
    assert {one["verdict"] for one in against["measures"]} == {"same"}


def test_the_replayed_visits_are_those_of_its_number(played: Played) -> None:
    replayed = played.document["replayed"]
    assert replayed["replay"] == 5
    kinds = {visit["kind"] for visit in replayed["visits"]}
    assert "main" in kinds
    assert all(visit["ready"] <= visit["start"] <= visit["end"] for visit in replayed["visits"])
    for campaign in replayed["campaigns"]:
        days = sum(part["days"] for part in campaign["parts"])
        first = iso(played.document["programme"]["first_day"])
        assert first + datetime.timedelta(days=days - 1) == iso(campaign["finish"])


def test_every_number_of_chance_is_listed_with_its_source(played: Played) -> None:
    told = {one["key"]: one for one in played.document["assumptions"]}
    assert told["construction.slip.probability"]["assumed"]
    assert not told["construction.epistemic.sets"]["assumed"], "the programme says so itself"
    assert all(one["meaning"] and one["meaning_zh"] and one["source"] for one in told.values())


def test_what_is_unfinished_is_null() -> None:
    nothing = Dated(date=None, half_width_days=None, grain="", first=None, last=None, day=None)
    assert dated(nothing) is None
    assert reading(Reading(value=None, half_width=None)) == {"value": None, "half_width": None}
    assert round_to(math.inf) is None
    assert Days(datetime.date(2021, 1, 1)).last_before(math.inf) is None
    assert Days(datetime.date(2021, 1, 1)).last_before(31) == "2021-01-31"


@pytest.mark.parametrize(
    ("grain", "en", "zh"),
    [
        ("year", "2027", "2027"),
        ("quarter", "2027Q2", "2027Q2"),
        ("month", "2027-06", "2027-06"),
        ("half-month", "late 2027-06", "2027-06 下半月"),
        ("week", "week of 2027-06-14", "2027-06-14 当周"),
        ("day", "2027-06-16", "2027-06-16"),
    ],
)
def test_dates_are_said_no_finer_than_they_are_known(grain: str, en: str, zh: str) -> None:
    entry: dict[str, Any] = {"date": "2027-06-16", "grain": grain, "first": "2027-06-14"}
    assert (date_said(entry, words("en")), date_said(entry, words("zh"))) == (en, zh)
    assert (date_said(None, words("en")), date_said(None, words("zh"))) == ("unfinished", "未完工")


@pytest.mark.parametrize(
    ("share", "said"),
    [(0.0, "0.0 %"), (0.0001, "< 0.1 %"), (0.5, "50.0 %"), (0.9999, "> 99.9 %"), (1.0, "100.0 %")],
)
def test_what_is_nearly_sure_is_not_told_as_sure(share: float, said: str) -> None:
    assert chance_said(share, words("en")) == said
