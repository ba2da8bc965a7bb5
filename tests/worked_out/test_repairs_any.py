"""Random impossible programmes: their conflict is minimal, and every repair does what it says."""

import tomllib
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from scenarios.model.programme import Programme
from scenarios.whatif import overlay, what_if_from
from solvers.why.conflict import conflict
from solvers.why.repairs.sheet import repair_sheet
from tests.worked_out.brute import brute_force
from tests.worked_out.drawn_rules import Draw
from tests.worked_out.programmes import Drawn, programmes
from tests.worked_out.test_conflict import is_possible

FEW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
STEP = 10_000


@st.composite
def hard_pressed(draw: Draw) -> Drawn:
    """Draw a programme in which nearly everything must start, with little money and hard targets."""
    drawn = draw(programmes())
    share = draw(st.sampled_from([1.0, 0.5, 0.1]))
    rows = {name: [dict(row) for row in held] for name, held in drawn.rows.items()}
    for row in rows.get("funds", []):
        row["limit"] = int(row["limit"] * share)
        if "floor" in row:
            row["floor"] = min(row["floor"], row["limit"])
    for row in rows.get("targets", []):
        row["strength"] = "hard"
        row["value"] = row["value"] * draw(st.sampled_from([1, 2]))
        row.pop("penalty", None)
    rules = {**drawn.settings.get("rules", {}), "start_once": {"must_start": draw(st.booleans())}}
    return Drawn(rows=rows, settings={**drawn.settings, "rules": rules})


def laid_over(base: Programme, changes: list[dict[str, Any]]) -> Programme:
    """Return a programme with changes laid over it."""
    return overlay(base, what_if_from({"name": "repair", "change": changes})).programme


@FEW
@given(hard_pressed())
def test_every_repair_that_is_verified_makes_the_programme_possible(drawn: Drawn) -> None:
    base = drawn.programme()
    assume(brute_force(base) is None)
    found = conflict(base, seconds=60)
    names = frozenset(rule.name for rule in found.rules)
    assert found.minimal
    assert not is_possible(base, names)
    assert all(is_possible(base, names - {name}) for name in names)
    sheet = repair_sheet(base, names, seconds=60)
    assert sheet.complete
    assert [r.cost for r in sheet.repairs] == sorted(r.cost for r in sheet.repairs)
    for repair in sheet.repairs:
        assert repair.verified, repair
        changes = tomllib.loads(repair.change)["change"]
        assert brute_force(laid_over(base, changes)) is not None, repair
        if len(changes) == 1 and changes[0]["table"] == "funds":
            less = {**changes[0], "add": changes[0]["add"] - STEP}
            assert brute_force(laid_over(base, [less] if less["add"] else [])) is None, repair
        if len(changes) == 1 and changes[0].get("column") == "value":
            more = {**changes[0], "set": changes[0]["set"] + 1}
            assert brute_force(laid_over(base, [more])) is None, repair
