"""Random rows of the tables that hold a programme back, and its settings."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

Row = dict[str, Any]
Draw = Callable[[st.SearchStrategy[Any]], Any]
CLOCKS = (("quarter", "2021Q4", 1), ("quarter", "2021Q3", 2), ("half-year", "2021H1", 2), ("year", "2021", 1))
"""Length of a period, the first one, and the fewest, so that the plan has a last quarter of 2021."""


def now_and_then(draw: Draw, tenths: int) -> bool:
    """Return True in so many of ten draws; False is the simpler."""
    return bool(draw(st.integers(0, 9)) >= 10 - tenths)


def a_street(draw: Draw, estates: list[Row]) -> str:
    """Draw a street that some estate lies in; '' where none does."""
    return str(draw(st.sampled_from(sorted({estate["street"] for estate in estates}, reverse=True))))


def settings(draw: Draw) -> dict[str, Any]:
    """Draw settings: at most four periods from 2021 on, which run over a year's end now and then."""
    length, first, least = draw(st.sampled_from(CLOCKS))
    made: dict[str, Any] = {"first_period": first, "period": length, "periods": draw(st.integers(least, 4))}
    rules: dict[str, Any] = {}
    if now_and_then(draw, 3):
        rules["start_once"] = {"must_start": True}
    if now_and_then(draw, 5):
        rules["pilot_first"] = {"others_before": draw(st.integers(0, 2))}
    if now_and_then(draw, 3):
        rules["street_disruption"] = {"on": True, "share": draw(st.sampled_from([0.3, 0.5, 0.8]))}
    if now_and_then(draw, 3):
        rules["street_projects"] = {"on": True, "most": draw(st.integers(1, 2))}
    if now_and_then(draw, 1):
        rules["consent"] = {"missing": "refused"}
    if now_and_then(draw, 4):
        rules["due_after_plan"] = {"limit": draw(st.integers(0, 3)) * 10_000}
    if rules:
        made["rules"] = rules
    if now_and_then(draw, 3):
        made["aims"] = {
            "benefit": draw(st.sampled_from([1.0, 0.1])),
            "cost": draw(st.sampled_from([0.0, 1.0, 20.0])),
            "disruption": draw(st.sampled_from([0.0, 0.01])),
        }
    if now_and_then(draw, 1):
        made["working_days"] = [1, 2, 3, 4, 5]
    return made


def crews(draw: Draw, estates: list[Row], types: list[Row], year: int) -> list[Row]:
    """Draw crews of the trades that works need; a trade without any row is not limited."""
    rows: list[Row] = []
    for trade in sorted({kind["trade"] for kind in types if "trade" in kind}):
        if now_and_then(draw, 7):
            rows.append({"trade": trade, "count": draw(st.sampled_from([2, 1, 3, 0.5]))})
            if now_and_then(draw, 2) and (street := a_street(draw, estates)):
                rows.append({"trade": trade, "street": street, "count": 1, "to": "2022-06-30"})
            if now_and_then(draw, 2):
                rows.append({"trade": trade, "from": f"{year}-11-15", "to": f"{year + 1}-02-10", "count": 1})
    return rows


def calendar(draw: Draw, estates: list[Row], types: list[Row], year: int) -> list[Row]:
    """Draw closed windows: full or quiet, for all or for some, once or every year."""
    rows: list[Row] = []
    if now_and_then(draw, 3):
        rows.append({"name": "spring", "from": f"{year + 1}-01-25", "to": f"{year + 1}-02-20"})
    if now_and_then(draw, 2):
        last = f"{year + 1}-01-05"
        rows.append({"name": "new year", "from": f"{year}-12-20", "to": last, "every_year": "yes"})
    if now_and_then(draw, 2):
        rows.append({"name": "exams", "from": f"{year}-11-01", "to": f"{year}-11-30", "stop": "quiet"})
    for row in rows:
        if now_and_then(draw, 2):
            row["estates"] = estates[0]["id"]
        if now_and_then(draw, 4) and any("calendar_class" in kind for kind in types):
            row["classes"] = "earth"
    return rows


