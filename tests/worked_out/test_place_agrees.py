"""Brute force, the engines and the audit agree where campaigns crowd on grounds, set-ups and zones."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.worked_out.drawn_place import CABLES, Rows, add_place
from tests.worked_out.drawn_rules import Draw, Row, now_and_then
from tests.worked_out.programmes import Drawn
from tests.worked_out.test_engines_agree import FEW, MANY, check


@st.composite
def crowded(draw: Draw) -> Drawn:
    """Draw a programme of three or four campaigns with money for most of them, which share sites."""
    estates: list[Row] = [
        {"id": f"E{e}", "name": f"estate {e}", "households": 10 * draw(st.integers(1, 9)), "street": "S0"}
        for e in range(draw(st.integers(1, 2)))
    ]
    types: list[Row] = [
        {"id": "T0", "name": "a", "unit_cost": 10_000, "work_class": "basic", "fixed_days": 40}
    ]
    types.append({**types[0], "id": "T1", "name": "b", "fixed_days": draw(st.sampled_from([100, 10]))})
    types[1]["work_class"] = draw(st.sampled_from(["basic", "upgrade"]))
    works: list[Row] = [
        {"place": estates[n % len(estates)]["id"], "work_type": f"T{n % 2}", "campaign": word, "need": 1}
        for n, word in enumerate(draw(st.sampled_from([("", CABLES, "late"), (CABLES, CABLES, "", "late")])))
    ]
    works = [{**row, "quantity": draw(st.integers(1, 3))} for row in works]
    if now_and_then(draw, 3):
        estates[-1]["earliest"] = "2021-10-01"
    rows: Rows = {"estates": estates, "work_types": types, "works": works}
    rows["funds"] = [
        {"fund": "F0", "kind": "city", "year": year, "limit": draw(st.sampled_from([60, 43, 100, 31])) * 1000}
        for year in (2021, 2022)
    ]
    if now_and_then(draw, 5):
        rows["funds"].append({"fund": "F1", "kind": "utility", "year": 2022, "limit": 7000})
    settings: dict[str, Any] = {"first_period": "2021Q3", "periods": draw(st.integers(3, 4))}
    if now_and_then(draw, 3):
        settings["aims"] = {"benefit": 1.0, "cost": draw(st.sampled_from([1.0, 20.0]))}
    add_place(draw, rows, settings, 2021, least=1)
    return Drawn(rows=rows, settings=settings)


@FEW
@given(crowded())
def test_they_agree_on_what_opens_together(drawn: Drawn) -> None:
    check(drawn, "highs", "pulp")


@pytest.mark.slow
@MANY
@given(crowded())
def test_they_agree_on_much_that_opens_together(drawn: Drawn) -> None:
    check(drawn, "highs")
