"""Settings from programme.toml, the sheet 设置 or a mapping, with each fault at its key."""

from __future__ import annotations

import datetime
import re
import tomllib
from typing import TYPE_CHECKING, Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from scenarios.tables.columns import is_empty
from scenarios.tables.dates import span_of
from scenarios.tables.gathered import Gathered, Place
from scenarios.tables.header import nearest, normal
from scenarios.tables.numbers import Misread
from scenarios.tables.raw import Cell, Grid, letter
from scenarios.tables.settings import Settings
from scenarios.tables.texts import NO, YES, near_words, text_of
from scenarios.tables.words.settings import EXAMPLES, KEYS_ZH, TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_HEADERS = frozenset(map(normal, ("key", "项", "设置项", "setting", "键", "参数", "名称")))


def settings_from_toml(text: str, file: str, gathered: Gathered) -> Settings | None:
    """Return the settings of a TOML text; None where they are faulty."""
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        found = re.search(r"\(at (?:line (\d+)[^)]*|end of document)\)", str(wrong))
        row = int(found[1]) if found and found[1] else text.count("\n") + 1
        why = re.sub(r"\s*\(at .*\)$", "", str(wrong)).rstrip(".")
        gathered.fault("broken_toml", Place(file=file, row=row), why=why, why_zh=f"第 {row} 行有语法错误")
        return None
    rows = _rows_of_keys(text)
    return settings_of(given, lambda key: Place(file=file, row=_row_of(key, rows), column=key), gathered)


def settings_from_grid(grid: Grid, gathered: Gathered) -> Settings | None:
    """Return the settings of a sheet of keys and values; None where they are faulty."""
    given: dict[str, Any] = {}
    places: dict[str, Place] = {}
    known = {key for key, _ in _all_keys(Settings)}
    for number, row in enumerate(grid.rows, start=1):
        key = str(row[0]).strip() if row and not is_empty(row[0]) else ""
        value = row[1] if len(row) > 1 else ""
        at = Place(
            file=grid.file, sheet=grid.sheet, row=number, column=key, letter=letter(1), value=_shown(value)
        )
        if (number - 1, 1) in grid.errors:
            gathered.fault("formula_error", Place(**{**vars(at), "value": grid.errors[number - 1, 1]}))
            continue
        if not key or normal(key) in _HEADERS or is_empty(value):
            continue
        key = KEYS_ZH.get(key, key)
        if key in places:
            gathered.fault("setting_twice", at, key=key)
            continue
        places[key] = at
        if not _put(given, key.split("."), _plain(value, key)):
            gathered.fault("unknown_setting", at, key=key, choices="", **near_words(nearest(key, known)))

    def at_key(key: str) -> Place:
        nearest_given = next((k for k in places if k == key or k.startswith(key + ".")), None)
        return places[nearest_given] if nearest_given else Place(file=grid.file, sheet=grid.sheet, column=key)

    return settings_of(given, at_key, gathered)


def settings_of(given: Mapping[str, Any], place: Any, gathered: Gathered) -> Settings | None:
    """Return checked settings; ``place`` tells where a dotted key stands."""
    given = _mended(given)
    try:
        settings = Settings.model_validate(given)
    except ValidationError as wrong:
        for error in wrong.errors(include_url=False):
            _fault(error, place, gathered)
        return None
    try:
        span_of(settings.first_period)
    except Misread:
        key = "first_period"
        at = place(key)
        at = Place(
            file=at.file,
            sheet=at.sheet,
            row=at.row,
            column=key,
            letter=at.letter,
            value=settings.first_period,
        )
        gathered.fault("wrong_setting", at, key=key, **_why("no_period", {}), example=EXAMPLES[key])
        return None
    return settings


