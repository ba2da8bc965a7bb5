"""The files of a comparison, written together or not at all."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from planner.report.compared.book import write_comparison_xlsx
from planner.report.compared.page import comparison_page
from planner.report.files import all_or_none

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NAMES = ("comparison.json", "comparison.xlsx", "comparison.html")


def write_comparison(document: Mapping[str, Any], folder: Path, lang: str) -> tuple[Path, ...]:
    """Write the files of a comparison into a folder, all of them or none; return their paths.

    The workbook is in ``lang``; the page opens in it and can be switched.
    """
    paths = tuple(folder / name for name in NAMES)
    with all_or_none(*paths) as (text, book, page):
        text.write_text(comparison_text(document), encoding="utf-8")
        write_comparison_xlsx(document, book, lang)
        page.write_text(comparison_page(document, lang), encoding="utf-8")
    return paths


def comparison_text(document: Mapping[str, Any]) -> str:
    """Return the document as JSON, each case on a line of its own, as are the other keys."""
    lines = []
    for key, value in document.items():
        if key == "cases":
            cases = ",\n".join(_json(case) for case in value)
            lines.append(f'"cases": [\n{cases}\n]')
        else:
            lines.append(f"{_json(key)}: {_json(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
