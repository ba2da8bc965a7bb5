"""Links and pilots, and the days of works that they rest on."""

from typing import ClassVar

import pytest

from solvers.plan.audit import worth
from solvers.plan.plan import PlannedCampaign, PlannedWork
from tests.worked_out.small import (
    DAILY,
    ESTATE,
    OTHER,
    OTHER_WORK,
    PIPES,
    WORK,
    Row,
    day,
    found,
    plan,
    programme,
    starts,
)

Q1, Q2, Q3 = "2021-01-01", "2021-04-01", "2021-07-01"
TWO = {"estates": [ESTATE, OTHER], "works": [WORK, OTHER_WORK]}
PAINT = {**PIPES, "id": "paint", "name": "paint"}


def stating(works: dict[str, tuple[str, str]], finish: str) -> PlannedCampaign:
    """A, started on 1 January, with the days of its works and its finish as stated."""
    return PlannedCampaign(
        campaign="A",
        start=day(Q1),
        finish=day(finish),
        works=tuple(PlannedWork(work=key, start=day(a), finish=day(b)) for key, (a, b) in works.items()),
    )


@pytest.mark.parametrize(("lag", "days"), [(80, 0), (81, 1), (100, 20)])
def test_a_link_between_campaigns(lag: int, days: int) -> None:
    """A takes ten days from 1 January; from 11 January to 1 April are 80 days."""
    given = programme(**TWO, links=[{"before": "A", "after": "B", "lag_days": lag}])
    breaches = [("links", "A -> B", days, "days")] if days else []
    assert found(given, plan(starts("A", Q1), starts("B", Q2))) == breaches


def test_the_earlier_end_of_a_link_starts_too() -> None:
    given = programme(**TWO, links=[{"before": "A", "after": "B"}])
    assert found(given, plan(starts("B", Q2))) == [("links", "A -> B", 1, "campaigns")]
    assert found(given, plan(starts("A", Q3))) == []
    assert found(given, plan(starts("A", Q1), starts("B", Q1))) == [("links", "A -> B", 10, "days")]
    off = programme({"links": {"on": False}}, **TWO, links=[{"before": "A", "after": "B"}])
    assert found(off, plan(starts("B", Q2))) == []


def test_a_link_between_works_binds_only_an_included_one() -> None:
    works = [WORK, OTHER_WORK, {**OTHER_WORK, "work_type": "paint", "required": "no"}]
    link = {"before": "A:pipes", "after": "B:paint", "lag_days": 5}
    given = programme(estates=[ESTATE, OTHER], work_types=[PIPES, PAINT], works=works, links=[link])
    without, with_paint = starts("B", Q1), starts("B", Q1, "B:pipes", "B:paint")
    assert found(given, plan(starts("A", Q1), without)) == []
    assert found(given, plan(starts("A", Q1), with_paint)) == [("links", "A:pipes -> B:paint", 15, "days")]


def test_a_left_out_work_holds_others_as_if_it_were_done() -> None:
    works = [{**WORK, "required": "no"}, {**WORK, "work_type": "paint"}, OTHER_WORK]
    given = programme(
        estates=[ESTATE, OTHER],
        work_types=[PIPES, PAINT],
        works=works,
        links=[{"before": "A:pipes", "after": "B:pipes", "lag_days": 80}],
    )
    assert found(given, plan(starts("A", Q1, "A:paint"), starts("B", Q2))) == []
    late = {"before": "A:pipes", "after": "B:pipes", "lag_days": 81}
    given = given.replace(links=programme(**TWO, links=[late]).links)
    assert found(given, plan(starts("A", Q1, "A:paint"), starts("B", Q2))) == [
        ("links", "A:pipes -> B:pipes", 1, "days")
    ]


@pytest.mark.parametrize(
    ("before", "days"), [("W1", 1), ("P1", 2), ("P2", 0)], ids=["project", "asset", "asset without date"]
)
def test_a_link_to_an_outside_project_or_asset(before: str, days: int) -> None:
    given = programme(
        estates=[ESTATE, OTHER],
        outside_projects=[{"id": "W1", "finish": "2021-03-30"}],
        assets=[{"id": "P1", "estates": "B", "ready": "2021-03-31"}, {"id": "P2", "estates": "B"}],
        links=[{"before": before, "after": "A", "lag_days": 2}],
    )
    breaches = [("links", f"{before} -> A", days, "days")] if days else []
    assert found(given, plan(starts("A", Q2))) == breaches
    assert found(given, plan(starts("A", Q3))) == []


def test_works_of_a_campaign_follow_their_types_and_links() -> None:
    """Paint comes after pipes through a type that is not there; paving by a link with three days between."""
    after = {**PAINT, "after": "plaster"}
    plaster = {**PIPES, "id": "plaster", "name": "plaster", "after": "pipes"}
    paving = {**PIPES, "id": "paving", "name": "paving"}
    given = programme(
        work_types=[PIPES, after, plaster, paving],
        works=[WORK, {**WORK, "work_type": "paint"}, {**WORK, "work_type": "paving"}],
        links=[{"before": "A:paint", "after": "A:paving", "lag_days": 3}],
    )
    days = {
        "A:pipes": (Q1, "2021-01-10"),
        "A:paint": ("2021-01-11", "2021-01-20"),
        "A:paving": ("2021-01-24", "2021-02-02"),
    }
    assert found(given, plan(stating(days, "2021-02-02"))) == []


