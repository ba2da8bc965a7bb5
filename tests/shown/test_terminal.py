"""The summary in the terminal: complete, in both languages, and plain where it is no terminal."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from planner.report.terminal import summary
from scenarios.model.programme import Programme

BOXES = "─│┌┐└┘├┤┬┴┼━┃╭╮╰╯═║"


def printed(thing: object, width: int = 80, terminal: bool = False, encoding: str = "utf-8") -> str:
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding, errors="strict", newline="\n")
    console = Console(
        file=file, width=width, force_terminal=terminal, color_system=None, legacy_windows=False
    )
    console.print(thing)
    file.flush()
    return raw.getvalue().decode(encoding)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_holds_what_a_planner_asks_first(
    document: dict[str, Any], programme: Programme, lang: str
) -> None:
    text = printed(summary(document, lang, programme, [Path("jinping-plan/plan.html")]), 120)
    for figure in (
        "97,374",
        "138,090.48",
        "728.35",
        "0.04 %",
        "135,252.13",
        "1,310",
        "jinping-plan/plan.html",
    ):
        assert figure in text
    for word in {
        "zh": ("市级资金", "分年度安排", "最主要的限制"),
        "en": ("City funds", "Phases by year", "What limits"),
    }[lang]:
        assert word in text


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [60, 80, 200])
def test_without_a_terminal_it_is_plain_and_gbk(
    document: dict[str, Any], programme: Programme, lang: str, width: int
) -> None:
    text = printed(summary(document, lang, programme, [Path("a/plan.json")]), width, encoding="gbk")
    assert not set(text) & set(BOXES)
    assert "\x1b" not in text
    assert "…" not in text, "a number was cut off"


def test_in_a_terminal_tables_have_lines(document: dict[str, Any], programme: Programme) -> None:
    assert "─" in printed(summary(document, "zh", programme), 100, terminal=True)


def test_narrow_terminals_get_money_in_several_tables(document: dict[str, Any], programme: Programme) -> None:
    wide, narrow = (printed(summary(document, "en", programme), width) for width in (140, 70))
    assert wide.count("Central subsidy") == 1
    assert narrow.count("Central subsidy") > 1
    assert max(map(len, narrow.splitlines())) <= 70


def test_it_can_do_without_the_programme(document: dict[str, Any]) -> None:
    assert "district" in printed(summary(document, "en")).lower()


def test_breaches_are_told_and_not_all_of_many(document: dict[str, Any]) -> None:
    breach = {
        "rule": "r",
        "where": "E001",
        "amount": 3,
        "unit": "day",
        "sentence": "Too early.",
        "sentence_zh": "过早。",
    }
    text = printed(summary({**document, "audit": [breach] * 12}, "zh"))
    assert "有 12 处违反规则" in text
    assert text.count("E001: 过早。 (3 天)") == 10
    assert "另有 2 条" in text