def links(draw: Draw, works: list[Row]) -> list[Row]:
    """Draw a link between two works or campaigns; there is only one, so that none makes a loop."""
    campaigns = list(dict.fromkeys(_campaign(work) for work in works))
    if not now_and_then(draw, 3):
        return []
    lag = draw(st.sampled_from([0, 7, 100]))
    if len(campaigns) > 1 and now_and_then(draw, 6):
        return [{"before": campaigns[0], "after": campaigns[-1], "lag_days": lag}]
    if len(works) > 1:
        first, second = sorted((works[0], works[-1]), key=lambda work: str(work["work_type"]))
        return [{"before": _key(first), "after": _key(second), "lag_days": lag}]
    return []


def _campaign(work: Row) -> str:
    part = work.get("campaign", "")
    return f"{work['place']}/{part}" if part else str(work["place"])


def _key(work: Row) -> str:
    told = (_campaign(work), work["work_type"], work.get("building", ""))
    return str(work.get("id") or ":".join(filter(None, told)))


def outside(draw: Draw, estates: list[Row], types: list[Row], assets: list[Row], year: int) -> list[Row]:
    """Draw another agency's project; give an asset the day from which it holds nothing back."""
    for asset in assets:
        if now_and_then(draw, 5):
            asset["ready"] = f"{year + 1}-01-31"
        if now_and_then(draw, 5):
            asset["holds"] = types[0]["id"]
    if not now_and_then(draw, 2):
        return []
    row = {"id": "O0", "finish": f"{year}-12-{draw(st.sampled_from([31, 15]))}", "estates": estates[-1]["id"]}
    return [row | ({"holds": types[-1]["id"]} if now_and_then(draw, 5) else {})]


def consents(draw: Draw, estates: list[Row], types: list[Row], year: int) -> list[Row]:
    """Draw votes on the matter that some works need consent to."""
    rows: list[Row] = []
    for estate in estates if any("consent_matter" in kind for kind in types) else []:
        if now_and_then(draw, 5):
            share = draw(st.sampled_from([0.8, 0.5, 0.6]))
            row: Row = {"estate": estate["id"], "matter": "lift", "by_area": share, "by_heads": share}
            if now_and_then(draw, 4):
                row["date"] = f"{year + 1}-02-01"
            if now_and_then(draw, 3):
                row |= {"turnout_area": 0.7, "turnout_heads": draw(st.sampled_from([0.6, 0.7]))}
            if now_and_then(draw, 2):
                row |= {"scope": "building", "unit": "1"}
            rows.append(row)
    return rows


def targets(draw: Draw, estates: list[Row], types: list[Row], works: list[Row], year: int) -> list[Row]:
    """Draw at most two targets; soft ones are the simpler, hard ones are small."""
    rows: list[Row] = []
    for g in range(draw(st.sampled_from([0, 0, 1, 2]))):
        measure = draw(st.sampled_from(["estates", "households", "quantity", "buildings", "floor_area"]))
        row: Row = {"name": f"G{g}", "measure": measure, "strength": "soft"}
        row["by"] = draw(st.sampled_from([f"{year + 1}-12-31", f"{year + 1}-03-31", f"{year}-12-31"]))
        row["counted"] = draw(st.sampled_from(["completed", "started"]))
        most = {"estates": 1, "households": 60, "quantity": 2, "buildings": 1, "floor_area": 2000}[measure]
        row["value"] = most
        if measure == "quantity":
            row["work_type"] = works[0]["work_type"]
        if now_and_then(draw, 3):
            row["strength"] = "hard"
        elif now_and_then(draw, 5):
            row["penalty"] = draw(st.sampled_from([10, 0, 1000]))
        if now_and_then(draw, 2) and estates[0]["street"]:
            row["street"] = estates[0]["street"]
        if now_and_then(draw, 2) and "zone" in estates[0]:
            row["zone"] = estates[0]["zone"]
        rows.append(row)
    return rows
