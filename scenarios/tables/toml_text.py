"""A TOML text taken apart; what is no TOML is a fault at its line."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from scenarios.tables.gathered import Gathered, Place

if TYPE_CHECKING:
    from collections.abc import Mapping

_AT = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")


def toml_of(text: str, file: str, gathered: Gathered) -> Mapping[str, Any] | None:
    """Return what a TOML text holds; None, and a fault, where it is not valid TOML."""
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as wrong:  # also numbers of more digits than Python reads
        found = _AT.search(str(wrong))
        row = int(found[1]) if found and found[1] else text.count("\n") + 1
        why = _AT.sub("", str(wrong)).rstrip(".")
        line = (text.splitlines() or [""])[min(row, len(text.splitlines()) or 1) - 1].strip()
        at = Place(file=file, row=row, value=line)
        gathered.fault("broken_toml", at, why=why[:1].lower() + why[1:], why_zh=f"第 {row} 行有语法错误")
        return None
