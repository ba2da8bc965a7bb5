"""Random small programmes: at most six works and four periods, with every kind of rule now and then.

Each is legal input, drawn as literal rows, so that a test can rename, reorder or change them. Nearly all is
left out unless it is drawn, so that hypothesis shrinks to the fewest rows that still show a fault.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from scenarios.model.programme import Programme
from scenarios.read import programme_from
from tests.worked_out.drawn_duties import add_duties, divided
from tests.worked_out.drawn_money import add_terms
from tests.worked_out.drawn_place import add_place, with_cables
from tests.worked_out.drawn_rules import (
    Draw,
    Row,
    a_street,
    calendar,
    consents,
    crews,
    links,
    now_and_then,
    outside,
    settings,
    targets,
)

MOST_WORKS = 6
OTHER_FUNDS = ("city", "society", "bond", "utility")
MOST_CHOICES = 3000
"""Plans that a brute force may have to look at."""


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A random programme as literal rows by table, and its settings."""

    rows: Mapping[str, list[Row]]
    settings: Mapping[str, Any]

    def programme(self) -> Programme:
        """Return the programme that the rows make, by the same checks as files."""
        return programme_from(self.rows, self.settings)

    def replace(self, **rows: list[Row]) -> "Drawn":
        """Return a copy with other rows in some tables."""
        return dataclasses.replace(self, rows={**self.rows, **rows})


@st.composite
def programmes(draw: Draw, whole_fen: bool = True) -> Drawn:
    """Draw a programme; with ``whole_fen`` no payer's share and no carried share is rounded to the fen."""
    set_up = settings(draw)
    estates = _estates(draw)
    types = _work_types(draw, whole_fen)
    assets = [{"id": "P0", "estates": "E0", "street": "S0"}] if now_and_then(draw, 2) else []
    works = _works(draw, estates, types, assets)
    divided(draw, works, MOST_WORKS)
    with_cables(draw, works)
    _few_choices(works, types, set_up["periods"])
    year = int(set_up["first_period"][:4])
    rows = {
        "estates": estates,
        "work_types": types,
        "works": works,
        "assets": assets,
        "funds": _funds(draw, estates, works, types, year, whole_fen),
        "crews": crews(draw, estates, types, year),
        "calendar": calendar(draw, estates, types, year),
        "links": links(draw, works),
        "outside_projects": outside(draw, estates, types, assets, year),
        "consents": consents(draw, estates, types, year),
        "targets": targets(draw, estates, types, works, year),
        "ballots": _ballots(draw, estates, types),
        "benefits": _benefits(draw, works, year),
    }
    add_duties(draw, rows, set_up, year)
    add_place(draw, rows, set_up, year)
    add_terms(draw, rows, set_up, year, whole_fen)
    return Drawn(rows={name: held for name, held in rows.items() if held}, settings=set_up)


def _estates(draw: Draw) -> list[Row]:
    estates = []
    for e in range(draw(st.integers(1, 4))):
        row: Row = {"id": f"E{e}", "name": f"estate {e}", "households": draw(st.integers(1, 12)) * 10}
        row["street"] = draw(st.sampled_from(["S0", "S1", ""]))
        if now_and_then(draw, 3):
            row["zone"] = "Z0"
        if now_and_then(draw, 3):
            row |= {"floor_area": draw(st.integers(1, 9)) * 1000, "buildings": draw(st.integers(1, 4))}
        if now_and_then(draw, 3):
            row["year_built"] = draw(st.sampled_from([1985, 2000, 2004]))
        if now_and_then(draw, 2):
            row["pilot"] = "yes"
        if now_and_then(draw, 2):
            row["required"] = draw(st.sampled_from(["yes", "no"]))
        if now_and_then(draw, 2):
            row["priority"] = draw(st.sampled_from([0, 0.5, 2]))
        row |= _dates_of_estate(draw)
        if e and now_and_then(draw, 1):
            row["excluded_because"] = "to be pulled down"
        estates.append(row)
    return estates


