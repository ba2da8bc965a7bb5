"""Random terms of funds, prices, payment profiles and what works bring in.

Each programme has a few of them at most, so that their effects are not lost in one another.
"""

from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import strategies as st

from tests.worked_out.drawn_rules import Draw, Row, now_and_then

Rows = dict[str, list[Row]]
Settings = dict[str, Any]
Adds = Callable[[Draw, Rows, Settings, int], None]


def add_terms(draw: Draw, rows: Rows, settings: Settings, year: int, whole_fen: bool) -> None:
    """Add at most three kinds of terms; with ``whole_fen`` no cost is rounded to the fen."""
    if now_and_then(draw, 6):
        _add(draw, rows, settings, year, (*ADDED, *(() if whole_fen else UNEVEN)))


def always_terms(draw: Draw, rows: Rows, settings: Settings, year: int) -> None:
    """Add two kinds of terms of funds or more, of what may be rounded to the fen."""
    for add in draw(
        st.lists(st.sampled_from(OF_FUNDS), min_size=2, max_size=4, unique_by=lambda one: one.__name__)
    ):
        add(draw, rows, settings, year)
    _add(draw, rows, settings, year, (_prices, _payments, _hardship))


def _add(draw: Draw, rows: Rows, settings: Settings, year: int, kinds: Sequence[Adds]) -> None:
    for add in draw(st.lists(st.sampled_from(kinds), max_size=3, unique_by=lambda one: one.__name__)):
        add(draw, rows, settings, year)


def _pick(draw: Draw, values: Sequence[Any]) -> Any:
    return draw(st.sampled_from(values))


def _prices(draw: Draw, rows: Rows, settings: Settings, year: int) -> None:
    prices: Row = {"growth": _pick(draw, [0.05, 0.2, -0.1])}
    if now_and_then(draw, 3):
        prices["base_year"] = year + _pick(draw, [-1, 1])
    if now_and_then(draw, 3):
        prices |= {"learning": 0.1, "learning_from": f"{year}-{_pick(draw, ['11-01', '10-01'])}"}
    settings["prices"] = prices
    if now_and_then(draw, 3):
        _pick(draw, rows["work_types"])["cost_growth"] = _pick(draw, [0.1, -0.05])


def _need(draw: Draw, rows: Rows, settings: Settings, year: int) -> None:
    aims = settings.setdefault("aims", {})
    if now_and_then(draw, 6):
        aims["discount"] = _pick(draw, [0.04, 0.2])
    if now_and_then(draw, 5):
        _pick(draw, rows["work_types"])["need_growth"] = _pick(draw, [0.04, 0.3, -0.1])
    if now_and_then(draw, 4):
        aims["vulnerability"] = {"over_60": 0.5, "over_75": _pick(draw, [0, 2])}
        for row in rows["estates"]:
            if now_and_then(draw, 6):
                row |= {"residents": 100, "over_60": 30, "over_75": _pick(draw, [0, 12])}


def _payments(draw: Draw, rows: Rows, settings: Settings, year: int) -> None:
    settings["payments"] = _profile(draw)
    if now_and_then(draw, 3):
        kind = _pick(draw, sorted({row["work_class"] for row in rows["work_types"]}))
        settings["payments"]["by_class"] = {kind: _profile(draw)}


def _profile(draw: Draw) -> Row:
    share = {"advance": _pick(draw, [0.3, 0.0, 0.5]), "retention": _pick(draw, [0.05, 0.5, 0.0])}
    return {**share, "release_days": _pick(draw, [183, 0, 30, 400])}


def _a_fund(draw: Draw, rows: Rows) -> list[Row]:
    name = _pick(draw, sorted({row["fund"] for row in rows["funds"]}))
    return [row for row in rows["funds"] if row["fund"] == name]


def _caps(draw: Draw, rows: Rows, settings: Settings, year: int) -> None:
    most = max(row["limit"] for row in rows["funds"])
    cap: Row = {
        "cap_scope": _pick(draw, ["estate", "year", "programme"]),
        "cap_per_estate": most * _pick(draw, [2, 1, 4]) // 4,
    }
    if now_and_then(draw, 3):
        cap["cap_per_household"] = _pick(draw, [1000, 200, 5000])
    if now_and_then(draw, 2):
        cap["cap_per_m2"] = _pick(draw, [10, 100])
    for row in _a_fund(draw, rows):
        row |= cap


def _matching(draw: Draw, rows: Rows, settings: Settings, year: int) -> None:
    names = sorted({row["fund"] for row in rows["funds"]})
    if len(names) < 2:
        return
    held, by = draw(st.permutations(names))[:2]
    terms: Row = {"match_fund": by, "match_scope": _pick(draw, ["programme", "year", "estate"])}
    terms |= _pick(draw, [{"match_ratio": 1}, {"match_share": 0.5}, {"match_ratio": 4}, {"match_share": 0.2}])
    for row in rows["funds"]:
        if row["fund"] == held:
            row |= terms


def _floors(draw: Draw, rows: Rows, settings: Settings, year: int) -> None:
    row = _pick(draw, rows["funds"])
    row["floor"] = row["limit"] // _pick(draw, [10, 4, 2])


def _brings_in(draw: Draw, rows: Rows) -> None:
    if now_and_then(draw, 7):
        _pick(draw, rows["work_types"])["revenue"] = _pick(draw, [3652.5, 36525])
    if now_and_then(draw, 5):
        _pick(draw, rows["works"])["revenue"] = _pick(draw, [36525, 0, 7305])


def _cover(draw: Draw, rows: Rows, settings: Settings, year: int) -> None:
    _brings_in(draw, rows)
    terms = {"cover_ratio": _pick(draw, [1, 1.2, 3]), "interest": 0.03, "term_years": _pick(draw, [0, 10])}
    for row in _a_fund(draw, rows):
        row |= terms


def _income(draw: Draw, rows: Rows, settings: Settings, year: int) -> None:
    _brings_in(draw, rows)
    if any(row["fund"] == "I0" for row in rows["funds"]):
        return
    same: Row = {"fund": "I0", "kind": "revenue", "carry_share": _pick(draw, [0, 1])}
    rows["funds"].append({**same, "year": year, "limit": _pick(draw, [0, 10_000])})


def _hardship(draw: Draw, rows: Rows, settings: Settings, year: int) -> None:
    kind = _pick(draw, rows["work_types"])
    kind["resident_share"] = 0.3
    if kind.get("resident_share_realised", 0) > 0.3:
        del kind["resident_share_realised"]  # nobody pays more than the nominal share
    for row in rows["estates"]:
        if now_and_then(draw, 7):
            row["hardship"] = _pick(draw, ["low_income 10", "low_income 7; near_poor 13", "other 5"])
    if now_and_then(draw, 3):
        settings["exemptions"] = {"low_income": 0.8, "other": 1}


OF_FUNDS: tuple[Adds, ...] = (_caps, _matching, _floors, _cover, _income)
ADDED: tuple[Adds, ...] = (_prices, _need, _payments, *OF_FUNDS)
UNEVEN: tuple[Adds, ...] = (_hardship,)
