"""Random rows and settings of the rules of order, readiness, volume and fairness.

Each programme has a few of them at most, so that their effects are not lost in one another.
"""

from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import strategies as st

from tests.worked_out.drawn_rules import Draw, Row, now_and_then

Rows = dict[str, list[Row]]
Rules = dict[str, Any]
WORDS = ("micro", "rebuild", "buildings", "ground")


def divided(draw: Draw, works: list[Row], most: int) -> None:
    """Divide places into modes or stages, and a work among two buildings, now and then."""
    if now_and_then(draw, 3):
        for row in works:
            if now_and_then(draw, 7):
                row["campaign"] = draw(st.sampled_from(WORDS))
    if len(works) < most and now_and_then(draw, 2):
        row = draw(st.sampled_from(works))
        other = {key: value for key, value in row.items() if key != "id"}
        row["building"] = "1"
        works.append({**other, "building": "2", "required": draw(st.sampled_from(["no", "yes"]))})


def add_duties(draw: Draw, rows: Rows, settings: dict[str, Any], year: int) -> None:
    """Switch on at most three of the rules, with the rows that they need."""
    rules: Rules = settings.get("rules", {})
    for add in draw(st.lists(st.sampled_from(ADDED), max_size=3, unique_by=lambda one: one.__name__)):
        add(draw, rows, rules, year)
    if rules:
        settings["rules"] = rules


def _pick(draw: Draw, values: Sequence[Any]) -> Any:
    return draw(st.sampled_from(values))


def _stages(draw: Draw, rows: Rows, rules: Rules, year: int) -> None:
    rules["stages"] = {"on": True, "gap_days": _pick(draw, [0, 30, 100])}


def _modes_off(draw: Draw, rows: Rows, rules: Rules, year: int) -> None:
    rules["modes"] = {"on": False}


def _learning(draw: Draw, rows: Rows, rules: Rules, year: int) -> None:
    rules.setdefault("pilot_first", {"others_before": 0})["learning_days"] = _pick(draw, [30, 90, 200])
    rows["estates"][-1]["pilot"] = "yes"


def _readiness(draw: Draw, rows: Rows, rules: Rules, year: int) -> None:
    rules["readiness"] = {"on": True, **_chain(draw)}
    if now_and_then(draw, 3):
        rules["readiness"]["begins"] = f"{year}-12-01"
    _stage_of_estates(draw, rows, year)


def _chain(draw: Draw) -> Row:
    return {"survey_days": 5, "design_days": _pick(draw, [10, 30]), "tender_days": _pick(draw, [10, 60])}


def _stage_of_estates(draw: Draw, rows: Rows, year: int) -> None:
    for estate in rows["estates"]:
        if now_and_then(draw, 5):
            estate["ready_stage"] = _pick(
                draw, ["tendered", "approved", "publicised", "designed", "surveyed", "none"]
            )
        if now_and_then(draw, 2):
            estate["preparation_from"] = _pick(draw, [f"{year}-11-15", f"{year + 1}-02-01"])


def _preparation(draw: Draw, rows: Rows, rules: Rules, year: int) -> None:
    if "readiness" not in rules:
        rules["readiness"] = {"on": False, **_chain(draw)}
        _stage_of_estates(draw, rows, year)
    same = now_and_then(draw, 2)
    rules["preparation"] = {"on": True} | ({"approval": "design"} if same else {})
    for trade in ("design",) if same else ("design", "approval"):
        if now_and_then(draw, 7):
            rows["crews"].append({"trade": trade, "kind": "office", "count": _pick(draw, [1, 0.5, 0.2, 0])})


def _agreements(draw: Draw, rows: Rows, rules: Rules, year: int) -> None:
    rules["agreements"] = {"missing": _pick(draw, ["assumed", "refused"])}
    found = rows.setdefault("agreements", [])
    for estate in rows["estates"]:
        if now_and_then(draw, 4):
            estate["agreements"] = "school"
        if now_and_then(draw, 5):
            row: Row = {"estate": estate["id"], "party": _pick(draw, ["school", "shop"])}
            if now_and_then(draw, 8):
                row["reached_on"] = _pick(draw, [f"{year}-10-15", f"{year + 1}-01-01", f"{year + 1}-03-01"])
            if now_and_then(draw, 4):
                row["holds"] = rows["work_types"][-1]["id"]
            found.append(row)


