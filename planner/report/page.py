"""The page of a plan: one file that works without a network, in Chinese and English.

Template, style and scripts stand in ``planner/assets``; the charts are drawn by Apache ECharts, kept
unchanged beside them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.report.facts import Facts
from planner.report.files import write_whole
from planner.report.payload import payload
from planner.words import LANGUAGES, catalogue, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.report.facts import Document
    from scenarios.model.programme import Programme

ASSETS = Path(__file__).parents[1] / "assets"
SHARED_STYLES = tuple(f"page/{name}.css" for name in ("frame", "controls", "tables", "blocks", "print"))
"""Styles of every page, in their order; a page's own come after them."""
SHARED_SCRIPTS = (
    "page/words.js",
    "page/state.js",
    "page/filters.js",
    "page/tables.js",
    "page/charts.js",
    "page/listen.js",
    "charts/palette.js",
    "charts/rows.js",
)
"""Scripts of every page, in their order; a page's own come after them."""
STYLES = ("report/voices.css", "report/plan.css")
"""The page's own styles, in their order."""
SCRIPTS = (
    "report/state.js",
    "report/selection.js",
    "charts/phases.js",
    "charts/map.js",
    "charts/money.js",
    "charts/progress.js",
    "report/figures.js",
    "report/places.js",
    "report/sums.js",
    "report/rules.js",
    "report/lists.js",
    "report/scores.js",
    "report/decided.js",
    "report/answers.js",
    "report/residents.js",
    "report/detail.js",
    "report/page.js",
)
"""The page's own scripts, in their order."""


def write_html(document: Document, programme: Programme, path: Path, lang: str) -> None:
    """Write a plan document as a page that opens in ``lang`` and can be switched; whole or not at all."""
    write_whole(path, page(document, programme, lang).encode())


def page(document: Document, programme: Programme, lang: str) -> str:
    """Return the page as text."""
    return rendered("report", payload(Facts(document, programme)), STYLES, SCRIPTS, lang)


def rendered(
    folder: str, shown: dict[str, Any], styles: Sequence[str], scripts: Sequence[str], lang: str
) -> str:
    """Return the page of a folder of assets as text, filled with what it is to show.

    ``styles`` and ``scripts`` are the page's own, which come after those that every page has.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader(ASSETS, encoding="utf-8")
    templates = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return templates.get_template(f"{folder}/page.html").render(
        lang=lang,
        languages=LANGUAGES,
        t=words(lang),
        plan=shown,
        data=_json({**shown, "lang": lang}),
        catalogue=_json(catalogue("zh")),
        style="".join(_asset(name) for name in (*SHARED_STYLES, *styles)),
        charts=_asset("echarts/echarts.min.js"),
        scripts=[_asset(name) for name in (*SHARED_SCRIPTS, *scripts)],
    )


def _asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")


def _json(value: Any) -> str:
    """Return JSON that may stand in a page: no text in it can end the element it stands in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
