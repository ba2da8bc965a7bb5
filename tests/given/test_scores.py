"""Scores of estates: each criterion and gate by hand, TOPSIS by hand, ranks that no order of rows changes."""

import random
from typing import Any

import numpy as np
import pytest

from scenarios.model.programme import Programme
from scenarios.model.scores import scores
from scenarios.model.scores.criteria import CRITERIA, criteria_of
from scenarios.model.scores.gates import GATES
from scenarios.model.scores.ranks import rank_ranges, ranks, topsis, weighted_sum
from scenarios.read import programme_from
from scenarios.tables.faults import InputFaults
from scenarios.tables.settings import POINTS

Row = dict[str, Any]
TYPES = [
    {"id": "pipes", "name": "pipes", "work_class": "basic", "unit_cost": 10_000, "opens_ground": "yes"},
    {"id": "lift", "name": "lift", "work_class": "basic", "unit_cost": 10_000, "consent_matter": "canopy"},
]


def estate(key: str, **more: Any) -> Row:
    return {"id": key, "name": key, "street": "S", "households": 100, **more}


def programme(estates: list[Row], application: Row | None = None, **tables: Any) -> Programme:
    rows = {
        "estates": estates,
        "work_types": TYPES,
        "works": [{"place": e["id"], "work_type": "pipes", "quantity": 1, "need": 1} for e in estates],
        "funds": [{"fund": "city", "kind": "city", "year": 2021, "limit": 1_000_000}],
        **tables,
    }
    settings = {"first_period": "2021Q1", "periods": 4, "application": {"on": True, **(application or {})}}
    settings["rules"] = tables.pop("rules", {})
    rows.pop("rules", None)
    return programme_from(rows, settings)


def criterion(name: str, given: Programme) -> list[float]:
    return list(criteria_of(given)[:, CRITERIA.index(name)].tolist())


class TestCriteria:
    def test_what_is_assessed(self) -> None:
        rows = [{"estate": "B", "safety": 0.7, "contribution": 0.5, "readiness": 0}]
        given = programme([estate("A"), estate("B")], assessments=rows)
        for name, value in (("safety", 0.7), ("contribution", 0.5), ("readiness", 0.0)):
            column = criterion(name, given)
            assert np.isnan(column[0])
            assert column[1] == value

    def test_age(self) -> None:
        """Of 2000: 1985 is half of thirty years, 1960 more than all of them, 2005 less than nothing."""
        estates = [estate(str(year), year_built=year) for year in (2000, 1985, 1960, 2005)]
        assert criterion("age", programme(estates)) == [0, 0.5, 1, 0]
        assert criterion("age", programme(estates, {"built_by": None})) == [0.7, 1, 1, pytest.approx(16 / 30)]
        assert np.isnan(criterion("age", programme([estate("A")]))[0])

    def test_consent_of_votes_and_of_ballots(self) -> None:
        """The threshold is one half: 0.77 lies 0.27 of 0.45 above it.

        Of D's 100 households 70 and 30 answered; the others are believed to want pipes as A's one household
        does, lifts one in two, and 20 answers' weight lies on that.
        """
        votes = [
            {"estate": "A", "matter": "canopy", "by_area": 0.9, "by_heads": 0.77},
            {"estate": "A", "matter": "canopy", "by_area": 0.6, "by_heads": 0.6, "unit": "again"},
            {"estate": "B", "matter": "canopy", "by_area": 0.96, "by_heads": 0.99},
            {"estate": "C", "matter": "canopy", "by_area": 0.4, "by_heads": 0.9},
        ]
        ballots = [
            {"estate": "D", "work_type": "pipes", "support": 60, "respondents": 70},
            {"estate": "D", "work_type": "lift", "support": 17, "respondents": 30},
            {"estate": "A", "work_type": "pipes", "support": 1, "respondents": 1},
        ]
        given = programme([estate(key) for key in "ABCDE"], consents=votes, ballots=ballots)
        column = criterion("consent", given)
        pipes = (60 + 30 * (20 * 11 / 21 + 60) / 90) / 100
        lift = (17 + 70 * (10 + 17) / 50) / 100
        of_ballots = ((70 * pipes + 30 * lift) / 100 - 0.5) / 0.45
        assert column[:4] == pytest.approx([0.6, 1, 0, of_ballots])
        assert np.isnan(column[4])

    def test_contiguity(self) -> None:
        """In Z three of four apply: of the others of each that applies two of three do."""
        estates = [estate(key, zone="Z") for key in "ABCD"] + [estate("E", zone="Y"), estate("F")]
        estates[3]["excluded_because"] = "new"
        assert criterion("contiguity", programme(estates)) == [2 / 3, 2 / 3, 2 / 3, 1, 0, 0]

    def test_vulnerable_residents(self) -> None:
        estates = [estate("A", residents=200, over_60=50), estate("B", over_60=5), estate("C", residents=9)]
        column = criterion("vulnerable", programme(estates))
        assert column[0] == 0.25
        assert np.isnan(column[1:]).all()

    def test_people_per_cost(self) -> None:
        """A: 262 people (of 100 households) for 20,000, B: 131 for 10,000 (the dearer of two), C: 524."""
        estates = [estate("A"), estate("B", residents=131), estate("C", residents=524), estate("D")]
        works = [
            {"place": "A", "work_type": "pipes", "quantity": 2, "need": 1},
            {"place": "B", "work_type": "pipes", "cost": 10_000, "need": 1, "alternatives": "x"},
            {"place": "B", "work_type": "lift", "cost": 4_000, "need": 1, "alternatives": "x"},
            {"place": "C", "work_type": "pipes", "cost": 10_000, "need": 1},
        ]
        column = criterion("people_per_cost", programme(estates, works=works))
        assert column[:3] == pytest.approx([0.25, 0.25, 1])
        assert np.isnan(column[3])