def test_a_work_waits_for_its_own_calendar() -> None:
    """Pipes are noisy: two of their ten days from Friday 1 January lie beyond a quiet window and a Sunday."""
    windows = [
        {"name": "exams", "from": "2021-01-04", "to": "2021-01-08", "stop": "quiet"},
        {"name": "fair", "from": "2020-01-13", "to": "2020-01-14", "every_year": "yes", "streets": "S"},
        {"name": "elsewhere", "from": "2021-01-01", "to": "2021-12-31", "estates": "B"},
        {"name": "earth only", "from": "2021-01-01", "to": "2021-12-31", "classes": "earth"},
    ]
    ditch = {**PAINT, "id": "ditch", "calendar_class": "earth"}
    given = programme(
        estates=[ESTATE, OTHER],
        work_types=[
            {**PIPES, "nuisance": "noise 2", "fixed_days": 8},
            {**PAINT, "nuisance": "noise 1"},
            ditch,
        ],
        works=[WORK, {**WORK, "work_type": "paint"}, {**OTHER_WORK, "work_type": "ditch"}],
        calendar=windows,
        working_days=[1, 2, 3, 4, 5, 6],
    )
    # pipes: 1, 2, 9, 11, 12, 15, 16, 18; paint: 1, 2, 4-9, 11, 12 January
    days = {"A:pipes": (Q1, "2021-01-18"), "A:paint": (Q1, "2021-01-12")}
    assert found(given, plan(stating(days, "2021-01-18"))) == []


def test_a_window_over_new_year_repeats_and_leap_days_fall_back() -> None:
    windows = [
        {"name": "new year", "from": "2015-12-30", "to": "2016-01-04", "every_year": "yes"},
        {"name": "leap", "from": "2016-02-29", "to": "2016-02-29", "every_year": "yes"},
    ]
    given = programme(calendar=windows, work_types=[{**PIPES, "fixed_days": 55}])
    # from 5 January: 27 days of January, then 27 days of February but the 28th, and 1 March
    days = {"A:pipes": ("2021-01-05", "2021-03-01")}
    assert found(given, plan(stating(days, "2021-03-01"))) == []


def test_a_work_of_no_days_starts_and_ends_when_it_is_ready() -> None:
    nothing = {**PAINT, "after": "pipes", "fixed_days": 0}
    given = programme(work_types=[PIPES, nothing], works=[WORK, {**WORK, "work_type": "paint"}])
    days = {"A:pipes": (Q1, "2021-01-10"), "A:paint": ("2021-01-11", "2021-01-10")}
    assert found(given, plan(stating(days, "2021-01-10"))) == []


@pytest.mark.parametrize(
    ("kind", "quantity", "days"),
    [
        ({"productivity": 0.1}, 1, 10),
        ({"productivity": 3}, 10, 4),
        ({"productivity": 3, "crews_at_once": 2}, 10, 2),
        ({"productivity": 3}, 0, 0),
        ({}, 7, 10),
    ],
)
def test_working_days_of_a_work(kind: dict[str, object], quantity: float, days: int) -> None:
    given = programme(work_types=[{**PIPES, **kind}], works=[{**WORK, "quantity": quantity}])
    last = day(Q1).toordinal() + days - 1
    finish = day(Q1).fromordinal(last).isoformat()
    assert found(given, plan(stating({"A:pipes": (Q1, finish)}, finish))) == []


def test_a_work_that_can_never_be_done_does_not_stop_the_audit() -> None:
    window = {"name": "never", "from": "2021-01-01", "to": "2021-12-31", "every_year": "yes"}
    given = programme(calendar=[{**window, "to": "2021-12-30"}], work_types=[{**PIPES, "fixed_days": 500}])
    assert [rule for rule, *_ in found(given, plan(starts("A", Q1, finish=day("2021-12-31"))))] == [
        "stated_figures"
    ]
    assert worth(given, plan(starts("A", Q1))).benefit == 0


class TestPilots:
    ESTATES: ClassVar[list[Row]] = [{**ESTATE, "pilot": "yes"}, OTHER, {**OTHER, "id": "C", "name": "Cyuan"}]
    WORKS: ClassVar[list[Row]] = [WORK, OTHER_WORK, {**WORK, "place": "C"}]

    @pytest.mark.parametrize(("others", "over"), [(0, 2), (1, 1), (2, 0)])
    def test_others_before_the_pilot_ends(self, others: int, over: int) -> None:
        given = programme({"pilot_first": {"others_before": others}}, estates=self.ESTATES, works=self.WORKS)
        both = plan(starts("A", Q1), starts("B", Q1), starts("C", Q1))
        assert found(given, both) == [("pilot_first", "A", over, "campaigns")] * bool(over)
        assert found(given, plan(starts("A", Q1), starts("B", Q2), starts("C", Q2))) == []

    def test_a_pilot_that_does_not_start_holds_all(self) -> None:
        given = programme({"pilot_first": {"others_before": 1}}, estates=self.ESTATES, works=self.WORKS)
        assert found(given, plan(starts("B", Q2), starts("C", Q3))) == [("pilot_first", "A", 1, "campaigns")]
        off = programme({"pilot_first": {"on": False}}, estates=self.ESTATES, works=self.WORKS)
        assert found(off, plan(starts("B", Q2), starts("C", Q3))) == []

    @pytest.mark.parametrize(("days", "over"), [(90, 0), (91, 1)])
    def test_a_pilot_has_ended_when_its_last_day_is_past(self, days: int, over: int) -> None:
        """The first quarter has 90 days; a pilot of 91 ends within the second."""
        given = programme(
            {"pilot_first": {"others_before": 0}},
            estates=self.ESTATES,
            works=[WORK, {**OTHER_WORK, "work_type": "paint"}],
            work_types=[{**PIPES, "fixed_days": days}, PAINT],
            working_days=DAILY,
        )
        both = plan(starts("A", Q1), starts("B", Q2, "B:paint"))
        assert found(given, both) == [("pilot_first", "A", over, "campaigns")] * over
