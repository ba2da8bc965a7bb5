"""The page of a comparison in a real Chromium: no network, sliders by keyboard, both languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from planner.report.compared.page import comparison_page
from tests.shown.compared import GROWTH, LIMIT, comparison
from tests.shown.test_comparison_files import plain
from tests.shown.test_page_in_browser import CONTRAST, UNNAMED, Opened

pytestmark = pytest.mark.browser

CHARTS = ("map", "steps", "by-year", "along", "curve", "pareto", "intervals")


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("compared") / "comparison.html"
    path.write_text(comparison_page(comparison(), "zh"), encoding="utf-8")
    return path


@pytest.fixture
def opened(browser: Any, file: Path) -> Iterator[Opened]:
    opened = Opened(browser, file)
    yield opened
    assert opened.faults == []
    opened.tab.close()


def shown(opened: Opened) -> str:
    return str(opened.tab.evaluate("Renewal.plan.cases[Renewal.shown()].name"))


def test_no_request_leaves_the_file(opened: Opened, file: Path) -> None:
    opened.tab.click("[data-lang=en]")
    opened.tab.click("#after")
    opened.tab.wait_for_timeout(200)
    assert {url.split("#")[0] for url in opened.asked} == {file.as_uri()}


def test_a_slider_moves_by_keyboard_and_everything_follows(opened: Opened) -> None:
    opened.tab.click("[data-lang=en]")
    assert shown(opened) == "city halves"
    assert "city halves beside base: 1 campaign later" in opened.text("#headline")
    slider = opened.tab.locator("#slider-0")
    assert slider.get_attribute("aria-valuetext") == "× 1"
    slider.focus()
    opened.tab.keyboard.press("ArrowRight")
    assert shown(opened) == f"{LIMIT}=1.5+{GROWTH}=0"
    assert slider.get_attribute("aria-valuetext") == "× 1.5"
    assert "2 earlier, 0 left out, 1 newly in, " in opened.text("#headline")
    assert "+100.00" in opened.text("#figures")
    assert opened.tab.locator("#move-list tbody tr").count() == 3
    bars = "Renewal.yearsOption().series.slice(-2).map(s => s.data[0]).reduce((a, b) => a + b, 0)"
    assert opened.tab.evaluate(bars) == pytest.approx(300)
    kinds = "Renewal.placeKinds(Renewal.chosen(true))"
    assert set(opened.tab.evaluate(kinds).values()) == {"same", "earlier", "new"}
    opened.tab.keyboard.press("Home")
    assert shown(opened) == f"{LIMIT}=0.5+{GROWTH}=0"
    opened.tab.locator("#slider-1").focus()
    opened.tab.keyboard.press("End")
    assert shown(opened).endswith(f"0.5+{GROWTH}=0.03")
    assert "1 limit gave way" in opened.text("#gave")
    assert "limits of funds: short by 0.00" in opened.text("#gave")
    assert "targets: Each target is reached by its date." in opened.text("#gave")
    assert opened.tab.evaluate("document.activeElement.id") == "slider-1"
    opened.address("shown=")


def test_an_address_brings_its_view_back(browser: Any, file: Path) -> None:
    opened = Opened(
        browser, file, "#lang=en&shown=city%20halves&beside=nobody&kinds=out&street=%E4%B8%9C%E8%A1%97"
    )
    assert opened.tab.input_value("#street") == "东街"
    assert opened.tab.locator("[data-kind=out]").get_attribute("aria-pressed") == "true"
    assert opened.tab.input_value("#beside") == "base"
    assert opened.tab.locator("#move-list tbody tr").count() == 1
    assert opened.tab.locator(".slider.off").count() == 2, "a what-if is no point of the grids"
    assert opened.faults == []
    opened.tab.close()


def test_two_cases_of_choice_stand_beside_each_other(opened: Opened) -> None:
    opened.tab.select_option("#shown", "base")
    opened.tab.select_option("#beside", "city halves")
    said = opened.tab.locator("#move-list tbody tr td:nth-child(4)").all_text_contents()
    assert sorted(said) == ["不再纳入", "提前", "新纳入"], "seen the other way round"
    assert "请把基准选为对照算例" in opened.text("#moves-note")
    titles = opened.tab.evaluate("Renewal.stepsOption(Renewal.chosen(true), 900).title.map(t => t.text)")
    assert titles == ["市级减半", "基准"]
    spans = opened.tab.evaluate(
        "Renewal.stepsOption(Renewal.chosen(true), 900).xAxis.map(a => [a.min, a.max])"
    )
    assert spans[0] == spans[1], "one axis for both"


def test_filters_and_search_leave_what_is_asked_for(opened: Opened) -> None:
    opened.tab.fill("#text", "梅")
    opened.tab.wait_for_timeout(400)  # typing is heeded when it pauses
    assert opened.tab.locator("#move-list tbody tr").count() == 1
    assert opened.tab.locator("#estate-list tbody tr").count() == 1
    opened.tab.fill("#text", "")
    opened.tab.wait_for_timeout(400)
    opened.tab.select_option("#cause", "capacity")
    assert opened.tab.locator("#move-list tbody tr").count() == 2
    opened.tab.click("[data-kind=new]")
    assert opened.tab.locator("#move-list tbody tr").count() == 1


def test_cases_are_sorted_marked_and_opened(opened: Opened) -> None:
    opened.tab.click("[data-sort=aim]")
    first = opened.tab.locator("#case-list tbody tr").first
    assert "☆" in first.locator("td").first.inner_text()
    opened.tab.click("[data-sort=aim]")
    assert "★" in first.locator("td").first.inner_text()
    assert opened.tab.locator("#case-list .tag.dominated").count() == 1
    first.locator("button").click()
    assert opened.tab.locator("#case-list tr[aria-current=true]").count() == 1
    assert shown(opened) == f"{LIMIT}=1.5+{GROWTH}=0"
    assert opened.tab.locator("#case-list tr.now").count() == 1
    assert opened.tab.locator("#case-list thead th").count() == 4, (
        "measures that are all alike are told below"
    )
    assert "未达指标" in opened.text("#alike")


def test_a_click_on_a_point_opens_its_plan(opened: Opened) -> None:
    opened.tab.click("#pareto-list .chip >> nth=1")
    assert shown(opened) == "Point 2 of the trade-off"
    assert opened.tab.locator("#move-list tbody tr").count() == 3
    opened.tab.click("#show-robust")
    assert "稳健方案" in opened.text("#headline")
    opened.tab.evaluate("document.getElementById('curve').scrollIntoView({block: 'center'})")
    place = """() => {
      const chart = echarts.getInstanceByDom(document.getElementById('curve'));
      const box = document.getElementById('curve').getBoundingClientRect();
      const [x, y] = chart.convertToPixel({seriesIndex: 2}, [1500, 320]);
      return [box.left + x, box.top + y];
    }"""
    before, at = None, opened.tab.evaluate(place)
    while at != before:  # a chart that is drawn anew above it moves it
        opened.tab.wait_for_timeout(400)
        before, at = at, opened.tab.evaluate(place)
    opened.tab.mouse.move(*at)
    opened.tab.mouse.click(*at)
    wanted = f"{LIMIT}=1.5+{GROWTH}=0"
    opened.tab.wait_for_function("wanted => Renewal.plan.cases[Renewal.shown()].name === wanted", arg=wanted)
    assert shown(opened) == wanted


def test_every_chart_is_drawn_and_described(opened: Opened) -> None:
    for chart in CHARTS:
        assert opened.tab.locator(f"#{chart} svg path").count() > 5, chart
        assert opened.tab.get_attribute(f"#{chart}", "aria-label"), chart


def test_both_languages_are_whole(opened: Opened) -> None:
    said = "[data-t], th[scope=col], .tag, .chip, dt, #sentence, #audited, #headline, .note, .limits li"
    chinese = opened.tab.locator(said).all_text_contents()
    assert [text for text in chinese if " the " in text or " of " in text] == []
    opened.tab.click("[data-lang=en]")
    english = opened.tab.locator(said).all_text_contents()
    assert len(english) == len(chinese)
    assert [text for text in english if any("\u4e00" <= letter <= "\u9fff" for letter in text)] == []


@pytest.mark.parametrize("width", [390, 1300, 1920])
def test_it_fits_screens(browser: Any, file: Path, width: int) -> None:
    opened = Opened(browser, file)
    opened.tab.set_viewport_size({"width": width, "height": 800})
    opened.tab.wait_for_timeout(200)
    assert opened.tab.evaluate("document.documentElement.scrollWidth") <= width
    for chart in CHARTS:
        wide = opened.tab.evaluate(f"document.querySelector('#{chart} svg').clientWidth")
        assert 0 < wide <= width, chart
    assert opened.faults == []
    opened.tab.close()


def test_text_has_contrast_and_controls_have_names(opened: Opened) -> None:
    assert opened.tab.evaluate(CONTRAST) == []
    assert opened.tab.evaluate(UNNAMED) == 0
    assert opened.tab.locator("th:not([scope])").count() == 0


def test_a_study_of_cases_alone_shows_what_it_has(browser: Any, tmp_path: Path) -> None:
    document = plain()
    places = [{**place, "lon": None, "lat": None} for place in document["places"]]
    cases = [
        *document["cases"],
        {**document["cases"][1], "name": "no time", "name_zh": "", "plan": None, "moved": []},
    ]
    cases[-1]["measures"] = dict.fromkeys(cases[0]["measures"])
    page = comparison_page({**document, "places": places, "cases": cases}, "en")
    (tmp_path / "comparison.html").write_text(page, encoding="utf-8")
    opened = Opened(browser, tmp_path / "comparison.html")
    assert "no map" in opened.text("#map")
    opened.tab.select_option("#shown", "no time")
    assert "no time has no plan" in opened.text("#headline")
    assert opened.tab.locator("#sliders, #curve, #pareto, #regret-list, #played-list").count() == 0
    assert opened.faults == []
    opened.tab.close()


def test_paper_shows_every_line(opened: Opened) -> None:
    opened.tab.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    opened.tab.emulate_media(media="print")
    assert not opened.tab.is_visible(".bar")
    assert opened.tab.locator("#case-list tbody tr").count() == 8
    opened.tab.evaluate("window.dispatchEvent(new Event('afterprint'))")


def test_no_difference_looks_like_nothing(opened: Opened) -> None:
    said = "(d, unit) => Renewal.changeMark(d, {unit: unit, better: 'less'}).textContent"
    cases = {"years": (-0.0003, "▲ −0.0003"), "yuan": (30.0, "▼ +0.003"), "households": (0, "=")}
    for unit, (more, told) in cases.items():
        assert opened.tab.evaluate(f"([d, unit]) => ({said})(d, unit)", [more, unit]) == told
    assert opened.tab.evaluate(f"({said})(-12.345, 'years')") == "▲ −12.35"


def test_at_the_width_of_a_telephone_each_case_stands_beside_its_label(opened: Opened) -> None:
    opened.tab.set_viewport_size({"width": 400, "height": 800})
    tops = [
        opened.tab.evaluate(f"document.querySelector('{one}').getBoundingClientRect().top")
        for one in (".pair label[for=beside]", "#beside")
    ]
    assert abs(tops[0] - tops[1]) < 12
    assert opened.tab.evaluate("document.documentElement.scrollWidth") == 400