class TestGates:
    @pytest.mark.parametrize(
        ("more", "gate"),
        [
            ({}, ""),
            ({"excluded_because": "new"}, "excluded"),
            ({"structure_grade": "D", "demolition_list": "yes"}, "grade_d"),
            ({"demolition_list": "yes"}, "demolition_list"),
            ({"year_built": 2001}, "built_by"),
            ({"year_built": 2000}, ""),
            ({"heritage": "yes"}, "heritage_permit"),
            ({"heritage": "yes", "heritage_permit": "2021-01-01"}, ""),
        ],
    )
    def test_what_keeps_an_estate_from_being_scored(self, more: Row, gate: str) -> None:
        found = scores(programme([estate("A", **more), estate("B")]))
        assert found.gate.tolist() == [gate, ""]
        assert gate in ("", *GATES)
        assert np.isnan(found.score[0]) == bool(gate)
        assert (found.rank[0] == 0) == bool(gate)

    def test_the_rule_on_exclusions_stops_too_and_no_works_are_no_application(self) -> None:
        rules = {"exclusions": {"on": True}}
        given = programme([estate("A", structure_grade="D"), estate("B")], rules=rules)
        assert scores(given).gate.tolist() == ["excluded", ""]
        works = [{"place": "A", "work_type": "pipes", "quantity": 1, "need": 1}]
        assert scores(programme([estate("A"), estate("B")], works=works)).gate.tolist() == ["", "no_works"]

    def test_a_failed_vote_on_a_required_work(self) -> None:
        works = [{"place": key, "work_type": "lift", "quantity": 1, "need": 1} for key in "ABCD"]
        works[3]["required"] = "no"
        fails = {"matter": "canopy", "by_area": 0.5, "by_heads": 0.9}
        votes = [
            {"estate": "A", **fails},
            {"estate": "B", **fails},
            {"estate": "B", "matter": "canopy", "by_area": 0.6, "by_heads": 0.6, "unit": "again"},
            {"estate": "D", **fails},
        ]
        given = programme([estate(key) for key in "ABCD"], works=works, consents=votes)
        assert scores(given).gate.tolist() == ["consent", "", "", ""]


class TestRanks:
    def test_topsis_by_hand(self) -> None:
        values = np.array([[1, 0], [0, 1], [0.6, 0.6]])
        weights = np.array([1.0, 1.0])
        assert topsis(values, weights).tolist() == pytest.approx([0.5, 0.5, 0.6])
        assert weighted_sum(values, weights).tolist() == [50, 50, 60]

    def test_topsis_with_unequal_weights_by_hand(self) -> None:
        """Columns (3, 4) of norm 5 and (1, 0): weighed by 0.75 and 0.25, (0.45, 0.25) and (0.6, 0)."""
        closeness = topsis(np.array([[0.3, 1.0], [0.4, 0.0]]), np.array([3.0, 1.0]))
        assert closeness.tolist() == pytest.approx([0.25 / 0.4, 0.15 / 0.4])

    def test_of_what_is_all_the_same_none_is_closer(self) -> None:
        assert topsis(np.ones((3, 2)), np.ones(2)).tolist() == [0.5] * 3
        assert topsis(np.zeros((1, 2)), np.ones(2)).tolist() == [0.5]
        assert topsis(np.zeros((0, 2)), np.ones(2)).tolist() == []

    def test_ties_are_broken_by_complaints_and_else_shared(self) -> None:
        score, complaints = np.array([5.0, 7, 5, 5, 1]), np.array([1.0, 0, 3, 1, 9])
        assert ranks(score, complaints).tolist() == [3, 1, 2, 3, 5]

    def test_ranges_of_ranks(self) -> None:
        """At equal weights the first is ahead by 0.02; with a fifth less of the first criterion it is not."""
        values = np.array([[0.6, 0.4], [0.4, 0.58], [0.0, 0.0]])
        best, worst = rank_ranges(values, np.array([1.0, 1.0]), np.zeros(3), "weighted_sum")
        assert (best.tolist(), worst.tolist()) == ([1, 1, 3], [2, 2, 3])
        apart = np.array([[0.9, 0.4], [0.4, 0.58], [0.0, 0.0]])
        best, worst = rank_ranges(apart, np.array([1.0, 1.0]), np.zeros(3), "weighted_sum")
        assert (best.tolist(), worst.tolist()) == ([1, 2, 3], [1, 2, 3])

    @pytest.mark.parametrize("method", ["weighted_sum", "topsis"])
    def test_the_order_of_rows_and_of_criteria_says_nothing(self, method: str) -> None:
        dice = np.random.default_rng(7)
        values, weights = dice.random((40, 5)).round(1), dice.random(5)
        complaints = dice.integers(0, 3, 40).astype(float)
        make = {"weighted_sum": weighted_sum, "topsis": topsis}[method]
        score = make(values, weights)
        rank = ranks(score, complaints)
        best, worst = rank_ranges(values, weights, complaints, method)
        assert (best <= rank).all()
        assert (rank <= worst).all()
        for _ in range(5):
            rows, columns = dice.permutation(40), dice.permutation(5)
            turned = make(values[rows][:, columns], weights[columns])
            assert turned.tolist() == pytest.approx(score[rows].tolist(), abs=1e-8)
            assert ranks(make(values[rows], weights), complaints[rows]).tolist() == rank[rows].tolist()

    def test_more_of_a_criterion_never_ranks_worse_by_the_weighted_sum(self) -> None:
        dice = np.random.default_rng(11)
        values, weights = dice.random((20, 4)), dice.random(4)
        before = ranks(weighted_sum(values, weights), np.zeros(20))
        for row in range(20):
            more = values.copy()
            more[row, row % 4] = 1.0
            assert ranks(weighted_sum(more, weights), np.zeros(20))[row] <= before[row]


