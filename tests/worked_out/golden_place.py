"""A tiny programme for each rule of what opens together."""

from scenarios.model.programme import Programme
from tests.worked_out.by_hand import estate, programme, work, work_type

TWO = [work("A", campaign="one"), work("A", campaign="two")]
"""Two campaigns at one estate."""


def _made() -> dict[str, Programme]:
    return {
        "openings": programme(
            3,
            work_types=[
                work_type(opens_ground="yes"),
                work_type("cables", work_class="upgrade", opens_ground="yes"),
            ],
            works=[*TWO, work("B"), work("B", "cables", campaign="late", ground="A")],
            grounds=[{"id": "B", "last_opened": "2019-03-31"}],
            rules={"openings": {"on": True, "window": 2, "years": 2}},
        ),
        "shared_setups": programme(
            2,
            work_types=[
                work_type(shared_setup="trench"),
                work_type("cables", work_class="upgrade", shared_setup="trench"),
                work_type("paint", shared_setup="scaffold"),
            ],
            works=[work("A"), work("A", "cables", campaign="late"), work("B"), work("B", "paint")],
            grounds=[{"id": "B", "trench_cost": 0}],
            rules={"shared_setups": {"on": True, "trench": 50_000, "scaffold": 20_000}},
        ),
        "zones": programme(
            3,
            "2021Q3",
            estates=[estate("A", zone="Z"), estate("B", zone="Z"), estate("C", zone="Y")],
            works=[work("A"), work("B"), work("C")],
            rules={"zones": {"on": True, "mobilisation": 100_000, "penalty": 7}},
        ),
        "operators": programme(
            4,
            works=[work("A", campaign="cables"), work("B", campaign="cables"), work("B")],
            operators=[
                {
                    "id": "O",
                    "campaign": "cables",
                    "span_periods": 2,
                    "setup_cost": 1000,
                    "latest": "2021-09-30",
                }
            ],
        ),
        "neighbour_roads": programme(
            2,
            estates=[estate(key) for key in "ABCDE"],
            work_types=[work_type(nuisance="road 2", fixed_days=100), work_type("paint", nuisance="road 1")],
            works=[*(work(key) for key in "ABCD"), work("E", "paint")],
            adjacency=[
                {"estate": "A", "neighbour": "B"},
                {"estate": "C", "neighbour": "A"},
                {"estate": "B", "neighbour": "C"},
                {"estate": "C", "neighbour": "D", "shared_road": "R"},
                {"estate": "D", "neighbour": "E"},
            ],
            rules={"neighbour_roads": {"on": True}},
        ),
    }


GOLDEN_PLACE = _made()
"""A programme for each rule, by the rule's name."""
