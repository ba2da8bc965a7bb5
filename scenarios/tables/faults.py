"""Faults of what was given: each says where, what is wrong, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing that is wrong, in the planner's own file.

    ``row`` is the 1-based row of the file or sheet (0: the file or sheet as a whole), ``column`` the header
    as the planner wrote it, ``letter`` its spreadsheet letter, ``value`` the cell as written. ``code`` is a
    stable word for the kind of fault; ``what`` and ``remedy`` are sentences in English, ``what_zh`` and
    ``remedy_zh`` in Chinese.
    """

    file: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    letter: str = ""
    value: str = ""
    code: str
    what: str
    what_zh: str
    remedy: str
    remedy_zh: str

    def where(self, lang: str = "en") -> str:
        """Return the place in words, such as ``works.csv, row 14, column E "cost"``."""
        return _where(self, lang)

    def sentence(self, lang: str = "en") -> str:
        """Return where, what and remedy as one line."""
        if lang == "zh":
            shown = f"值「{self.value}」：" if self.value else ""
            return f"{self.where('zh')}：{shown}{self.what_zh}{self.remedy_zh}"
        shown = f"'{self.value}': " if self.value else ""
        return f"{self.where()}: {shown}{self.what} {self.remedy}"


class InputFaults(Exception):  # noqa: N818 - what it holds is what it is
    """What was given cannot be planned; holds every fault found, in order of file and row.

    ``findings`` are what was noticed besides: conversions, unknown columns and sheets.
    """

    def __init__(self, faults: Sequence[Fault], findings: Sequence[Finding] = ()) -> None:
        """Keep all faults; the message is their sentences, one a line."""
        self.faults = tuple(faults)
        self.findings = tuple(findings)
        super().__init__("\n".join(fault.sentence() for fault in self.faults))


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something legal but odd, with its likely cause; or an assumption or conversion that was made.

    ``kind`` is ``finding``, ``assumption`` (假设值) or ``conversion``. ``about`` names the estate, fund, work
    or column.
    """

    kind: str
    code: str
    about: str = ""
    file: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""
    letter: str = ""
    value: str = ""
    what: str
    what_zh: str
    cause: str = ""
    cause_zh: str = ""

    def where(self, lang: str = "en") -> str:
        """Return the place in words, empty where it is about the programme as a whole."""
        return _where(self, lang) if self.file else ""


def _where(note: Fault | Finding, lang: str) -> str:
    parts = [note.file + (f" [{note.sheet}]" if note.sheet else "")]
    if note.row:
        parts.append(f"第 {note.row} 行" if lang == "zh" else f"row {note.row}")
    if note.column:
        label = f"{note.letter} " if note.letter else ""
        parts.append(f"{label}列「{note.column}」" if lang == "zh" else f'column {label}"{note.column}"')
    return ("，" if lang == "zh" else ", ").join(parts)
