"""The gathering of faults and findings while tables are read; nothing stops at the first."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import Any

from scenarios.tables.faults import Fault, Finding, InputFaults
from scenarios.tables.words import FAULTS, FINDINGS

QUOTED = frozenset({"part", "name", "key", "value", "found", "said"})
"""Words of messages that may repeat what stands in a cell."""
LONGEST_SHOWN = 120
"""Characters of a cell that a message repeats."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where something stands in the planner's own file; see :class:`Fault`."""

    file: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""
    letter: str = ""
    value: str = ""


@dataclass
class Gathered:
    """Faults and findings found so far.

    ``withheld`` are files and sheets whose cells no message may repeat: their rows are households.
    """

    faults: list[Fault] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    withheld: set[tuple[str, str]] = field(default_factory=set)

    def fault(self, code: str, at: Place, **words: Any) -> None:
        """Add a fault of the kind ``code``; ``words`` fill its sentences."""
        said = FAULTS[code]
        at, words = self._discreet(at, words)
        words = {"value": shown(at.value), **words}
        self.faults.append(
            Fault(
                file=at.file,
                sheet=at.sheet,
                row=at.row,
                column=at.column,
                letter=at.letter,
                value=shown(at.value),
                code=code,
                what=said.what.format_map(_filled(words, "en")),
                what_zh=said.what_zh.format_map(_filled(words, "zh")),
                remedy=said.more.format_map(_filled(words, "en")).strip(),
                remedy_zh=said.more_zh.format_map(_filled(words, "zh")),
            )
        )

    def finding(self, code: str, at: Place, about: str = "", **words: Any) -> None:
        """Add a finding of the kind ``code``; ``words`` fill its sentences."""
        said = FINDINGS[code]
        at, words = self._discreet(at, words)
        words = {"value": shown(at.value), "about": about, **words}
        self.findings.append(
            Finding(
                kind=said.kind,
                code=code,
                about=about,
                file=at.file,
                sheet=at.sheet,
                row=at.row,
                column=at.column,
                letter=at.letter,
                value=str(words["value"]),
                what=said.what.format_map(_filled(words, "en")),
                what_zh=said.what_zh.format_map(_filled(words, "zh")),
                cause=said.more.format_map(_filled(words, "en")).strip(),
                cause_zh=said.more_zh.format_map(_filled(words, "zh")),
            )
        )

    def _discreet(self, at: Place, words: dict[str, Any]) -> tuple[Place, dict[str, Any]]:
        """Return place and words without what stands in a cell of a household."""
        if (at.file, at.sheet) not in self.withheld:
            return at, words
        quoted = {key: "…" for key in words if key.removesuffix("_zh") in QUOTED}
        return dataclasses.replace(at, value="…" if at.value else ""), {**words, **quoted}

    def stop_if_faulty(self) -> None:
        """Raise all faults at once, in order of file and row, if there are any."""
        if self.faults:
            order = {key: i for i, key in enumerate(dict.fromkeys((f.file, f.sheet) for f in self.faults))}
            faults = sorted(self.faults, key=lambda f: (order[f.file, f.sheet], f.row))
            raise InputFaults(faults, self.findings)


def shown(value: object) -> str:
    """Return a cell as a message repeats it: on one line, and cut where it is long."""
    text = "" if value is None else str(value)
    text = " ".join(text.split()) if "\n" in text or "\r" in text or "\t" in text else text
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def _filled(words: dict[str, Any], lang: str) -> dict[str, Any]:
    """Return the words of one language: ``name_zh`` stands for ``name`` in a Chinese sentence."""
    if lang == "en":
        return {key: word for key, word in words.items() if not key.endswith("_zh")}
    return words | {key.removesuffix("_zh"): word for key, word in words.items() if key.endswith("_zh")}
