"""The cases of a study as a notebook shows them: a table of measures with differences, and a picture."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from planner.frames.picture import cases_picture
from planner.report.compared.figures import fine_kind, head, number, verdict
from planner.report.compared.said import case_name, sentence, state_name
from planner.report.units import count, decimal, percent
from planner.words import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.words import Words

    Document = Mapping[str, Any]

MOST = 60
"""Cases that are shown at most."""
COLOURS = {"better": "#1a7f37", "worse": "#b42318", "": "#5b6570"}
_CELL = "padding:3px 10px;text-align:right;white-space:nowrap;vertical-align:top"
_HEAD = (
    "padding:3px 10px;text-align:right;vertical-align:bottom;font-weight:600;border-bottom:1px solid #c8ced5"
)


def cases_html(document: Document, lang: str) -> str:
    """Return the cases as HTML without scripts: measures, how they differ from the base, and a picture."""
    t = words(lang)
    named = document["programme"]
    cases = document["cases"]
    measures = [
        one
        for one in document["measures"]
        if any(case["measures"][one["name"]] is not None for case in cases)
    ]
    heads = [t("Case"), t("Status"), *(head(one, t).splitlines()[0] for one in measures)]
    rows = "".join(_row(case, measures, t) for case in cases[:MOST])
    title = f"{t.pick(named['name'], named['name_zh'])} · {sentence(document, t)}"
    more = f"<p>… {count(len(cases) - MOST)}</p>" if len(cases) > MOST else ""
    picture = cases_picture(document, "cost", "aim", lang).svg if measures else ""
    return (
        f'<div style="font-size:13px"><p><strong>{escape(title)}</strong></p><div style="overflow-x:auto">'
        f'<table style="border-collapse:collapse"><thead><tr>'
        + "".join(f'<th style="{_HEAD}">{escape(one)}</th>' for one in heads)
        + f"</tr></thead><tbody>{rows}</tbody></table></div>{more}{picture}</div>"
    )


def _row(case: Mapping[str, Any], measures: list[Mapping[str, Any]], t: Words) -> str:
    left = f'style="{_CELL.replace("right", "left", 1)}"'
    cells = [f"<td {left}>{escape(text)}</td>" for text in (case_name(case, t), state_name(case, t))]
    for one in measures:
        value, difference = case["measures"][one["name"]], case["difference"].get(one["name"])
        cells.append(f'<td style="{_CELL}">{_said(value, one)}{_difference(difference, one)}</td>')
    return f"<tr>{''.join(cells)}</tr>"


def _difference(difference: float | None, measure: Mapping[str, Any]) -> str:
    """Return a difference in small letters; nothing where there is none."""
    if not difference:
        return ""
    sign = "+" if difference > 0 else "−"
    colour = COLOURS[verdict(difference, measure)]
    return f'<br><small style="color:{colour}">{sign}{_said(abs(difference), measure)}</small>'


def _said(value: float | None, measure: Mapping[str, Any]) -> str:
    shown = number(value, measure)
    if value is None or shown is None:
        return "–"
    kind = fine_kind(measure)
    if kind == "share":
        return percent(shown)
    return (
        count(shown)
        if kind == "decimal" and measure["unit"] != "yuan" and shown == int(shown)
        else decimal(shown)
    )
