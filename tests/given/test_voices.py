"""Residents' support from few and many answers, by the closed form; fears, and how both are counted."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import betabinom

from scenarios.model.programme import Programme
from scenarios.model.voices.shrinking import Believed
from scenarios.model.voices.voices import KINDS
from scenarios.read import programme_from

Row = dict[str, Any]
KIND_ROWS: list[Row] = [
    {"id": "pipes", "name": "管线", "work_class": "basic", "unit_cost": 1, "nuisance": "noise 2; dust 1"},
    {"id": "parking", "name": "停车", "work_class": "basic", "unit_cost": 1},
    {"id": "lift", "name": "电梯", "work_class": "upgrade", "unit_cost": 1},
]
KINDS_ASKED = [str(row["id"]) for row in KIND_ROWS]


def programme(
    sizes: dict[str, tuple[str, int]],
    ballots: list[Row] | None = None,
    answers: list[Row] | None = None,
    support: Row | None = None,
    **more: Any,
) -> Programme:
    """A programme of estates, each with its street and households, and a work of every type in each."""
    rows: dict[str, list[Row]] = {
        "estates": [
            {"id": name, "name": name, "street": street, "households": count, **more}
            for name, (street, count) in sizes.items()
        ],
        "work_types": KIND_ROWS,
        "works": [
            {"place": name, "work_type": kind, "quantity": 1, "need": 1}
            for name in sizes
            for kind in KINDS_ASKED
        ],
        "funds": [{"fund": "city", "kind": "city", "year": 2021, "limit": 100}],
        "ballots": ballots or [],
        "answers": answers or [],
    }
    return programme_from(
        rows,
        {"first_period": "2021Q1", "periods": 4, "evaluation_date": "2031-12-31", "support": support or {}},
    )


def ballot(estate: str, support: float, respondents: int, kind: str = "pipes", **more: Any) -> Row:
    return {"estate": estate, "work_type": kind, "support": support, "respondents": respondents, **more}


def priority(of: Programme, estate: str, kind: str = "pipes") -> float:
    return float(of.facts.priority[of.facts.key.tolist().index(f"{estate}:{kind}")])


def support(of: Programme, estate: str, kind: str = "pipes") -> float:
    return priority(of, estate, kind) - 0.5


def told(of: Programme, estate: str, kind: str = "pipes") -> Believed:
    rows = (np.array([of.estates.id.tolist().index(estate)]), np.array([KINDS_ASKED.index(kind)]))
    return of.voices.support(*rows)


class TestClosedForm:
    """Support = (s + (N − n)·(a + s) ÷ (a + b + n)) ÷ N."""

    def test_three_answers_of_seven_hundred_move_a_priority_by_little_three_hundred_by_much(self) -> None:
        big = {"A": ("east", 700)}
        assert priority(programme(big), "A") == 1.0
        few = priority(programme(big, [ballot("A", 3, 3)]), "A")
        many = priority(programme(big, [ballot("A", 300, 300)]), "A")
        assert few == pytest.approx(0.5 + (3 + 697 * (10 + 3) / 23) / 700, abs=1e-12)
        assert many == pytest.approx(0.5 + (300 + 400 * (10 + 300) / 320) / 700, abs=1e-12)
        assert few - 1 < 0.07
        assert many - 1 > 0.48

    def test_the_street_speaks_for_estates_that_were_not_asked_and_the_district_for_the_street(self) -> None:
        sizes = {"A": ("east", 100), "B": ("east", 200), "C": ("west", 80), "D": ("west", 90), "E": ("", 50)}
        found = programme(sizes, [ballot("A", 40, 50), ballot("C", 6, 30)])
        rest_of_east = (20 * 0.5 + 6) / (20 + 30)  # without A and B: C alone
        east_without_b = (20 * rest_of_east + 40) / (20 + 50)
        assert support(found, "B") == pytest.approx(east_without_b, abs=1e-12)
        rest_of_west = (20 * 0.5 + 40) / (20 + 50)
        assert support(found, "D") == pytest.approx((20 * rest_of_west + 6) / (20 + 30), abs=1e-12)
        assert support(found, "E") == pytest.approx((20 * 0.5 + 46) / (20 + 80), abs=1e-12)
        prior = rest_of_east  # of A: nobody else in its street answered
        rest = (20 * prior + 40) / (20 + 50)
        assert support(found, "A") == pytest.approx((40 + 50 * rest) / 100, abs=1e-12)
        assert [support(found, name, "lift") for name in sizes] == [0.5] * 5  # nobody was asked

    def test_strengths_are_settings(self) -> None:
        sizes = {"A": ("east", 100), "B": ("east", 0)}
        rule = {"estate": 4, "street": 6, "district": 8}
        found = programme(sizes, [ballot("A", 9, 10), ballot("B", 1, 5)], support=rule)
        prior = (6 * 0.5 + 1) / (6 + 5)
        assert support(found, "A") == pytest.approx((9 + 90 * (4 * prior + 9) / 14) / 100, abs=1e-12)
        prior = (6 * 0.5 + 9) / (6 + 10)
        assert support(found, "B") == pytest.approx((4 * prior + 1) / 9, abs=1e-12)  # households not known

    def test_the_first_answer_is_no_jump(self) -> None:
        sizes = {"A": ("east", 700), "B": ("east", 700)}
        for said in (0, 1):
            found = programme(sizes, [ballot("A", said, 1)])
            assert abs(priority(found, "A") - 1) < 0.03
            assert abs(priority(found, "B") - 1) < 0.03

    def test_more_respondents_than_households_are_taken_for_all(self) -> None:
        assert support(programme({"A": ("east", 40)}, [ballot("A", 30, 50)]), "A") == pytest.approx(0.6)

    @pytest.mark.parametrize("seed", range(5))
    def test_intervals_are_those_of_the_beta_binomial(self, seed: int) -> None:
        """The exact quantiles are steps of one household; the beta lies within about a step of them."""
        chance = np.random.default_rng(seed)
        households = chance.integers(50, 2000, 40).astype(float)
        answered = np.floor(households * chance.random(40) * 0.9)
        yes = np.floor(answered * (0.15 + 0.7 * chance.random(40)))
        prior = 0.2 + 0.6 * chance.random(40)
        found = Believed(yes=yes, answered=answered, households=households, prior=prior, weight=20.0)
        low, high = found.interval()
        rest = households - answered
        exact = betabinom(rest, 20 * prior + yes, 20 * (1 - prior) + answered - yes)
        near = 1 / households + 0.003
        assert (np.abs(low - (yes + exact.ppf(0.05)) / households) <= near).all()
        assert (np.abs(high - (yes + exact.ppf(0.95)) / households) <= near).all()
        assert found.mean == pytest.approx((yes + exact.mean()) / households, abs=1e-9)


answered_by = st.integers(0, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
heard = st.lists(answered_by, min_size=4, max_size=4)
SIZES = {"A": ("east", 60), "B": ("east", 300), "C": ("west", 0), "D": ("", 80)}


def asked(counts: list[tuple[int, int]], names: list[str] | None = None) -> list[Row]:
    return [ballot(name, s, n) for name, (s, n) in zip(names or SIZES, counts, strict=True)]


class TestAlways:
    @given(heard, st.integers(0, 3))
    @settings(max_examples=60, deadline=None)
    def test_more_support_never_lowers_any(self, counts: list[tuple[int, int]], one: int) -> None:
        s, n = counts[one]
        more = [*counts[:one], (min(s + 1, n), n), *counts[one + 1 :]]
        before, after = programme(SIZES, asked(counts)), programme(SIZES, asked(more))
        for name in SIZES:
            assert support(after, name) >= support(before, name) - 1e-12

    @given(heard)
    @settings(max_examples=30, deadline=None)
    def test_it_holds_mean_and_bounds_in_order(self, counts: list[tuple[int, int]]) -> None:
        found = programme(SIZES, asked(counts))
        for name in SIZES:
            of = told(found, name)
            (low,), (high,) = of.interval()
            assert 0 <= low <= of.mean[0] <= high <= 1

    @given(heard, st.permutations(list(SIZES)))
    @settings(max_examples=30, deadline=None)
    def test_names_and_order_change_nothing(self, counts: list[tuple[int, int]], order: list[str]) -> None:
        other = {f"x{name}": SIZES[name] for name in order}
        rows = dict(zip(SIZES, asked(counts), strict=True))
        renamed = [{**rows[name], "estate": f"x{name}"} for name in reversed(order)]
        one, two = programme(SIZES, asked(counts)), programme(other, renamed)
        for name in SIZES:
            assert support(two, f"x{name}") == support(one, name)

    @given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), heard)
    @settings(max_examples=30, deadline=None)
    def test_where_all_answered_their_share_is_exact(
        self, whole: tuple[int, int], counts: list[tuple[int, int]]
    ) -> None:
        s, n = whole
        found = programme({**SIZES, "A": ("east", n)}, asked([(s, n), *counts[1:]]))
        of = told(found, "A")
        (low,), (high,) = of.interval()
        assert support(found, "A") == pytest.approx(s / n, abs=1e-15)
        assert low == of.mean[0] == high
        assert of.strength().tolist() == ["strong"]


@pytest.mark.parametrize(
    ("answers", "of", "strength"),
    [
        ((0, 0), 700, "none"),
        ((3, 3), 700, "weak"),
        ((9, 9), 10, "weak"),  # the neighbours' unanimity is not theirs
        ((20, 29), 32, "fair"),
        ((60, 100), 700, "fair"),
        ((180, 300), 700, "strong"),
        ((3, 3), 3, "strong"),
    ],
)
def test_how_sure_it_is(answers: tuple[int, int], of: int, strength: str) -> None:
    found = programme(
        {"A": ("east", of), "B": ("east", 5000)}, [ballot("A", *answers), ballot("B", 4000, 4000)]
    )
    assert told(found, "A").strength().tolist() == [strength]


class TestCounting:
    @pytest.mark.parametrize(
        ("row", "yes"),
        [
            ({"support": 30}, 30),
            ({"support": 12, "ballot": "前几项", "most": 3}, 12),
            ({"ballot": "rank", "rank_points": 60, "most": 3}, 20),
            ({"ballot": "打分", "rank_points": 37, "most": 5}, 7.4),
        ],
    )
    def test_kinds_of_ballot(self, row: Row, yes: float) -> None:
        given = programme({"A": ("", 100)}, [{"estate": "A", "work_type": "pipes", "respondents": 50, **row}])
        assert given.voices.wishes.yes.tolist() == [yes]
        assert support(given, "A") == pytest.approx((yes + 50 * (10 + yes) / 70) / 100)

    def test_household_rows(self) -> None:
        answers = [
            {"estate": "A", "household": "1", "chosen": "pipes;parking", "pays": "是"},
            {"estate": "A", "household": "2", "chosen": "parking", "pays": "否"},
            {"estate": "A", "household": "3", "chosen": "", "pays": ""},
            {"estate": "B", "household": "1", "chosen": "parking;pipes", "pays": "是"},
        ]
        sizes = {"A": ("", 100), "B": ("", 100)}
        rows = [ballot("B", 8, 20)]  # stands before the household of B
        assert counted(programme(sizes, rows, answers)) == [
            ("A", "pipes", 1, 3, 1),
            ("A", "parking", 2, 3, 1),
            ("B", "pipes", 8, 20, None),
            ("B", "parking", 1, 1, 1),
        ]
        ranked = programme(sizes, answers=answers, support={"answers": "rank", "places": 4})
        assert [row[2] for row in counted(ranked)] == [1, 0.75 + 1, 0.75, 1]
        first = programme(sizes, answers=answers, support={"answers": "top_k", "places": 1})
        assert [row[2] for row in counted(first)] == [1, 1, 0, 1]

    def test_points_of_households(self) -> None:
        answers = [
            {"estate": "A", "household": "1", "points": {"pipes": 4, "lift": 1}},
            {"estate": "A", "household": "2", "points": {"pipes": 2}},
        ]
        sizes = {"A": ("", 100)}
        assert [row[:3] for row in counted(programme(sizes, answers=answers))] == [
            ("A", "pipes", 1.5),
            ("A", "lift", 0.25),
        ]
        of_five = programme(sizes, answers=answers, support={"most_points": 5})
        assert [row[2] for row in counted(of_five)] == pytest.approx([1.2, 0.2])


def counted(of: Programme) -> list[tuple[Any, ...]]:
    wishes = of.voices.wishes
    columns = (wishes.estate, wishes.item, wishes.yes, wishes.answered, wishes.payers)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return [
        (of.estates.id[e], KINDS_ASKED[w], yes, n, None if np.isnan(payers) else payers)
        for e, w, yes, n, payers in rows
    ]


class TestFears:
    SIZES: ClassVar = {"A": ("east", 0), "B": ("east", 0), "C": ("west", 0)}
    BALLOTS: ClassVar = [
        ballot("A", 10, 40, fears="noise 20; 工期 8"),
        ballot("A", 10, 30, "lift", fears="noise 12"),  # the same households again, or fewer
        ballot("C", 10, 20),  # was not asked what it fears
    ]

    def test_shares_are_shrunk_and_weigh_on_levels(self) -> None:
        found = programme(self.SIZES, self.BALLOTS).voices
        noise, duration = KINDS.index("noise"), KINDS.index("duration")
        of_a = 20 / (20 + 40)  # nobody else was asked, and nobody is believed to fear
        assert found.fears[0, noise] == pytest.approx(of_a)
        assert found.fears[0, duration] == pytest.approx(8 / 60)
        assert found.fears[1, noise] == pytest.approx(20 / (20 + 40))  # its street's
        assert found.fears[2, noise] == pytest.approx(20 / (20 + 40))  # the rest of the district's
        assert found.fear_weights[0, noise] == pytest.approx(1 + of_a)
        assert found.fear_weights[0, duration] == 1  # is shown and weighs nothing
        assert found.fears[:, KINDS.index("dust")].tolist() == [0, 0, 0]

    @pytest.mark.parametrize(
        ("scale", "level"), [(1.0, 2 * (1 + 1 / 3) + 1), (0.5, 2 * (1 + 1 / 6) + 1), (0, 3)]
    )
    def test_nuisance_of_works(self, scale: float, level: float) -> None:
        found = programme(self.SIZES, self.BALLOTS, support={"fears": scale})
        assert found.facts.nuisance[0] == pytest.approx(level)

    def test_fears_of_household_rows(self) -> None:
        answers = [
            {"estate": "B", "household": "1", "fears": "噪声;出资"},
            {"estate": "B", "household": "2", "fears": ""},
            {"estate": "A", "household": "1", "fears": "dust"},  # the ballots of A stand before it
        ]
        worries = programme(self.SIZES, self.BALLOTS, answers).voices.worries
        at = worries.at(np.array([1, 1, 0]), np.array([KINDS.index(k) for k in ("noise", "paying", "dust")]))
        assert worries.yes[at].tolist() == [1, 1, 0]
        assert worries.answered[at].tolist() == [2, 2, 40]

    def test_without_fears_nothing_changes(self) -> None:
        found = programme(self.SIZES, [ballot("A", 10, 40)])
        assert not len(found.voices.worries)
        assert found.facts.nuisance.tolist() == [3, 0, 0] * 3
