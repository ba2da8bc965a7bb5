"""What-ifs for the small programme: written as files or literally, laid over, with all their faults."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scenarios.model.programme import Programme
from scenarios.read import programme_from
from scenarios.tables.faults import Fault, InputFaults
from scenarios.whatif import Change, Overlaid, WhatIf, overlay, read_what_if, what_if_from
from tests.given.small import SETTINGS, Rows, rows


def programme(given: Mapping[str, Rows] | None = None, **settings: Any) -> Programme:
    return programme_from(given or rows(), {**SETTINGS, **settings})


def change(table: str, column: str = "", where: str = "", **action: Any) -> dict[str, Any]:
    """One change; column and condition are left away where they are empty."""
    keys = {"table": table, "column": column, "where": where}
    return {**{key: text for key, text in keys.items() if text}, **action}


def what_if(*changes: dict[str, Any], name: str = "w", **more: Any) -> WhatIf:
    return what_if_from({"name": name, **more, "change": list(changes)}, file=f"{name}.toml")


def laid(*changes: dict[str, Any], over: Programme | None = None) -> Overlaid:
    """One what-if of these changes laid over the small programme, or over another."""
    return overlay(over or programme(), what_if(*changes))


def told(changes: tuple[Change, ...]) -> list[tuple[Any, ...]]:
    return [(c.table, c.row, c.column, c.before, c.after) for c in changes]


def faults_of_changes(*changes: dict[str, Any], over: Programme | None = None) -> tuple[Fault, ...]:
    """All faults of a what-if, in its grammar or laid over; none where it is sound."""
    try:
        laid(*changes, over=over)
    except InputFaults as wrong:
        return both_languages(wrong.faults)
    return ()


def faults_of_overlay(*what_ifs: WhatIf, over: Programme | None = None) -> tuple[Fault, ...]:
    try:
        overlay(over or programme(), *what_ifs)
    except InputFaults as wrong:
        return both_languages(wrong.faults)
    return ()


def faults_of_text(text: str | bytes, folder: Path) -> tuple[Fault, ...]:
    """All faults of a what-if file."""
    file = folder / "w.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    try:
        read_what_if(file)
    except InputFaults as wrong:
        return both_languages(wrong.faults)
    return ()


def both_languages(faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    """Faults that can be told in both languages, with what to do."""
    for fault in faults:
        assert fault.what.strip()
        assert fault.what_zh.strip()
        assert fault.remedy.strip()
        assert fault.remedy_zh.strip()
    return faults
