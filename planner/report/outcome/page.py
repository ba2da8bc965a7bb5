"""The page of an outcome: one file that works without a network, in Chinese and English, like a plan's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.report.files import write_whole
from planner.report.outcome.payload import payload
from planner.report.page import rendered

if TYPE_CHECKING:
    from pathlib import Path

    from scenarios.model.programme import Programme

STYLES = ("report/voices.css", "outcome/outcome.css")
"""The page's own styles, in their order."""
SCRIPTS = (
    "outcome/state.js",
    "outcome/said.js",
    "outcome/dates.js",
    "outcome/causes.js",
    "outcome/calendar.js",
    "outcome/streets.js",
    "outcome/cash.js",
    "outcome/crews.js",
    "outcome/timeline.js",
    "outcome/lists.js",
    "outcome/notes.js",
    "outcome/page.js",
)
"""The page's own scripts, in their order."""


def write_outcome_html(document: dict[str, Any], programme: Programme, path: Path, lang: str) -> None:
    """Write an outcome document as a page that opens in ``lang`` and can be switched; whole or not at all."""
    write_whole(path, outcome_page(document, programme, lang).encode())


def outcome_page(document: dict[str, Any], programme: Programme, lang: str) -> str:
    """Return the page as text."""
    return rendered("outcome", payload(document, programme), STYLES, SCRIPTS, lang)
