"""Random programmes with two or three aims in turn."""

import dataclasses
from typing import Any

from hypothesis import strategies as st

from tests.worked_out.drawn_rules import Draw, Row, a_street, now_and_then
from tests.worked_out.programmes import Drawn, programmes


@st.composite
def tiered(draw: Draw, whole_fen: bool = True) -> Drawn:
    """Draw a programme with tiers: by class, type, street or need, with and without tolerance."""
    drawn: Drawn = draw(programmes(whole_fen))
    kinds = drawn.rows["work_types"]
    tiers = [_tier(draw, drawn, kinds, number) for number in range(draw(st.integers(2, 3)))]
    return dataclasses.replace(drawn, settings={**drawn.settings, "tiers": tiers})


def _tier(draw: Draw, drawn: Drawn, kinds: list[Row], number: int) -> dict[str, Any]:
    tier: dict[str, Any] = {"name": f"aim {number}"}
    if now_and_then(draw, 5):
        tier["classes"] = [draw(st.sampled_from(sorted({kind["work_class"] for kind in kinds})))]
    if now_and_then(draw, 2):
        tier["work_types"] = [draw(st.sampled_from([kind["id"] for kind in kinds]))]
    if now_and_then(draw, 2) and (street := a_street(draw, drawn.rows["estates"])):
        tier["streets"] = [street]
    if now_and_then(draw, 2):
        tier["need_at_least"] = draw(st.sampled_from([0.5, 1.0]))
    if now_and_then(draw, 3):
        tier["penalties"] = True
    if now_and_then(draw, 5):
        tier["tolerance"] = draw(st.sampled_from([0.05, 0.3, 1.0]))
    if now_and_then(draw, 4):
        tier |= {
            "benefit": draw(st.sampled_from([0.0, 0.5, 1.0])),
            "cost": draw(st.sampled_from([0.0, 1.0, 20.0])),
            "disruption": draw(st.sampled_from([0.0, 0.01])),
        }
    return tier
