"""The page as a file: nothing in it reaches out, no text of the plan breaks out of its place."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from planner.report.page import ASSETS, SCRIPTS, SHARED_SCRIPTS, SHARED_STYLES, STYLES, page
from scenarios.model.programme import Programme


def test_no_element_of_the_page_fetches_anything(page_file: Path) -> None:
    charts = (ASSETS / "echarts/echarts.min.js").read_text(encoding="utf-8")
    text = page_file.read_text(encoding="utf-8").replace(charts, "")
    assert "default-src 'none'" in text
    assert len(text) < 1_000_000, "the charts' own script is left out here"
    assert not re.findall(r"<(?:script|img|link|iframe|object|source)[^>]+(?:src|href)=[\"'](?!data:)", text)
    own = "".join(
        (ASSETS / name).read_text(encoding="utf-8")
        for name in (
            *(*SHARED_SCRIPTS, *SHARED_STYLES, *SCRIPTS, *STYLES),
            *("page/frame.html", "page/pieces.html", "report/page.html"),
        )
    )
    assert "://" not in own
    assert "@import" not in own
    assert not re.search(r"url\(\s*[\"']?(?!data:)", own)


def test_the_page_is_a_few_megabytes_at_most(page_file: Path) -> None:
    assert page_file.stat().st_size < 3_000_000


def test_the_charts_are_kept_unchanged_with_their_licences() -> None:
    folder = ASSETS / "echarts"
    assert (folder / "echarts.min.js").stat().st_size == 1_121_883
    for name in ("LICENSE", "NOTICE", "licenses/LICENSE-d3", "licenses/LICENSE-zrender"):
        assert (folder / name).is_file()


def test_texts_of_the_plan_cannot_end_the_element_they_stand_in(
    document: dict[str, Any], programme: Programme
) -> None:
    evil = "</script><script>alert(1)</script>\u2028"
    text = page({**document, "findings": [{**document["findings"][0], "what": evil}]}, programme, "en")
    assert "<script>alert(1)" not in text
    data = text.split('id="plan-data">')[1].split("</script>")[0]
    assert json.loads(data)["findings"][0]["what"] == evil


def test_both_languages_are_in_the_one_file(page_file: Path) -> None:
    text = page_file.read_text(encoding="utf-8")
    data = json.loads(text.split('id="plan-data">')[1].split("</script>")[0])
    words = json.loads(text.split('id="plan-words">')[1].split("</script>")[0])
    assert data["lang"] == "zh"
    assert data["sentence"] == {
        "zh": "已证明：更优方案至多再好 0.04 %。",
        "en": "Proven: at most 0.04 % better could exist.",
    }
    assert words["Phases by street"] == "分街道分期图"
    assert "分街道分期图</span>" in text, "the page is in its language before any script runs"
