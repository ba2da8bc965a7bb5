"""Settings held against their model: each fault at its key, with what was wanted and an example."""

from __future__ import annotations

import dataclasses
import datetime
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from scenarios.tables.dates import span_of
from scenarios.tables.nearest import Names
from scenarios.tables.numbers import Misread
from scenarios.tables.settings import Settings
from scenarios.tables.texts import near_words
from scenarios.tables.words.settings import EXAMPLES, TABLES_OF_SETTINGS, TYPES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pydantic_core import ErrorDetails

    from scenarios.tables.gathered import Gathered, Place

_PERIOD = re.compile(r"\d{4}([Qq][1-4]|[Hh][12]|-\d{1,2})?")


@dataclass(frozen=True)
class ReadSettings:
    """Settings as read, None where they are faulty; ``place`` tells where a dotted key of them stands."""

    settings: Settings | None
    place: Callable[[str], Place]


def checked_settings(
    given: Mapping[str, Any], place: Callable[[str], Place], gathered: Gathered
) -> ReadSettings:
    """Return the settings that a mapping holds; its faults are gathered."""
    try:
        return ReadSettings(Settings.model_validate(_mended(given)), place)
    except ValidationError as wrong:
        for error in wrong.errors(include_url=False):
            _fault(error, place, gathered)
        return ReadSettings(None, place)


def _mended(given: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return settings whose first period is named as the clock names it, however it was written."""
    first = given.get("first_period")
    if isinstance(first, bool) or not isinstance(first, str | int | float | datetime.date):
        return given
    if isinstance(first, str) and _PERIOD.fullmatch(first.strip()):
        return given
    try:
        span = span_of(first)
    except Misread:
        return {**given, "first_period": str(first)}
    months = (span.last - span.first).days // 28
    name = f"{span.first:%Y-%m}"
    if months >= 12:
        name = f"{span.first:%Y}"
    elif months == 3:
        name = f"{span.first:%Y}Q{span.first.month // 3 + 1}"
    elif months == 6:
        name = f"{span.first:%Y}H{span.first.month // 6 + 1}"
    return {**given, "first_period": name}


def _fault(error: ErrorDetails, place: Callable[[str], Place], gathered: Gathered) -> None:
    parts = _counted(error["loc"])
    key = ".".join(parts)
    value = error["input"]
    written = "" if error["type"] == "missing" or isinstance(value, dict) else _written(value)
    at = dataclasses.replace(place(key), column=key, value=written)
    if error["type"] == "extra_forbidden":
        before = parts[:-1]
        choices = [".".join([*before, field]) for field in _fields_at(before)]
        near = Names(choices).nearest(key) or Names(known_keys()).nearest(key)
        gathered.fault("unknown_setting", at, key=key, choices=", ".join(choices), **near_words(near))
    elif error["type"] == "missing":
        gathered.fault("missing_setting", at, key=key, example=_example(key))
    else:
        why, why_zh = _why(key, error)
        gathered.fault("wrong_setting", at, key=key, why=why, why_zh=why_zh, example=_example(key))


def _counted(location: tuple[int | str, ...]) -> list[str]:
    """Return the parts of a key as people count: the first tier is 1."""
    parts: list[str] = []
    for part in location:
        first = int(isinstance(part, int) and parts_of_list(kind_of(".".join(parts))) is not None)
        parts.append(str(part + first if isinstance(part, int) else part))
    return parts


def _written(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "; ".join(map(_written, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _why(key: str, error: ErrorDetails) -> tuple[str, str]:
    """Return what was wanted of a value."""
    plain = error["msg"].removeprefix("Value error, ")
    plain = plain[:1].lower() + plain[1:]
    if key != "first_period" and error["type"] != "value_error":
        said = TYPES.get(error["type"])
    else:
        said = TYPES.get(key) or TYPES.get(key.partition(".")[0])
    if said is None or not said[0]:
        return plain, said[1] if said else "类型或取值不符"
    words = error.get("ctx", {})
    return said[0].format_map(words), said[1].format_map(words)


def _example(key: str) -> str:
    """Return how a setting may be written."""
    for known, example in EXAMPLES.items():
        if key == known or (key.startswith(known + ".") and known not in TABLES_OF_SETTINGS):
            return example
    default = default_of(key)
    if datetime.date in get_args(kind_of(key)):
        return f"{key} = 2022-07-01"
    if get_origin(kind_of(key)) is tuple:
        return f'{key} = ["…", "…"]'
    if isinstance(default, bool):
        return f"{key} = {str(default).lower()}"
    if isinstance(default, str):
        return f'{key} = "{default}"'
    return f"{key} = {default}" if isinstance(default, int | float) else f"{key} = …"


def default_of(key: str) -> Any:
    """Return the default of a dotted key; None where there is none."""
    *parts, last = key.split(".")
    model = _model_at(parts)
    if model is None or last not in model.model_fields:
        return None
    default = model.model_fields[last].get_default()
    return None if isinstance(default, BaseModel) else default


def kind_of(key: str) -> Any:
    """Return the type of a dotted key; None where there is none. Names inside a dictionary are free."""
    kind: Any = Settings
    for part in key.split(".") if key else []:
        if get_origin(kind) is dict:
            kind = get_args(kind)[1]
        elif get_origin(kind) is tuple and part.isdecimal():
            kind = get_args(kind)[0]
        elif isinstance(kind, type) and issubclass(kind, BaseModel) and part in kind.model_fields:
            kind = kind.model_fields[part].annotation
        else:
            return None
    return kind


def parts_of_list(kind: Any) -> type[BaseModel] | None:
    """Return what a list of groups of settings holds, such as a tier; None for any other type."""
    held = get_args(kind)[0] if get_origin(kind) is tuple else None
    return held if isinstance(held, type) and issubclass(held, BaseModel) else None


def _model_at(parts: list[str]) -> type[BaseModel] | None:
    """Return the model of a part of the settings."""
    model = kind_of(".".join(parts))
    return model if isinstance(model, type) and issubclass(model, BaseModel) else None


def _fields_at(parts: list[str]) -> list[str]:
    """Return the keys that a part of the settings knows."""
    model = _model_at(parts)
    return [] if model is None else list(model.model_fields)


@cache
def known_keys() -> tuple[str, ...]:
    """Return every dotted key of the settings."""
    return tuple(_keys(Settings))


def _keys(model: type[BaseModel], before: str = "") -> Iterator[str]:
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from _keys(field.annotation, f"{before}{name}.")
        else:
            yield before + name
