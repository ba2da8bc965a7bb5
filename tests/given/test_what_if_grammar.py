"""The grammar of what-if files: what is read, and every fault of a file at once, never a traceback."""

from __future__ import annotations

import json
import tempfile
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scenarios.tables.checked_settings import known_keys
from scenarios.tables.column import columns_of
from scenarios.tables.faults import InputFaults
from scenarios.tables.header import header_name
from scenarios.tables.manifest import TABLES
from scenarios.whatif import Action, overlay, read_what_if, what_if_from
from tests.given.small import codes, the
from tests.given.what_ifs import (
    both_languages,
    change,
    faults_of_changes,
    faults_of_text,
    programme,
    what_if,
)

HALVED = """
name = "city money halves"
name_zh = "市级资金减半"
reason = "land revenue falls"
kind = "uncertainty"

[[change]]
table = "funds"
column = "limit"
where = "fund = 'city' and year >= 2022"
scale = 0.5
"""
SLOWLY = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))


def test_a_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "halved.toml"
    file.write_text(HALVED, encoding="utf-8")
    read = read_what_if(file)
    assert (read.name, read.name_zh) == ("city money halves", "市级资金减半")
    assert (read.reason, read.reason_zh) == ("land revenue falls", "")
    assert (read.kind, read.file) == ("uncertainty", "halved.toml")
    (edit,) = read.edits
    assert edit.table is not None
    assert edit.column is not None
    assert (edit.table.NAME.name, edit.column.name) == ("funds", "limit")
    assert edit.where == "fund = 'city' and year >= 2022"
    assert (edit.spot.number, edit.spot.row, edit.action, edit.amount) == (1, 7, Action.SCALE, Fraction(1, 2))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_other_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "halved.toml"
    file.write_bytes(HALVED.encode(encoding))
    assert read_what_if(file).name_zh == "市级资金减半"


@pytest.mark.parametrize("text", ["", "name = 'nothing'", "change = []"])
def test_an_empty_list_of_changes_is_legal(tmp_path: Path, text: str) -> None:
    file = tmp_path / "nothing.toml"
    file.write_text(text, encoding="utf-8")
    read = read_what_if(file)
    assert (read.name, read.kind, read.edits) == ("nothing", "uncertainty", ())


def test_tables_and_columns_may_be_chinese() -> None:
    (edit,) = what_if(change("资金来源", "年度限额", "资金名称 = 'city'", set="60万元")).edits
    assert edit.stored is not None
    assert edit.stored.values.tolist() == [60_000_000]  # fen