def _dates_of_estate(draw: Draw) -> Row:
    row: Row = {}
    if now_and_then(draw, 1):
        row["earliest"] = draw(st.sampled_from(["2021-02-15", "2021-04-01", "2021-07-01"]))
    if now_and_then(draw, 1):
        row["latest"] = draw(st.sampled_from(["2021-12-31", "2021-10-01", "2022-03-31"]))
    if now_and_then(draw, 1):
        row["pinned_start"] = draw(st.sampled_from(["2021-10-10", "2021-12-31"]))
    if now_and_then(draw, 1):
        row["renovated_on"] = draw(st.sampled_from(["2016-03-30", "2016-08-01", "2012-01-01"]))
    return row


def _work_types(draw: Draw, whole_fen: bool) -> list[Row]:
    types: list[Row] = []
    for t in range(draw(st.integers(1, 3))):
        row: Row = {"id": f"T{t}", "name": f"type {t}", "unit_cost": draw(st.integers(1, 9)) * 10_000}
        row["work_class"] = draw(st.sampled_from(["basic", "upgrade"]))
        if now_and_then(draw, 5):
            row["productivity"] = draw(st.sampled_from([0.01, 0.025, 0.1]))
        else:
            row["fixed_days"] = draw(st.sampled_from([40, 10, 100, 200, 0]))
        if now_and_then(draw, 3):
            row["crews_at_once"] = 2
        if now_and_then(draw, 6):
            row["trade"] = draw(st.sampled_from(["pipe", "paint"]))
        if now_and_then(draw, 4):
            row["nuisance"] = draw(st.sampled_from(["noise 3; dust 1", "noise 1", "dust 2"]))
            row["nuisance_scope"] = draw(st.sampled_from(["estate", "building", "stairwell", "dwelling"]))
        if now_and_then(draw, 4):
            row["calendar_class"] = "earth"
        if now_and_then(draw, 3):
            row["consent_matter"] = "lift"
        if now_and_then(draw, 3):
            row |= _shares(draw, whole_fen)
        if types and now_and_then(draw, 4):
            row["after"] = types[-1]["id"]
        types.append(row)
    return types


def _shares(draw: Draw, whole_fen: bool) -> Row:
    payer = draw(st.sampled_from(["resident", "utility"]))
    share = draw(st.sampled_from([0.25, 0.5] if whole_fen else [0.1, 1 / 3, 0.25]))
    row: Row = {f"{payer}_share": share}
    if now_and_then(draw, 5):
        row[f"{payer}_share_realised"] = draw(st.sampled_from([0.0, share / 2, share]))
    return row


def _works(draw: Draw, estates: list[Row], types: list[Row], assets: list[Row]) -> list[Row]:
    zones = [e["zone"] for e in estates if "zone" in e and "excluded_because" not in e]
    places = [e["id"] for e in estates] + sorted(set(zones)) + [a["id"] for a in assets]
    pairs = [(place, kind["id"]) for kind in types for place in places]
    chosen = draw(st.lists(st.sampled_from(pairs), min_size=1, max_size=MOST_WORKS, unique=True))
    if not any(place == "E0" for place, _ in chosen):
        chosen = [("E0", types[0]["id"]), *chosen[: MOST_WORKS - 1]]
    works = []
    for place, kind in chosen:
        row: Row = {"place": place, "work_type": kind, "quantity": draw(st.integers(1, 4))}
        row["need"] = draw(st.sampled_from([1.0, 0.5, 0.3]))
        if now_and_then(draw, 1):
            row["quantity"] = 0
        if now_and_then(draw, 2):
            row["cost"] = draw(st.integers(0, 20)) * 10_000
        if now_and_then(draw, 2):
            row["households"] = draw(st.integers(1, 30))
        if now_and_then(draw, 4):
            row["required"] = draw(st.sampled_from(["no", "yes"]))
        if now_and_then(draw, 2):
            row["campaign"] = "part"
        if now_and_then(draw, 2):
            row["alternatives"] = "either"
        if now_and_then(draw, 1):
            row["id"] = f"W{len(works)}"
        works.append(row)
    return works


