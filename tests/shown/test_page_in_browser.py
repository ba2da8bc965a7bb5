"""The page in a real Chromium: nothing is asked of any network, both languages, filters, charts, keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from planner.report.page import write_html
from scenarios.model.programme import Programme

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


class Opened:
    """The page in a tab, with all that went wrong and all that was asked for."""

    def __init__(self, browser: Any, path: Path, address: str = "") -> None:
        self.tab = browser.new_page(viewport={"width": 1366, "height": 768})
        self.asked: list[str] = []
        self.faults: list[str] = []
        self.tab.on("request", lambda request: self.asked.append(request.url))
        self.tab.on("pageerror", lambda fault: self.faults.append(str(fault)))
        self.tab.on("console", lambda line: self.faults.append(line.text) if line.type == "error" else None)
        self.tab.goto(path.as_uri() + address)
        self.tab.wait_for_selector("html[data-ready]", state="attached")

    def text(self, where: str) -> str:
        return str(self.tab.inner_text(where))

    def address(self, part: str, *, there: bool = True) -> None:
        """Wait until a part is in the address, or no longer: the browser tells of it a moment later."""
        said = "([part, there]) => location.href.includes(part) === there"
        self.tab.wait_for_function(said, arg=[part, there], timeout=10_000)

    def rows(self) -> int:
        return int(self.tab.locator("#places tbody tr").count())


@pytest.fixture
def opened(browser: Any, page_file: Path) -> Iterator[Opened]:
    opened = Opened(browser, page_file)
    yield opened
    assert opened.faults == []
    opened.tab.close()


def test_no_request_leaves_the_file(opened: Opened, page_file: Path) -> None:
    opened.tab.click("[data-lang=en]")
    opened.tab.click("#places tbody button >> nth=0")
    opened.tab.wait_for_timeout(300)
    assert {url.split("#")[0] for url in opened.asked} == {page_file.as_uri()}


def test_the_language_changes_everything_and_stands_in_the_address(opened: Opened) -> None:
    assert opened.text("#phases-title") == "分街道分期图"
    assert "已证明" in opened.text("#sentence")
    opened.tab.click("[data-lang=en]")
    assert opened.text("#phases-title") == "Phases by street"
    assert opened.text("h1") == "Old estates of Jinping (made up)"
    opened.address("lang=en")
    assert opened.tab.get_attribute("html", "lang") == "en"
    # Names of places, funds' codes and residents' words stay as they were given; labels do not.
    labels = opened.tab.locator("[data-t], th[scope=col], summary, .tag, dt").all_text_contents()
    assert [label for label in labels if any("\u4e00" <= letter <= "\u9fff" for letter in label)] == []


def test_changes_by_what_ifs_are_listed_in_both_languages(
    browser: Any, document: dict[str, Any], programme: Programme, tmp_path: Path
) -> None:
    one = {"what_if": "less", "reason": "", "table": "funds", "row": "city, 2022", "column": "limit"}
    what_if = {"name": "less", "name_zh": "减少", "reason": "", "reason_zh": "", "kind": "lever", "file": ""}
    changed = {
        **document,
        "programme": {**document["programme"], "what_ifs": [what_if]},
        "changes": [{**one, "before": 2_000_000, "after": 1_000_000, "was_empty": False}],
    }
    write_html(changed, programme, tmp_path / "plan.html", "zh")
    opened = Opened(browser, tmp_path / "plan.html")
    said = {"zh": "减少 资金来源 市级资金, 2022 年度限额（元）", "en": "less funds city, 2022 limit (yuan)"}
    for lang, words in said.items():
        opened.tab.click(f"[data-lang={lang}]")
        cells = opened.tab.locator("#note-list table").last.locator("tbody tr > *").all_text_contents()
        assert " ".join(cells) == f"{words} 2,000,000 1,000,000"
        assert opened.tab.locator("#proof dd").last.text_content() == ("减少" if lang == "zh" else "less")
    assert opened.faults == []
    opened.tab.close()


def test_filters_are_shared_and_kept_in_the_address(opened: Opened, document: dict[str, Any]) -> None:
    opened.tab.select_option("#street", "光华街道")
    here = [c for c in document["campaigns"] if c["street"] == "光华街道" and c["estate"]]
    opened.tab.click("[data-year='2022']")
    begun = [c for c in here if c["start"].startswith("2022")]
    assert opened.rows() == len(begun)
    assert f"{len(begun)} 个小区" in opened.text("#shown")
    drawn = opened.tab.evaluate("Renewal.phasesOption(Renewal.selection()).option.series[2].data.length")
    assert drawn == len(begun)
    opened.address("years=2022")
    opened.tab.fill("#text", begun[0]["estate"])
    opened.tab.wait_for_timeout(400)  # typing is heeded when it pauses
    assert opened.rows() == 1
    opened.tab.click("#clear")
    assert opened.rows() == 100, "the first hundred at once"
    opened.address("street", there=False)


def test_an_address_brings_its_view_back(browser: Any, page_file: Path) -> None:
    opened = Opened(
        browser,
        page_file,
        "#lang=en&street=%E9%87%91%E7%A0%82%E8%A1%97%E9%81%93&years=2021,2022&sort=-cost&fund=nobody",
    )
    assert opened.tab.input_value("#street") == "金砂街道"
    assert opened.tab.get_attribute("[data-year='2021']", "aria-pressed") == "true"
    shown = opened.tab.locator("#places tbody tr td:nth-child(11)").all_inner_texts()
    costs = [float(text.replace(",", "")) for text in shown]
    assert costs == sorted(costs, reverse=True)
    assert len(costs) > 5
    assert opened.faults == []
    opened.tab.close()


def test_charts_are_drawn(opened: Opened) -> None:
    for chart in ("map", "phases", "money-chart", "progress-chart"):
        shapes = opened.tab.locator(f"#{chart} svg path").count()
        assert shapes > 30, f"{chart} has {shapes} shapes"
        described = opened.tab.get_attribute(f"#{chart}", "aria-label")
        assert described
    bars = opened.tab.evaluate("Renewal.phasesOption(Renewal.plan.places).option.series[2].data.length")
    assert bars == opened.tab.evaluate("Renewal.plan.places.filter(p => p.start).length")


def test_every_estate_can_be_reached_in_the_table(opened: Opened) -> None:
    for _ in range(12):
        opened.tab.evaluate("const t = document.getElementById('places'); t.scrollTop = t.scrollHeight")
        opened.tab.wait_for_timeout(30)
    assert opened.rows() == 431


def test_a_place_in_full_opens_and_closes_by_keyboard(opened: Opened) -> None:
    opened.tab.focus("#places tbody button >> nth=2")
    opened.tab.keyboard.press("Enter")
    assert opened.tab.locator("#detail[open]").count() == 1
    assert "E003" in opened.text("#detail")
    opened.address("place=E003")
    opened.tab.keyboard.press("Escape")
    assert opened.tab.locator("#detail[open]").count() == 0
    opened.address("place=", there=False)
    assert opened.tab.evaluate("document.activeElement.textContent").startswith(
        opened.text("#places tbody button >> nth=2")
    )


def test_sorting_says_so_to_screen_readers(opened: Opened) -> None:
    head = "#places th:has([data-sort=households])"
    assert opened.tab.get_attribute(head, "aria-sort") == "none"
    opened.tab.click("[data-sort=households]")
    assert opened.tab.get_attribute(head, "aria-sort") == "ascending"
    opened.tab.click("[data-sort=households]")
    assert opened.tab.get_attribute(head, "aria-sort") == "descending"


def test_the_csv_opens_in_excel_with_numbers(opened: Opened) -> None:
    text = opened.tab.evaluate("Renewal.csv()")
    lines = text.split("\r\n")
    assert text.startswith("\ufeff名称,编号,街道")
    assert len(lines) == 431 + 2
    assert lines[1].split(",")[10] == "438.2650" or float(lines[1].split(",")[10]) > 0


def test_it_fits_the_common_screen(opened: Opened) -> None:
    assert opened.tab.evaluate("document.documentElement.scrollWidth") <= 1366
    bottom = opened.tab.evaluate("document.getElementById('phases').getBoundingClientRect().bottom")
    assert bottom <= 768, "map and phases stand on the first screen"


def test_text_has_contrast(opened: Opened) -> None:
    faults = opened.tab.evaluate(CONTRAST)
    assert faults == []


def test_headers_labels_and_landmarks(opened: Opened) -> None:
    assert opened.tab.locator("th:not([scope])").count() == 0
    for landmark in ("header", "nav", "main", "footer", "[role=search]"):
        assert opened.tab.locator(landmark).count() == 1
    unnamed = opened.tab.evaluate(UNNAMED)
    assert unnamed == 0


def test_paper_shows_every_line(opened: Opened) -> None:
    opened.tab.select_option("#street", "东方街道")
    expected = opened.tab.evaluate("Renewal.selection().length")
    opened.tab.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    opened.tab.emulate_media(media="print")
    assert opened.rows() == expected
    assert not opened.tab.is_visible(".bar")
    assert opened.tab.locator("#rule-list details[open]").count() > 0
    opened.tab.evaluate("window.dispatchEvent(new Event('afterprint'))")


UNNAMED = """
() => [...document.querySelectorAll('button, select, input, section, nav')].filter(e =>
  !(e.textContent.trim() || e.labels && e.labels.length
    || e.getAttribute('aria-label') || e.getAttribute('aria-labelledby'))
).length
"""
CONTRAST = """
() => {
  const part = v => v <= 10 ? v / 3294.6 : ((v / 255 + 0.055) / 1.055) ** 2.4;
  const level = c => 0.2126 * part(c[0]) + 0.7152 * part(c[1]) + 0.0722 * part(c[2]);
  const read = text => (text.match(/[\\d.]+/g) || []).map(Number);
  const behind = e => {
    for (; e; e = e.parentElement) {
      const c = read(getComputedStyle(e).backgroundColor);
      if (c.length === 3 || c[3] === 1) return c.slice(0, 3);
    }
    return [255, 255, 255];
  };
  const faults = new Set();
  document.querySelectorAll('body *').forEach(e => {
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    const aside = 'svg, script, style, dialog:not([open]), noscript, :disabled, .chart';
    if (!own || e.closest(aside) || !e.offsetParent) return;
    const a = level(read(getComputedStyle(e).color).slice(0, 3)), b = level(behind(e));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const told = [e.tagName, e.className, ratio.toFixed(2), e.textContent.slice(0, 20)];
    if (ratio < 4.5) faults.add(told.join(' '));
  });
  return [...faults];
}
"""
