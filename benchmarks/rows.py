"""A row per work that was measured, its aim beside it, as JSON or as a table for people."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Aim:
    """What is aimed at: the figure at most (``least``: at least) so much.

    Also a gap of at most ``gap``, a rival slower by at least ``ratio``, at most ``memory_mb``.
    """

    figure: float
    least: bool = False
    gap: float | None = None
    ratio: float | None = None
    memory_mb: float | None = None

    def met(self, row: Row) -> bool | None:
        """Say whether a row meets the aim; None where what is known of it does not tell."""
        if row.figure is None:
            return False
        enough = row.figure >= self.figure if self.least else row.figure <= self.figure
        told = [enough]
        if self.gap is not None:
            told.append(row.gap is not None and row.gap <= self.gap)
        unknown = False
        for least, value in ((self.ratio, row.ratio), (self.memory_mb, row.memory_mb)):
            unknown |= least is not None and value is None
        if self.ratio is not None and row.ratio is not None:
            told.append(row.ratio >= self.ratio)
        if self.memory_mb is not None and row.memory_mb is not None:
            told.append(row.memory_mb <= self.memory_mb)
        return False if not all(told) else None if unknown else True

    def __str__(self) -> str:
        """Return the aim in words."""
        words = [f"{'≥' if self.least else '≤'} {self.figure:g}"]
        words += [f"gap ≤ {self.gap:g}"] if self.gap is not None else []
        words += [f"≥ {self.ratio:g}×"] if self.ratio is not None else []
        words += [f"≤ {self.memory_mb:,.0f} MB"] if self.memory_mb is not None else []
        return ", ".join(words)


AIMS = {
    "district": Aim(figure=1.5, gap=1e-3, ratio=25),
    "district-all-rules": Aim(figure=10, gap=1e-3),
    "rewarm": Aim(figure=0.3, gap=1e-3),
    "ten-what-ifs": Aim(figure=3, gap=1e-3),
    "city": Aim(figure=10, gap=2e-4),
    "nation": Aim(figure=60, gap=1e-4, memory_mb=3000),
    "build": Aim(figure=20, least=True),
}
"""The aims by the names of works."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """What was measured of one work.

    ``figure`` is in ``unit``, None where nothing came of it; ``memory_mb`` the most its processes held at
    once; ``rival`` the seconds of the rival and ``ratio`` how many times longer that is. ``aim`` stands for
    that of AIMS; ``more`` are fields of this work alone; a ``note`` among them is shown to people.
    """

    work: str
    size: str = ""
    figure: float | None
    unit: str = "s"
    gap: float | None = None
    memory_mb: float | None = None
    rival: float | None = None
    ratio: float | None = None
    aim: Aim | None = None
    more: dict[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Return the row as JSON has it: numbers rounded to what was measured."""
        aim = self.aim or AIMS.get(self.work)
        return {
            "work": self.work,
            "size": self.size,
            "figure": _rounded(self.figure, 4),
            "unit": self.unit,
            "gap": self.gap,
            "memory_mb": _rounded(self.memory_mb, 1),
            "rival": _rounded(self.rival, 3),
            "ratio": _rounded(self.ratio, 2),
            "aim": None if aim is None else str(aim),
            "met": None if aim is None else aim.met(self),
        } | self.more


def left_out(work: str, why: str) -> Row:
    """Return the row of a work that was not measured."""
    return Row(work=work, figure=None, more={"left_out": True, "note": f"left out: {why}"})


def as_json(rows: list[Row]) -> str:
    """Return the rows as one JSON list."""
    return json.dumps([row.as_dict() for row in rows], ensure_ascii=False)


HEADER = ("work", "size", "figure", "unit", "gap", "memory", "rival", "ratio", "aim", "met", "")
_LEFT = {0, 1, 3, 8, 9, 10}


def as_table(rows: list[Row]) -> str:
    """Return the rows as a table with aligned columns."""
    lines = [HEADER, *(_cells(row.as_dict()) for row in rows)]
    widths = [max(len(line[k]) for line in lines) for k in range(len(HEADER))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if k in _LEFT else cell.rjust(width)
            for k, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    def number(key: str, form: str) -> str:
        return "-" if row[key] is None else format(row[key], form)

    least = "≥ " if row.get("ratio_at_least") else ""
    met = {True: "yes", False: "no", None: "-"}[row["met"]]
    return (
        row["work"],
        row["size"],
        number("figure", ",.3f"),
        row["unit"],
        number("gap", ".2e"),
        "-" if row["memory_mb"] is None else f"{row['memory_mb']:,.0f} MB",
        "-" if row["rival"] is None else f"{row['rival']:,.2f} s",
        "-" if row["ratio"] is None else f"{least}{row['ratio']:,.1f}",
        row["aim"] or "-",
        met,
        str(row.get("note", "")),
    )


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)
