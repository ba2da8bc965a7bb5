"""docs/what-ifs.md and the what-ifs that come with Jinping say what is so."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from planner import overlay, read, read_what_if
from scenarios.examples_kept import what_ifs
from scenarios.model.programme import Programme
from scenarios.whatif.presets import PRESETS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "what-ifs.md").read_text(encoding="utf-8")
EXAMPLES = ROOT / "examples" / "jinping-what-ifs"


def blocks(language: str, page: str = PAGE) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def jinping() -> Programme:
    return read(ROOT / "examples" / "jinping")


def test_the_first_file_of_the_page_is_the_one_that_comes_along() -> None:
    assert blocks("toml")[0] == (EXAMPLES / "city-money-halves.toml").read_text(encoding="utf-8")


def test_the_other_changes_of_the_page_can_be_laid_over_jinping(jinping: Programme, tmp_path: Path) -> None:
    file = tmp_path / "page.toml"
    file.write_text(blocks("toml")[1], encoding="utf-8")
    overlaid = overlay(jinping, read_what_if(file))
    tables = [change.table for change in overlaid.changes]
    assert list(dict.fromkeys(tables)) == ["estates", "outside_projects", "funds", "settings"]
    assert [f for f in overlaid.programme.findings if f.code.startswith("what_if")] == []


def test_the_python_of_the_page_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    known: dict[str, Any] = {}
    exec(blocks("python")[0], known)
    first = known["overlaid"].changes[0]
    assert (first.table, first.row, first.column) == ("funds", "city, 2023", "limit")
    assert (first.before, first.after) == (49_000_000, 24_500_000)


def test_the_python_of_the_page_on_comparing_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    page = (ROOT / "docs" / "compare.md").read_text(encoding="utf-8")
    known: dict[str, Any] = {}
    exec(blocks("python", page)[0], known)
    assert [(case.name, case.same_as) for case in known["cases"]] == [
        ("base", ""),
        ("city money halves from 2023", ""),
        ("funds.city.2023.limit*=0.8", ""),
        ("funds.city.2023.limit*=1", "base"),
        ("funds.city.2023.limit*=1.2", ""),
    ]


def test_every_preset_of_the_page_is_one_and_every_one_is_there() -> None:
    table = PAGE.split("## Presets")[1].split("## ")[0]
    rows = re.findall(r"^\| `([^`]+)` \| (.+?) \|", table, re.MULTILINE)
    assert rows == [(one.key, f"{one.name} {one.name_zh}") for one in PRESETS]


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*.toml")), ids=lambda file: file.stem)
def test_each_that_comes_along_changes_something_and_speaks_both_languages(
    jinping: Programme, file: Path
) -> None:
    what_if = read_what_if(file)
    assert what_if.name
    assert what_if.name_zh
    assert what_if.reason
    assert what_if.reason_zh
    overlaid = overlay(jinping, what_if)
    assert overlaid.changes
    assert overlaid.programme.findings == jinping.findings
    assert what_ifs("jinping")[file.stem].samefile(file)


def test_those_that_come_along_stack(jinping: Programme) -> None:
    files = [read_what_if(path) for path in what_ifs("jinping").values()]
    assert len(files) == 3
    overlaid = overlay(jinping, *files)
    assert len({change.what_if for change in overlaid.changes}) == 3