def _mended(given: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return settings whose first period is a text, also where it was written as a year or a date."""
    first = given.get("first_period")
    if isinstance(first, bool) or not isinstance(first, int | float | datetime.date):
        return given
    text = first.isoformat()[:7] if isinstance(first, datetime.date) else text_of(first)
    return {**given, "first_period": text}


# ---- faults ----


def _fault(error: Any, place: Any, gathered: Gathered) -> None:
    parts = [str(part) for part in error["loc"]]
    key = ".".join(parts)
    at = place(key)
    value = "" if error["type"] == "missing" else _shown(error["input"])
    at = Place(file=at.file, sheet=at.sheet, row=at.row, column=key, letter=at.letter, value=value)
    if error["type"] == "extra_forbidden":
        fields = _fields_at(parts[:-1])
        choices = [".".join([*parts[:-1], field]) for field in fields]
        near = nearest(parts[-1], fields)
        near = ".".join([*parts[:-1], near]) if near else nearest(key, [k for k, _ in _all_keys(Settings)])
        gathered.fault("unknown_setting", at, key=key, choices=", ".join(choices), **near_words(near))
    elif error["type"] == "missing":
        gathered.fault("missing_setting", at, key=key, example=_example(key))
    else:
        why = _why(error["type"], error.get("ctx", {}), str(error["msg"]))
        gathered.fault("wrong_setting", at, key=key, **why, example=_example(key))


def _why(kind: str, context: Mapping[str, Any], otherwise: str = "") -> dict[str, str]:
    said = TYPES.get(kind)
    if said is None:
        return {"why": otherwise[:1].lower() + otherwise[1:], "why_zh": "类型或取值不符"}
    return {"why": said[0].format_map(context), "why_zh": said[1].format_map(context)}


def _example(key: str) -> str:
    if key in EXAMPLES:
        return EXAMPLES[key]
    default = _default_of(key.split("."))
    if isinstance(default, bool):
        return f"{key} = {str(default).lower()}"
    return f"{key} = {default!r}" if isinstance(default, int | float | str) else f"{key} = …"


def _default_of(parts: list[str]) -> Any:
    value: Any = None
    model: Any = Settings
    for part in parts:
        if not (isinstance(model, type) and issubclass(model, BaseModel)) or part not in model.model_fields:
            return None
        value = model.model_fields[part].get_default()
        model = type(value) if isinstance(value, BaseModel) else None
    return value


def _fields_at(parts: list[str]) -> list[str]:
    """Return the keys that a part of the settings knows."""
    model: Any = Settings
    for part in parts:
        if isinstance(model, type) and issubclass(model, BaseModel):
            field = model.model_fields.get(part)
            model = None if field is None else field.annotation
            if get_origin(model) is dict:
                model = get_args(model)[1]
            continue
        return []
    return list(model.model_fields) if isinstance(model, type) and issubclass(model, BaseModel) else []


def _all_keys(model: type[BaseModel], before: str = "") -> Iterator[tuple[str, Any]]:
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from _all_keys(kind, f"{before}{name}.")
        else:
            yield before + name, field.get_default()


# ---- places and values ----


def _rows_of_keys(text: str) -> dict[str, int]:
    """Return the line of each dotted key of a TOML text, as far as plain lines tell."""
    rows: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if found := re.match(r"\s*\[+\s*([^\]]+?)\s*\]+", line):
            table = re.sub(r"[\"'\s]", "", found[1]) + "."
            rows.setdefault(table[:-1], number)
        elif found := re.match(r"\s*([^=#\[]+?)\s*=", line):
            rows.setdefault(table + re.sub(r"[\"'\s]", "", found[1]), number)
    return rows


def _row_of(key: str, rows: Mapping[str, int]) -> int:
    while key:
        if key in rows:
            return rows[key]
        key = key.rpartition(".")[0]
    return 0


def _put(given: dict[str, Any], parts: list[str], value: Any) -> bool:
    """Put a value at its dotted key; False where a part of the key is a value already."""
    at: Any = given
    for part in parts[:-1]:
        at = at.setdefault(part, {})
        if not isinstance(at, dict):
            return False
    if isinstance(at.get(parts[-1]), dict):
        return False
    at[parts[-1]] = value
    return True


def _plain(value: Cell, key: str) -> Any:
    """Return a cell as TOML would have given it: whole numbers, yes and no, days, lists."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, datetime.datetime):
        return value.date()
    if not isinstance(value, str):
        return value
    text = value.strip()
    if key == "working_days":
        return [part for part in re.split(r"[\s,，、;；]+", text.strip("[]")) if part]
    if key == "evaluation_date":
        try:
            return span_of(text).last
        except Misread:
            return text
    default = _default_of(key.split("."))
    if isinstance(default, bool) and text.casefold() in YES | NO:
        return text.casefold() in YES
    return text


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None or isinstance(value, dict) else str(value)
