"""Grids: which value, at which levels, and what is wrong with a text that is none."""

from __future__ import annotations

from typing import Any

import pytest

from scenarios import overlay
from scenarios.tables.faults import InputFaults
from scenarios.whatif.grids import grid_of, points
from tests.given.small import rows, the
from tests.given.what_ifs import both_languages, programme

CREWS = [{"trade": "pipe", "from": "2021Q1", "count": 2}, {"trade": "pipe", "from": "2022Q1", "count": 4}]


def after(text: str, number: int = -1, **more: Any) -> list[tuple[Any, ...]]:
    given = programme(rows(**more))
    grid = grid_of(text, given)
    return [(c.row, c.column, c.after) for c in overlay(given, grid.what_ifs[number]).changes]


def test_levels_run_from_first_to_last_and_name_their_what_ifs() -> None:
    grid = grid_of("funds.city.2022.limit=0:200000000:20000000", programme())
    assert len(grid.what_ifs) == 11
    assert [one.name for one in grid.what_ifs[:2]] == [
        "funds.city.2022.limit=0",
        "funds.city.2022.limit=20000000",
    ]
    assert {one.kind for one in grid.what_ifs} == {"lever"}
    assert after("funds.city.2022.limit=0:200000000:20000000") == [("city, 2022", "limit", 200_000_000)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("资金来源.city.2022.年度限额=0:2亿:2000万", [("city, 2022", "limit", 200_000_000)]),
        ("funds.city.limit=5", [("city, 2021", "limit", 5), ("city, 2022", "limit", 5)]),
        (
            "funds.2022.limit*=0.5:1.5:0.1",
            [("city, 2022", "limit", 450_000), ("own, 2022", "limit", 300_000)],
        ),
        ("funds.own.limit+=-1000,1000", [("own, 2022", "limit", 201_000)]),
        ("settings.prices.growth=0:10%:2%", [("", "prices.growth", 0.1)]),
        ("settings.periods+=2,4", [("", "periods", 12)]),
        ("work_types.lift.unit_cost=3:1:-1", [("lift", "unit_cost", 1)]),
        ('funds."city".2021.limit=7', [("city, 2021", "limit", 7)]),
        ("crews.pipe.2022-01-01.count=9", [("pipe, 2022-01-01", "count", 9)]),
    ],
)
def test_a_value_is_named_by_table_row_and_column(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert after(text, crews=CREWS) == expected


def test_decimals_are_exact() -> None:
    grid = grid_of("settings.prices.growth=0:0.3:0.1", programme())
    assert [one.name.partition("=")[2] for one in grid.what_ifs] == ["0", "0.1", "0.2", "0.3"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("fonds.city.2022.limit=1:2:1", "what_if_unknown_table"),
        ("funds.city.2022.limmit=1:2:1", "what_if_unknown_column"),
        ("funds.citi.2022.limit=1:2:1", "grid_no_row"),
        ("funds.city.2022.own.limit=1:2:1", "grid_no_row"),
        ("settings.period_count=1:2:1", "unknown_setting"),
        ("funds.city.2022.limit=1:2:0", "grid_steps"),
        ("funds.city.2022.limit=2:1:1", "grid_steps"),
        ("funds.city.2022.limit=0:10:3", "grid_steps"),
        ("funds.city.2022.limit=0:100000:1", "grid_too_many"),
        ("funds.city.2022.limit=1:2", "grid_unreadable"),
        ("funds.city.2022.limit=a:b:c", "grid_unreadable"),
        ("funds.city.2022.limit=", "grid_unreadable"),
        ("funds=1:2:1", "grid_unreadable"),
        ("funds.city.2022.limit", "grid_unreadable"),
        ("works.need=0.5:1.5:0.5", "share_above_one"),
        ("funds.city.2022.limit=-1", "negative"),
        ("funds.city.2022.fund*=1:2:1", "what_if_not_counted"),
    ],
)
def test_what_is_no_grid_is_told(text: str, code: str) -> None:
    with pytest.raises(InputFaults) as wrong:
        grid_of(text, programme())
    the(code, both_languages(wrong.value.faults)[:1])


def test_grids_multiply_up_to_a_limit() -> None:
    given = programme()
    two = [grid_of("funds.city.2022.limit=0:2:1", given), grid_of("settings.periods=8,9", given)]
    names = [[one.name.partition("=")[2] for one in stack] for stack in points(two)]
    assert names == [["0", "8"], ["0", "9"], ["1", "8"], ["1", "9"], ["2", "8"], ["2", "9"]]
    assert points([]) == ()
    with pytest.raises(InputFaults) as wrong:
        points(two, most=5)
    assert "6" in the("grid_too_many", wrong.value.faults).what
