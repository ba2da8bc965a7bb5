"""The page of a comparison: one file that works without a network, in Chinese and English, like a plan's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.report.compared.payload import payload
from planner.report.page import rendered

if TYPE_CHECKING:
    from collections.abc import Mapping

STYLES = ("compare/compare.css",)
"""The page's own styles, in their order."""
SCRIPTS = (
    "compare/cases.js",
    "compare/state.js",
    "compare/numbers.js",
    "charts/map.js",
    "compare/slide.js",
    "compare/overview.js",
    "compare/steps.js",
    "compare/where.js",
    "compare/moves.js",
    "compare/sums.js",
    "compare/tradeoffs.js",
    "compare/futures.js",
    "compare/estates.js",
    "compare/played.js",
    "compare/notes.js",
    "compare/page.js",
)
"""The page's own scripts, in their order."""


def comparison_page(document: Mapping[str, Any], lang: str) -> str:
    """Return a comparison document as a page that opens in ``lang`` and can be switched."""
    return rendered("compare", payload(document), STYLES, SCRIPTS, lang)