FAULTY: list[tuple[str, dict[str, Any], str, str]] = [
    # code, change, column of the fault, a word of the English sentence
    ("what_if_unknown_key", {**change("funds", "limit", set=1), "whre": "x"}, "change 1", "'where'"),
    ("what_if_missing_key", {"column": "limit", "set": 1}, "change 1", "table"),
    ("what_if_missing_key", change("funds", set=1), "change 1", "column"),
    ("what_if_missing_key", change("settings", set=1), "change 1", "column"),
    ("what_if_wrong_key", change("funds", "limit", where=3, set=1), "change 1: where", "quotation"),  # type: ignore[arg-type]
    ("what_if_wrong_key", {"table": 7, "set": 1}, "change 1: table", "quotation"),
    ("what_if_wrong_key", change("funds", remove=False), "change 1: remove", "true"),
    ("what_if_wrong_key", change("funds", rows=[]), "change 1: rows", "list of rows"),
    ("what_if_wrong_key", change("funds", rows=["x"]), "change 1: rows", "list of rows"),
    ("what_if_actions", change("funds", "limit"), "change 1", "none"),
    ("what_if_actions", change("funds", "limit", set=1, scale=2), "change 1", "set and scale"),
    ("what_if_superfluous", change("funds", "limit", remove=True), "change 1: column", "remove"),
    ("what_if_superfluous", change("funds", "", "year = 2021", rows=[{}]), "change 1: where", "rows"),
    ("what_if_superfluous", change("settings", remove=True), "change 1: remove", "settings"),
    ("what_if_superfluous", change("settings", "periods", "x = 1", set=9), "change 1: where", "settings"),
    ("what_if_unknown_table", change("fund", "limit", set=1), "change 1: table", "'funds'"),
    ("what_if_households", change("answers", "pays", set=True), "change 1: table", "ballots"),
    ("what_if_unknown_column", change("funds", "limits", set=1), "change 1: column", "'limit'"),
    ("what_if_unknown_column", change("funds", rows=[{"fnd": "x"}]), "change 1: rows", "'fund'"),
    ("unknown_setting", change("settings", "periodz", set=9), "change 1: column", "'period'"),
    (
        "unknown_setting",
        change("settings", "rules.pilot_first.others", set=9),
        "change 1: column",
        "rules.pilot_first.others_before",
    ),
    ("what_if_condition", change("funds", "limit", "yr = 2021", set=1), "change 1: where", "'year'"),
    ("what_if_condition", change("funds", "limit", "year >", set=1), "change 1: where", "column, sign"),
    ("what_if_not_counted", change("funds", "kind", scale=2), "change 1: scale", "kind"),
    ("what_if_not_counted", change("funds", "year", scale=2), "change 1: scale", "year"),
    ("what_if_not_counted", change("works", "campaign", add=1), "change 1: add", "campaign"),
    ("not_a_number", change("funds", "limit", scale="half"), "change 1: scale", "not a number"),
    ("not_a_number", change("funds", "limit", scale=True), "change 1: scale", "not a number"),
    ("not_a_number", change("funds", "limit", add="more"), "change 1: add", "not a number"),
    ("not_a_number", change("settings", "periods", add="x"), "change 1: add", "not a number"),
    ("not_finite", change("funds", "limit", scale=float("nan")), "change 1: scale", "finite"),
    ("not_finite", change("funds", "limit", set=float("nan")), "change 1: set", "finite"),
    ("not_whole", change("funds", "year", add=0.5), "change 1: add", "whole"),
    ("not_whole", change("estates", "earliest", add=0.5), "change 1: add", "whole"),
    ("too_large", change("estates", "earliest", add=10**6), "change 1: add", "too large"),
    ("too_large", change("funds", "limit", add=10**40), "change 1: add", "too large"),
    ("too_large", change("funds", "limit", set=1 << 20_000), "change 1: set", "too large"),
    ("too_large", change("settings", "periods", set=[1 << 20_000]), "change 1: set", "too large"),
    ("too_large", change("funds", rows=[{"fund": 1 << 20_000}]), "change 1: rows", "too large"),
    ("negative", change("funds", "limit", set=-1), "change 1: set", "negative"),
    ("share_above_one", change("works", "need", set=7), "change 1: set", "at most 1"),
    ("not_a_choice", change("funds", "kind", set="cty"), "change 1: set", "'city'"),
    ("not_a_flag", change("estates", "pilot", set=3), "change 1: set", "yes or no"),
    ("not_a_date", change("estates", "earliest", set="soon"), "change 1: set", "not a date"),
    ("empty_cell", change("funds", "limit", set=""), "change 1: set", "empty"),
    ("missing_column", change("funds", rows=[{"fund": "x"}]), "change 1: rows", "kind"),
    (
        "not_a_number",
        change("funds", rows=[{"fund": "x", "kind": "city", "year": 2022, "limit": "much"}]),
        "change 1: rows 1, limit",
        "not a number",
    ),
]


IDS = [f"{number}-{row[0]}" for number, row in enumerate(FAULTY)]


@pytest.mark.parametrize(("code", "faulty", "column", "word"), FAULTY, ids=IDS)
def test_each_fault_names_its_change(code: str, faulty: dict[str, Any], column: str, word: str) -> None:
    faults = faults_of_changes(faulty)
    assert code in codes(faults)
    fault = next(fault for fault in faults if fault.code == code)
    assert (fault.file, fault.column) == ("w.toml", column)
    assert word in fault.sentence()


def test_all_faults_of_a_file_come_at_once_with_their_lines(tmp_path: Path) -> None:
    text = """
name = 7
kind = "wish"
[[change]]
table = "fnds"
set = 1
[[change]]
table = "funds"
column = "limit"
where = "yr > 3"
scale = "x"
"""
    faults = faults_of_text(text, tmp_path)
    assert codes(faults) == [
        "what_if_wrong_key",
        "what_if_wrong_key",
        "what_if_unknown_table",
        "what_if_condition",
        "not_a_number",
    ]
    assert [fault.row for fault in faults] == [0, 0, 4, 7, 7]
    assert faults[0].column == "name"
    assert faults[1].value == "wish"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("name = ", "broken_toml"),
        ("name = " + "1" * 5000, "broken_toml"),
        ("change = " + "[" * 3000, "broken_toml"),
        (b"\xff\x00\xfe\x81", "undecodable"),
        ("change = 3", "what_if_wrong_key"),
        ("[change]\ntable = 'funds'", "what_if_wrong_key"),
        ("change = [3]", "what_if_wrong_key"),
    ],
)
def test_what_is_no_what_if_is_a_fault(text: str | bytes, code: str, tmp_path: Path) -> None:
    assert codes(faults_of_text(text, tmp_path)) == [code]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "none.toml", "no_such_path"), (tmp_path, "unreadable")):
        with pytest.raises(InputFaults) as wrong:
            read_what_if(path)
        assert codes(both_languages(wrong.value.faults)) == [code]


