"""Random rows and settings of what opens together: grounds, set-ups, zones, operators, neighbours' roads."""

from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from tests.worked_out.drawn_rules import Draw, Row, now_and_then

Rows = dict[str, list[Row]]
Rules = dict[str, Any]
CABLES = "cables"
"""Word of the campaigns of an operator's programme."""


def with_cables(draw: Draw, works: list[Row]) -> None:
    """Make some works campaigns of their own, an operator's or later ones, now and then."""
    if now_and_then(draw, 3):
        for row in works:
            if now_and_then(draw, 6):
                row["campaign"] = draw(st.sampled_from([CABLES, "late"]))


def add_place(draw: Draw, rows: Rows, settings: dict[str, Any], year: int, least: int = 0) -> None:
    """Switch on at least so many and at most two of the rules, with the rows that they need."""
    rules: Rules = settings.get("rules", {})
    if any(row.get("campaign") == CABLES for row in rows["works"]):
        _operators(draw, rows, year)
    picked = st.lists(st.sampled_from(ADDED), min_size=least, max_size=2, unique_by=lambda one: one.__name__)
    for add in draw(picked):
        add(draw, rows, rules, year)
    if rules:
        settings["rules"] = rules


def _operators(draw: Draw, rows: Rows, year: int) -> None:
    row: Row = {"id": "O0", "campaign": CABLES, "span_periods": draw(st.sampled_from([1, 2, 3]))}
    if now_and_then(draw, 5):
        row |= {"setup_cost": 7000, "payer": draw(st.sampled_from(["government", "utility"]))}
    if now_and_then(draw, 2):
        row["earliest"] = f"{year}-10-02"
    if now_and_then(draw, 2):
        row["latest"] = f"{year + 1}-01-01"
    rows["operators"] = [row]


def _grounds(draw: Draw, rows: Rows) -> None:
    """Let works of different places open the ground of the first, and say when it was last opened."""
    for row in rows["works"]:
        if now_and_then(draw, 4):
            row["ground"] = rows["estates"][0]["id"]


def _openings(draw: Draw, rows: Rows, rules: Rules, year: int) -> None:
    for kind in rows["work_types"]:
        if now_and_then(draw, 9):
            kind["opens_ground"] = "yes"
    _grounds(draw, rows)
    rules["openings"] = {
        "on": True,
        "window": draw(st.sampled_from([1, 2, 3])),
        "years": draw(st.sampled_from([0.25, 1, 5])),
        "reopening": draw(st.sampled_from(["ban", "price", "count"])),
        "penalty": draw(st.sampled_from([0, 10, 1000])),
    }
    if now_and_then(draw, 3):
        day = draw(st.sampled_from([f"{year}-03-31", f"{year - 1}-01-01"]))
        _ground(rows)["last_opened"] = day


def _ground(rows: Rows) -> Row:
    """Return the row of the first estate's ground, made where there is none."""
    held = rows.setdefault("grounds", [{"id": rows["estates"][0]["id"]}])
    return held[0]


def _setups(draw: Draw, rows: Rows, rules: Rules, year: int) -> None:
    for kind in rows["work_types"]:
        if now_and_then(draw, 9):
            kind["shared_setup"] = draw(st.sampled_from(["trench", "scaffold"]))
    _grounds(draw, rows)
    rules["shared_setups"] = {
        "on": True,
        "window": draw(st.sampled_from([1, 2])),
        "trench": draw(st.sampled_from([5000, 20_000, 0])),
        "scaffold": draw(st.sampled_from([0, 3000])),
    }
    if now_and_then(draw, 3):
        _ground(rows)["trench_cost"] = draw(st.sampled_from([0, 9000]))


def _zones(draw: Draw, rows: Rows, rules: Rules, year: int) -> None:
    for row in rows["estates"]:
        if now_and_then(draw, 6):
            row["zone"] = "Z0"
    rules["zones"] = {
        "on": True,
        "most": draw(st.sampled_from([1, 2])),
        "mobilisation": draw(st.sampled_from([0, 4000])),
        "penalty": draw(st.sampled_from([0, 30, 1000])),
    }


def _roads(draw: Draw, rows: Rows, rules: Rules, year: int) -> None:
    for kind in rows["work_types"]:
        if now_and_then(draw, 9):
            kind["nuisance"] = draw(st.sampled_from(["road 2", "road 2; noise 1", "road 1"]))
    keys = [row["id"] for row in rows["estates"]]
    rules["neighbour_roads"] = {"on": True, "level": draw(st.sampled_from([2, 1]))}
    if len(keys) > 1 and now_and_then(draw, 7):
        pairs = [{"estate": one, "neighbour": other} for one, other in pairwise(keys)]
        road = draw(st.sampled_from(["", "R"]))
        rows["adjacency"] = [{**pair, "shared_road": road} if road else pair for pair in pairs]
    else:
        for number, row in enumerate(rows["estates"]):
            row |= {"lon": 116.68, "lat": 23.36 + 0.001 * number}
        rules["neighbour_roads"]["within_m"] = draw(st.sampled_from([112, 111, 230]))


ADDED = (_openings, _setups, _zones, _roads)
"""What may be added, the first for hypothesis to shrink to."""
