"""Costs and benefits far from their peers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scenarios.model.findings.noted import Noted
    from scenarios.tables.column import Numbers

FAR_UNIT_COST = 100.0
"""Times the median of its peers at which a work's cost for a unit is pointed out."""
FAR_ESTATE = 20.0
"""Times the programme's median at which an estate's cost per household or per m2 is pointed out."""
FAR_SPREAD = 1e6
"""Largest over smallest at which numbers of one program are pointed out: solvers lose digits beyond it."""
FEWEST_PEERS = 3
FEWEST_ESTATES = 5


def unit_costs_are_alike(noted: Noted) -> None:
    """Point out works whose cost for a unit is 100 times its peers' median, or a hundredth of it."""
    facts, types = noted.programme.facts, noted.programme.work_types
    known = (facts.quantity > 0) & (facts.cost > 0)
    each = np.where(known, facts.cost / np.where(known, facts.quantity, 1.0), np.nan)
    for kind in np.unique(facts.work_type[known]).tolist():
        peers = np.flatnonzero(known & (facts.work_type == kind))
        if len(peers) < FEWEST_PEERS:
            continue
        usual = float(np.median(each[peers]))
        times = each[peers] / usual
        far = (times > FAR_UNIT_COST * (1 - 1e-9)) | (times < (1 + 1e-9) / FAR_UNIT_COST)
        if far.any():
            ratio = float(times[far][np.argmax(np.abs(np.log(times[far])))])
            words = {"kind": types.name[kind], "usual": f"{usual / 100:,.2f}", "ratio": _times(ratio)}
            noted.works("unit_cost_far_off", peers[far], "cost", **words)


def estate_costs_are_alike(noted: Noted) -> None:
    """Point out estates whose cost per household or per m2 is 20 times the median, or a twentieth of it."""
    facts, campaigns, estates = noted.programme.facts, noted.programme.campaigns, noted.programme.estates
    at = campaigns.estate[facts.campaign]
    cost = np.zeros(len(estates))
    np.add.at(cost, at[at >= 0], facts.cost[at >= 0])
    area = np.nan_to_num(estates.floor_area)
    for column, size, unit, unit_zh in (
        ("households", estates.households, "household", "每户"),
        ("floor_area", area, "m2", "每平方米"),
    ):
        known = (cost > 0) & (size > 0)
        if known.sum() < FEWEST_ESTATES:
            continue
        times = np.ones(len(estates))
        times[known] = cost[known] / size[known]
        usual = float(np.median(times[known]))
        times[known] /= usual
        far = known & ((times > FAR_ESTATE) | (times < 1 / FAR_ESTATE))
        if far.any():
            ratio = float(times[far][np.argmax(np.abs(np.log(times[far])))])
            words = {"unit": unit, "unit_zh": unit_zh, "usual": f"{usual / 100:,.0f}", "ratio": _times(ratio)}
            noted.estates("estate_cost_far_off", far, column, **words)


def numbers_are_near(noted: Noted) -> None:
    """Point out costs or benefits so far apart that solvers lose digits."""
    facts = noted.programme.facts
    for code, values in (("cost_spread", facts.cost / 100), ("benefit_spread", facts.benefit_per_year)):
        positive = np.flatnonzero(values > 0)
        if len(positive) and values[positive].max() > FAR_SPREAD * values[positive].min():
            ends = positive[[np.argmin(values[positive]), np.argmax(values[positive])]]
            words = {"least": _plain(values[ends[0]]), "most": _plain(values[ends[1]])}
            noted.works(code, ends, "cost" if code == "cost_spread" else "need", **words)


def _plain(value: float | Numbers) -> str:
    return f"{float(value):,.6g}"


def _times(ratio: float) -> str:
    return f"{ratio:,.3g}" if ratio < 1000 else f"{ratio:,.0f}"
