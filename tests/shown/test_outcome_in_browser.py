"""The page of an outcome in a real Chromium: no network, both languages, every chart drawn, filters."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from planner.report.outcome.page import outcome_page, write_outcome_html
from tests.shown.played import Played
from tests.shown.test_page_in_browser import CONTRAST, UNNAMED, Opened

pytestmark = pytest.mark.browser

CHARTS = ("fan", "joint", "attribution", "tornado", "peaks", "cash-chart", "crews")
"""Charts drawn as shapes; the calendar and the timeline are drawn on canvases."""


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def opened(browser: Any, outcome_file: Path) -> Iterator[Opened]:
    opened = Opened(browser, outcome_file)
    yield opened
    assert opened.faults == []
    opened.tab.close()


def inked(opened: Opened, chart: str) -> int:
    """Return how many pixels of a canvas are drawn."""
    script = """id => [...document.querySelectorAll(`#${id} canvas`)].reduce((sum, c) => {
      const data = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
      let found = 0;
      for (let at = 3; at < data.length; at += 4) if (data[at]) found += 1;
      return sum + found;
    }, 0)"""
    return int(opened.tab.evaluate(script, chart))


def test_no_request_leaves_the_file(opened: Opened, outcome_file: Path) -> None:
    opened.tab.click("[data-lang=en]")
    opened.tab.select_option("#channel", "noise")
    opened.tab.wait_for_timeout(300)
    assert {url.split("#")[0] for url in opened.asked} == {outcome_file.as_uri()}


def test_every_chart_is_drawn_and_described(opened: Opened) -> None:
    for chart in CHARTS:
        shapes = opened.tab.locator(f"#{chart} svg path").count()
        assert shapes > 5, f"{chart} has {shapes} shapes"
        assert opened.tab.get_attribute(f"#{chart}", "aria-label")
    for chart in ("calendar", "timeline"):
        assert inked(opened, chart) > 2_000, chart
        assert opened.tab.get_attribute(f"#{chart}", "aria-label")


def test_both_languages_are_whole(opened: Opened) -> None:
    said = "#figures dt, [data-t], th[scope=col], .tag, #proof dt, #sentence, #audited, #epistemic"
    chinese = opened.tab.locator(said).all_text_contents()
    mixed = [text for text in chinese if " the " in text or " of " in text]
    assert mixed == []
    opened.tab.click("[data-lang=en]")
    english = opened.tab.locator(said).all_text_contents()
    assert len(english) == len(chinese)
    assert [text for text in english if any("\u4e00" <= letter <= "\u9fff" for letter in text)] == []
    assert "replayed in SimPy alike" in opened.text("#audited")
    assert opened.tab.get_attribute("html", "lang") == "en"


@pytest.mark.parametrize("wide", [1300, 1440])
def test_no_table_is_cut_off_at_the_right(opened: Opened, wide: int) -> None:
    opened.tab.set_viewport_size({"width": wide, "height": 900})
    wider = "[...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth + 1)"
    for lang in ("zh", "en"):
        opened.tab.click(f"[data-lang={lang}]")
        assert opened.tab.evaluate(wider + ".map(e => e.id || e.parentElement.id)") == []


def test_the_calendar_shows_what_the_filters_leave(opened: Opened, played: Played) -> None:
    lines = "Renewal.calendarOption(document.getElementById('channel').value).series[0].data.length"
    assert opened.tab.evaluate(lines) == 3
    whole = inked(opened, "calendar")
    opened.tab.select_option("#street", "西街")
    assert opened.tab.evaluate(lines) == 1
    opened.address("street=")
    assert opened.tab.locator("#estate-list tbody tr").count() == 1
    assert opened.tab.evaluate("Renewal.timelineOption().series[1].data.length") == 1
    assert inked(opened, "calendar") != whole
    opened.tab.select_option("#street", "")
    opened.tab.fill("#text", "梅")
    opened.tab.wait_for_timeout(400)  # typing is heeded when it pauses
    assert opened.tab.evaluate(lines) == 1


def test_a_kind_of_nuisance_can_be_picked(opened: Opened) -> None:
    offered = opened.tab.locator("#channel option").all_text_contents()
    assert offered == ["全部种类", "噪声", "扬尘", "停水", "封路占道"]
    sums = "Renewal.calendarOption({0}).series[0].data.length"
    assert opened.tab.evaluate(sums.format("'water'")) == 3
    assert opened.tab.evaluate(sums.format("'gas'")) == 0


def test_the_tables_hold_the_figures(opened: Opened, played: Played) -> None:
    document = played.document
    rows = {
        "#promise-list": len(document["promises"]),
        "#worst": len(document["disruption"]["worst"]),
        "#breaches": len(document["fund_years"]),
        "#street-list": len(document["streets"]),
        "#against-list": len(document["against"]["measures"]),
        "#assumption-list": min(60, len(document["assumptions"])),
    }
    for where, expected in rows.items():
        assert opened.tab.locator(f"{where} tbody tr").count() == expected, where
    assert "地下文物" in opened.text("#register-list")
    assert "假设值" in opened.text("#assumption-list")
    parts = opened.tab.evaluate("Renewal.plan.attribution.causes.reduce((sum, c) => sum + c.days, 0)")
    assert parts == pytest.approx(document["attribution"]["days"], abs=0.01)


@pytest.mark.parametrize("width", [390, 1366, 1920])
def test_it_fits_screens(browser: Any, outcome_file: Path, width: int) -> None:
    opened = Opened(browser, outcome_file)
    opened.tab.set_viewport_size({"width": width, "height": 800})
    opened.tab.wait_for_timeout(200)
    assert opened.tab.evaluate("document.documentElement.scrollWidth") <= width
    for chart in (*CHARTS, "calendar", "timeline"):
        wide = opened.tab.evaluate(f"document.querySelector('#{chart} svg, #{chart} canvas').clientWidth")
        assert 0 < wide <= width, chart
    assert opened.faults == []
    opened.tab.close()


def test_text_has_contrast_and_controls_have_names(opened: Opened) -> None:
    assert opened.tab.evaluate(CONTRAST) == []
    assert opened.tab.evaluate(UNNAMED) == 0
    assert opened.tab.locator("th:not([scope])").count() == 0


def test_paper_shows_every_line(opened: Opened, played: Played) -> None:
    opened.tab.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    opened.tab.emulate_media(media="print")
    assert opened.tab.locator("#assumption-list tbody tr").count() == len(played.document["assumptions"])
    assert not opened.tab.is_visible(".bar")
    opened.tab.evaluate("window.dispatchEvent(new Event('afterprint'))")


def test_what_is_unfinished_is_said(browser: Any, played: Played, tmp_path: Path) -> None:
    """An outcome in which nothing was asked for beyond the least, and P90 lies beyond the horizon."""
    document = {
        **played.document,
        "finish": {**played.document["finish"], "p90": None, "unfinished": 0.12},
        "cost": {**played.document["cost"], "p90": None},
        "crews": [],
        "worths": [],
        "register": None,
        "band": None,
        "against": None,
        "replayed": None,
        "replay": {"checked": 3, "mismatches": 1},
    }
    write_outcome_html(document, played.programme, tmp_path / "outcome.html", "en")
    opened = Opened(browser, tmp_path / "outcome.html")
    assert "unfinished" in opened.text("#figures")
    assert "12.0 %" in opened.text("#unfinished")
    assert "Only 2 of 3 replications" in opened.text("#audited")
    assert opened.tab.locator(".seal.broken").count() == 1
    assert opened.tab.locator("#timeline, #crews, #against-list").count() == 0
    assert "no risk register" in opened.text("#register-list")
    assert "unfinished" not in opened.text("#joint-said")
    assert opened.faults == []
    opened.tab.close()


def test_no_text_can_end_the_script_it_stands_in(played: Played) -> None:
    named = {**played.document["programme"], "name": "</script><b>x", "name_zh": "</script><b>x"}
    text = outcome_page({**played.document, "programme": named}, played.programme, "zh")
    assert "</script><b>" not in text
