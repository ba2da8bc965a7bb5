"""Answers and residents on the page, in a real Chromium: offline, both languages, nothing cut off."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from planner.report.page import write_html
from planner.words import words
from scenarios.model.programme import Programme


@pytest.mark.browser
class TestInTheBrowser:
    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_parts_and_the_estates_window(
        self, four_planned: dict[str, Any], four: Programme, lang: str, tmp_path: Path, chromium: str
    ) -> None:
        from playwright.sync_api import sync_playwright

        t = words(lang)
        write_html(four_planned, four, tmp_path / "plan.html", lang)
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            tab = browser.new_page(viewport={"width": 1300, "height": 800})
            faults: list[str] = []
            asked: list[str] = []
            tab.on("pageerror", lambda fault: faults.append(str(fault)))
            tab.on("request", lambda request: asked.append(request.url))
            tab.goto((tmp_path / "plan.html").as_uri())
            tab.wait_for_selector("html[data-ready]", state="attached")
            assert tab.locator("#nearest tbody tr").count() == 3
            assert tab.locator("#fair tbody tr").count() == 2
            assert tab.locator("#worths tbody tr").count() == len(four_planned["answers"]["limits"])
            tab.click("#nearest tbody button >> nth=0")
            assert tab.is_visible("#detail .believed")
            assert t("What residents say") in tab.inner_text("#detail")
            tab.keyboard.press("Escape")
            tab.evaluate("Renewal.change({place: 'C'})")
            assert tab.locator("#detail .tag.weak").first.inner_text() == t("weak")
            bar = tab.evaluate(
                "(() => { const b = document.querySelector('#detail .believed i');"
                " return [parseFloat(b.style.left), parseFloat(b.style.width)]; })()"
            )
            row = next(r for r in four_planned["residents"]["support"] if r["estate"] == "C")
            assert bar == pytest.approx([100 * row["low"], 100 * (row["high"] - row["low"])], abs=0.2)
            tab.keyboard.press("Escape")
            clipped = tab.evaluate(CLIPPED)
            assert clipped == [], "no heading of the strip of figures is cut off"
            tab.click("[data-lang=" + ("en" if lang == "zh" else "zh") + "]")
            assert tab.evaluate(CLIPPED) == []
            assert faults == []
            assert {url.split("#")[0] for url in asked} == {(tmp_path / "plan.html").as_uri()}
            browser.close()


CLIPPED = """
() => {
  const strip = document.getElementById('figures').getBoundingClientRect();
  return [...document.querySelectorAll('#figures dt, #figures dd')].filter(e => {
    const range = document.createRange();
    range.selectNodeContents(e);
    const text = range.getBoundingClientRect(), box = e.getBoundingClientRect();
    return text.right > strip.right + 0.5 || text.right > box.right + 0.5;
  }).map(e => e.textContent);
}
"""