class TestInTheProgramme:
    ROWS = (
        {"estate": "A", "safety": 0.2, "complaints": 1},
        {"estate": "B", "safety": 0.6, "complaints": 1},
    )
    ONLY: Row = {"weights": {"safety": 1}}  # noqa: RUF012

    def test_priorities_are_weighed_by_score_over_mean(self) -> None:
        """Scores 20 and 60, mean 40; C, on the demolition list, counts nothing; the zone is not scored."""
        estates = [estate("A", zone="Z"), estate("B"), estate("C", demolition_list="yes")]
        works = [{"place": p, "work_type": "pipes", "quantity": 1, "need": 1} for p in ("A", "B", "C", "Z")]
        given = programme(estates, self.ONLY, works=works, assessments=list(self.ROWS))
        assert given.scores.weighted_sum[:2].tolist() == [20, 60]
        assert given.facts.priority.tolist() == [0.5, 1.5, 0, 1]
        assert given.facts.benefit_per_year.tolist() == [50, 150, 0, 100]
        for off in ({"on": False}, {"weighs": False}):
            plain = programme(estates, {**self.ONLY, **off}, works=works, assessments=list(self.ROWS))
            assert plain.facts.priority.tolist() == [1, 1, 1, 1]
            assert plain.scores.weighted_sum[:2].tolist() == [20, 60]

    def test_the_method_that_counts(self) -> None:
        estates = [estate("A"), estate("B")]
        given = programme(estates, {**self.ONLY, "method": "topsis"}, assessments=list(self.ROWS))
        assert given.scores.score.tolist() == [0, 1]
        assert given.facts.priority.tolist() == [0, 2]
        assert given.scores.rank.tolist() == [2, 1]

    def test_where_nothing_is_known_all_count_the_same(self) -> None:
        given = programme([estate("A"), estate("B")], self.ONLY)
        assert given.scores.missing[:, CRITERIA.index("safety")].all()
        assert given.facts.priority.tolist() == [1, 1]
        assert given.scores.rank.tolist() == [1, 1]

    def test_shuffled_tables_give_the_same_scores(self) -> None:
        dice = random.Random(3)
        estates = [
            estate(
                f"E{n}", zone=dice.choice(["Y", "Z", ""]), year_built=dice.randint(1970, 2003), residents=300
            )
            for n in range(30)
        ]
        rows = [{"estate": e["id"], "safety": dice.random(), "readiness": dice.random()} for e in estates]
        found = programme(estates, assessments=rows).scores
        by_name = {e["id"]: (found.rank[n], found.topsis[n], found.gate[n]) for n, e in enumerate(estates)}
        dice.shuffle(estates)
        dice.shuffle(rows)
        again = programme(estates, assessments=rows).scores
        for n, e in enumerate(estates):
            rank, closeness, gate = by_name[e["id"]]
            assert (again.rank[n], again.gate[n]) == (rank, gate)
            assert again.topsis[n] == pytest.approx(closeness, nan_ok=True)

    @pytest.mark.parametrize("weights", [{"safty": 1}, {"safety": 0}, {}])
    def test_weights_that_cannot_be(self, weights: Row) -> None:
        with pytest.raises(InputFaults):
            programme([estate("A")], {"weights": weights})
        assert sum(POINTS.values()) == 100
