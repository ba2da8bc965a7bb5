"""What is left out of a plan says why: exclusions, permits that are missing, other modes."""

from planner.document.left_out import left_out
from solvers import solve
from tests.worked_out.by_hand import estate, programme, work, work_type


def test_what_takes_no_part_says_why() -> None:
    given = programme(
        estates=[
            estate("A", heritage="yes"),
            estate("B", structure_grade="D"),
            estate("C", demolition_list="yes"),
            estate("D", excluded_because="sold"),
            estate("E"),
        ],
        work_types=[work_type(opens_ground="yes"), work_type("paint")],
        works=[
            work("A"),
            work("A", "paint"),
            work("B"),
            work("B", campaign="rebuild"),
            work("C"),
            work("D"),
            work("E", campaign="micro", need=0.1),
            work("E", campaign="comprehensive"),
        ],
        rules={"exclusions": {"on": True}},
    )
    found = solve(given, engine="highs", gap=0.0, seconds=30, workers=1)
    assert found.plan is not None
    told = {row["campaign"]: (row["why"], row["works"]) for row in left_out(given, found.plan)}
    assert told == {
        "A": ("heritage ground without a permit to dig", ["A:pipes"]),
        "B": ("excluded: a dangerous house of grade D needs rebuilding", ["B:pipes"]),
        "C": ("excluded: it is on a demolition list", None),
        "D": ("excluded: sold", None),
        "E/micro": ("another mode of the place is done: comprehensive renovation", None),
    }