def test_lines_are_left_open_where_changes_stand_otherwise(tmp_path: Path) -> None:
    (fault,) = faults_of_text("change = [{table = 'fnds', remove = true}]", tmp_path)
    assert (fault.row, fault.column) == (0, "change 1: table")


def test_keys_inside_dictionaries_and_tiers_are_free() -> None:
    keys = ("rules.street_projects.by_street.东方街道", "rules.consent.matters.lift.approval", "tiers.first")
    for key in keys:
        assert what_if(change("settings", key, set=1)).edits[0].key == key
    the("unknown_setting", faults_of_changes(change("settings", "rules.consent.matters.lift.aprovl", set=1)))
    the("unknown_setting", faults_of_changes(change("settings", "periods.x", set=1)))


# ---- whatever a file holds ----

LEAVES = st.one_of(
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.text(max_size=12),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.sampled_from(["funds", "settings", "limit", "fund = 'city'", "periods", "rules", "50%", "2021Q3"]),
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=6,
)
KEYS = st.sampled_from(["table", "column", "where", *map(str, Action), "x"])
KEYS_OF_SETTINGS = [("settings", key) for key in known_keys()]
COLUMNS = [(t.NAME.name, header_name(c)) for t in TABLES for c in columns_of(t)]


@st.composite
def nearly_sound(draw: st.DrawFn) -> dict[str, Any]:
    """A change of a real column, with whatever value, condition or key beside."""
    table, column = draw(st.one_of(st.sampled_from(COLUMNS), st.sampled_from(KEYS_OF_SETTINGS)))
    action = draw(st.sampled_from(["set", "scale", "add", "rows", "remove"]))
    made = {"table": table, "column": column, action: draw(VALUES)}
    if action == "remove":
        made |= {"remove": True}
    if action == "rows":
        made |= {"rows": [{column: draw(VALUES)}]}
    if action in ("remove", "rows") and draw(st.booleans()):
        del made["column"]
    if draw(st.booleans()):
        made["where"] = f"{column} {draw(st.sampled_from(['=', '<', '!=']))} {draw(LEAVES)}"
    return made


def test_how_construction_is_played_keeps_the_fingerprint() -> None:
    change = {"table": "settings", "column": "construction.short_stop.probability", "set": 0.2}
    overlaid = overlay(programme(), what_if_from({"name": "stops", "change": [change]}))
    assert len(overlaid.changes) == 1
    assert overlaid.programme.fingerprint == programme().fingerprint


def laid_or_faults(given_file: Any) -> None:
    try:
        overlaid = overlay(programme(), what_if_from(given_file))
    except InputFaults as wrong:
        both_languages(wrong.faults)
    else:
        base = programme()
        # How construction is played forward changes no plan: a plan stays a plan of the same programme.
        planned = [one for one in overlaid.changes if not one.column.startswith("construction.")]
        assert (overlaid.programme.fingerprint != base.fingerprint) == bool(planned)
        json.dumps([vars(one) for one in overlaid.changes], allow_nan=False)


@SLOWLY
@given(st.lists(st.dictionaries(KEYS, VALUES, max_size=4), max_size=3))
def test_changes_of_anything(changes: list[dict[str, Any]]) -> None:
    laid_or_faults({"name": "w", "change": changes})


@SLOWLY
@given(st.lists(nearly_sound(), min_size=1, max_size=3))
def test_changes_that_are_nearly_sound(changes: list[dict[str, Any]]) -> None:
    laid_or_faults({"change": changes})


@SLOWLY
@given(st.dictionaries(st.sampled_from(["name", "reason", "kind", "change", "x", "名"]), VALUES, max_size=4))
def test_files_of_anything(file: dict[str, Any]) -> None:
    laid_or_faults(file)


def toml(value: Any) -> str:
    """A value as TOML; what TOML cannot hold becomes something near."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value) if isinstance(value, str) else str(value)


@SLOWLY
@given(st.lists(nearly_sound(), max_size=3), st.text(max_size=20))
def test_texts_of_anything(changes: list[dict[str, Any]], more: str) -> None:
    lines = [
        line for one in changes for line in ("[[change]]", *(f"{k} = {toml(v)}" for k, v in one.items()))
    ]
    with tempfile.TemporaryDirectory() as folder:
        faults_of_text("\n".join([*lines, more]), Path(folder))
        faults_of_text("\n".join([more, *lines]), Path(folder))


@SLOWLY
@given(st.binary(max_size=200))
def test_bytes_of_anything(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        faults_of_text(data, Path(folder))