def _harder_later(draw: Draw, rows: Rows, rules: Rules, year: int) -> None:
    rows["work_types"][-1]["difficulty"] = _pick(draw, [2, 3])
    rules["harder_later"] = {"on": True, "difficulty": _pick(draw, [3, 2])}
    rules["harder_later"]["from_date"] = _pick(
        draw, [f"{year}-11-01", f"{year + 1}-01-01", f"{year + 1}-04-15"]
    )


def _exclusions(draw: Draw, rows: Rows, rules: Rules, year: int) -> None:
    rules["exclusions"] = {"on": True}
    rows["work_types"][0]["opens_ground"] = "yes"
    for estate in rows["estates"]:
        if now_and_then(draw, 4):
            estate |= _pick(
                draw,
                [
                    {"heritage": "yes"},
                    {"heritage": "yes", "heritage_permit": f"{year + 1}-01-15"},
                    {"structure_grade": "D"},
                    {"demolition_list": "yes"},
                ],
            )


def _ramp_up(draw: Draw, rows: Rows, rules: Rules, year: int) -> None:
    rule: Row = {"on": True, "factor": _pick(draw, [1, 0.5, 2]), "step": _pick(draw, [1, 0, 20])}
    rule["first_year"] = _pick(draw, [1, 2, 0])
    if now_and_then(draw, 4):
        rule |= {"counted": "households", "first_year": _pick(draw, [100, 50, 130])}
    rules["ramp_up"] = rule


def _stability(draw: Draw, rows: Rows, rules: Rules, year: int) -> None:
    keys = list(dict.fromkeys(_campaign(row) for row in rows["works"]))
    days = [f"{year}-10-01", f"{year + 1}-02-01", f"{year + 1}-05-01", f"{year + 5}-01-01"]
    rows["published"] = [
        {"campaign": key, "start": _pick(draw, days)} for key in keys if now_and_then(draw, 7)
    ]
    rule: Row = {}
    if now_and_then(draw, 5):
        rule["most_moves"] = _pick(draw, [1, 0, 2])
    if now_and_then(draw, 5):
        rule["penalty"] = _pick(draw, [10, 100, 1000])
    rules["stability"] = rule


def _campaign(work: Row) -> str:
    part = work.get("campaign", "")
    return f"{work['place']}/{part}" if part else str(work["place"])


def _crew_floors(draw: Draw, rows: Rows, rules: Rules, year: int) -> None:
    trade = rows["work_types"][0].setdefault("trade", "pipe")
    if not any(row["trade"] == trade for row in rows["crews"]):
        rows["crews"].append({"trade": trade, "count": _pick(draw, [1, 2])})
    rule: Row = {"on": True, "share": _pick(draw, [0.1, 0.3, 0.6])}
    if now_and_then(draw, 5):
        rule["trades"] = [trade]
    if now_and_then(draw, 4):
        rule["from_year"] = year + 1
    rules["crew_floors"] = rule


def _street_shares(draw: Draw, rows: Rows, rules: Rules, year: int) -> None:
    rule: Row = {"on": True, "share": _pick(draw, [1.0, 0.8, 0.5])}
    rule["counted"] = _pick(draw, ["started", "completed"])
    if now_and_then(draw, 3):
        rule["from_year"] = year + 1
    rules["street_shares"] = rule


def _least_street(draw: Draw, rows: Rows, rules: Rules, year: int) -> None:
    rules["least_street"] = {"on": True, "weight": _pick(draw, [1.0, 0.3, 5.0])}


def _longest_wait(draw: Draw, rows: Rows, rules: Rules, year: int) -> None:
    rule: Row = {"on": True}
    if now_and_then(draw, 6):
        rule["years"] = _pick(draw, [1.0, 0.5, 0.25])
    if now_and_then(draw, 5):
        rule["street_years"] = _pick(draw, [0.5, 0.25, 1.0])
    rules["longest_wait"] = rule


ADDED: tuple[Callable[[Draw, Rows, Rules, int], None], ...] = (
    _stages,
    _modes_off,
    _learning,
    _readiness,
    _preparation,
    _agreements,
    _harder_later,
    _exclusions,
    _ramp_up,
    _stability,
    _crew_floors,
    _street_shares,
    _least_street,
    _longest_wait,
)
