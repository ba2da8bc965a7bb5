"""A what-if as the text of a TOML file, so that a repair can be saved and laid over the programme."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from solvers.why.repairs.lever import Change

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def what_if_text(name: str, name_zh: str, changes: Sequence[Change]) -> str:
    """Return a what-if of kind ``lever`` as TOML text."""
    lines = [f"name = {_value(name)}", f"name_zh = {_value(name_zh)}", 'kind = "lever"']
    for change in changes:
        lines += ["", "[[change]]", *(f"{key} = {_value(value)}" for key, value in change.items())]
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    """Return a value as TOML writes it."""
    if isinstance(value, dict):
        return _table(value)
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value)) + ".0"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _table(given: Mapping[str, Any]) -> str:
    inside = (f"{_key(key)} = {_value(value)}" for key, value in given.items())
    return "{" + ", ".join(inside) + "}"


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else json.dumps(key, ensure_ascii=False)