def _few_choices(works: list[Row], types: list[Row], periods: int) -> None:
    """Make optional works required, from the last on, until a brute force can look at every plan."""
    basic = {kind["id"] for kind in types if kind["work_class"] == "basic"}
    optional = [w for w in works if w.get("required", "yes" if w["work_type"] in basic else "no") == "no"]
    while choices(works, optional, periods) > MOST_CHOICES and optional:
        optional.pop()["required"] = "yes"


def choices(works: list[Row], optional: list[Row], periods: int) -> int:
    """Return how many plans there are at most."""
    campaigns: dict[tuple[str, str], int] = {}
    for work in works:
        key = (work["place"], work.get("campaign", ""))
        free = any(work is one for one in optional) or "alternatives" in work
        campaigns[key] = campaigns.get(key, 1) * (2 if free else 1)
    total = 1
    for ways in campaigns.values():
        total *= 1 + periods * ways
    return total


def _funds(
    draw: Draw, estates: list[Row], works: list[Row], types: list[Row], year: int, whole_fen: bool
) -> list[Row]:
    unit_cost = {kind["id"]: kind["unit_cost"] for kind in types}
    total = sum(w.get("cost", w["quantity"] * unit_cost[w["work_type"]]) for w in works)
    shares = [kind for kind in types if "resident_share" in kind or "utility_share" in kind]
    payers = {"city"} | {("resident" if "resident_share" in kind else "utility") for kind in shares}
    kinds = [*sorted(payers), *draw(st.lists(st.sampled_from(OTHER_FUNDS), max_size=3 - len(payers)))]
    rows: list[Row] = []
    for f, kind in enumerate(kinds):
        same = {"fund": f"F{f}", "kind": kind} | (_limited(draw, estates, types) if f else {})
        rows += _fund(draw, same, total, year, whole_fen)
    return rows


def _limited(draw: Draw, estates: list[Row], types: list[Row]) -> Row:
    """Draw what a fund may be used for; mostly for everything."""
    row: Row = {}
    if now_and_then(draw, 2):
        row["classes"] = draw(st.sampled_from(sorted({kind["work_class"] for kind in types})))
    if now_and_then(draw, 1):
        row["work_types"] = types[0]["id"]
    if now_and_then(draw, 2):
        row["streets"] = a_street(draw, estates)
    if now_and_then(draw, 1):
        row["attribute"] = "year_built <= 2000"
    return row


def _fund(draw: Draw, same: Row, total: int, year: int, whole_fen: bool) -> list[Row]:
    if now_and_then(draw, 5):
        same["carry_share"] = 1 if whole_fen else draw(st.sampled_from([1, 0.5, 0.9]))
    if now_and_then(draw, 3):
        same["backs"] = draw(st.sampled_from(["resident", "utility", "resident;utility"]))
    rows = []
    for y in (year - 1, year, year + 1, year + 2):
        if y == year or now_and_then(draw, 3 if y < year else 6):
            limit = max(total, 1) * draw(st.sampled_from([20, 10, 7, 5, 4, 3])) // 10
            row: Row = {**same, "year": y, "limit": limit}
            if "carry_share" in same and now_and_then(draw, 4):
                row["carry_last_year"] = y + draw(st.integers(0, 1))
            rows.append(row)
    return rows


def _ballots(draw: Draw, estates: list[Row], types: list[Row]) -> list[Row]:
    if not now_and_then(draw, 2):
        return []
    kind = draw(st.sampled_from([held["id"] for held in types]))
    support = draw(st.integers(0, 10))
    return [{"estate": estates[0]["id"], "work_type": kind, "support": support, "respondents": 10}]


def _benefits(draw: Draw, works: list[Row], year: int) -> list[Row]:
    if not now_and_then(draw, 1):
        return []
    work = works[0]
    part = work.get("campaign", "")
    campaign = f"{work['place']}/{part}" if part else work["place"]
    rows = [{"campaign": campaign, "value": draw(st.integers(-5, 20)) * 100}]
    if now_and_then(draw, 5):
        rows.append(
            {"campaign": campaign, "period": f"{year}-12-31", "value": draw(st.integers(-5, 20)) * 100}
        )
    return rows
