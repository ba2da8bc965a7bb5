"""Settings of the programme: 21 quarters, rules and their parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

Value: TypeAlias = str | int | float | bool | tuple[int, ...] | tuple[str, ...]
Settings: TypeAlias = "dict[str, Value | Settings]"

SETTINGS: Settings = {
    "name": "Jinping old-estate renovation, 2020Q4 to 2025Q4",
    "name_zh": "金平区老旧小区改造（2020年四季度至2025年四季度）",
    "first_period": "2020Q4",
    "period": "quarter",
    "periods": 21,
    "evaluation_date": "2035-12-31",
    "working_days": (1, 2, 3, 4, 5, 6),
    "aims": {"benefit": 1.0, "cost": 0.0, "disruption": 0.0},
    "rules": {
        "start_once": {"must_start": True},
        "pilot_first": {"on": True, "others_before": 20},
        "moratorium": {"on": True, "years": 5},
        "consent": {
            "on": True,
            "missing": "refused",
            "matters": {"lift": {"turnout": 0.6667, "approval": 0.75, "strictly_more": False}},
        },
        "street_disruption": {"on": True, "share": 0.25, "by_street": {"小公园街道": 0.18}},
        "street_projects": {"on": True, "most": 12, "by_street": {"小公园街道": 8, "岐山街道": 7}},
    },
}


def dotted(settings: Settings, before: str = "") -> Iterator[tuple[str, Value]]:
    """Return every setting with its dotted key, as a sheet holds them."""
    for key, value in settings.items():
        if isinstance(value, dict):
            yield from dotted(value, f"{before}{key}.")
        else:
            yield before + key, value


def toml(settings: Settings, path: tuple[str, ...] = ()) -> Iterator[str]:
    """Return the lines of a TOML file."""
    plain = {key: value for key, value in settings.items() if not isinstance(value, dict)}
    if path and plain:
        yield ""
        yield f"[{'.'.join(_key(part) for part in path)}]"
    yield from (f"{_key(key)} = {_literal(value)}" for key, value in plain.items())
    for key, value in settings.items():
        if isinstance(value, dict):
            yield from toml(value, (*path, key))


def _key(key: str) -> str:
    return key if key.isascii() else f'"{key}"'


def _literal(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value if value[:4].isdigit() and value[4:5] == "-" else f'"{value}"'
    if isinstance(value, tuple):
        return f"[{', '.join(_literal(item) for item in value)}]"
    return repr(value)
