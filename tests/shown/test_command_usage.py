"""What is wrong with how a command was called is told in Chinese, too."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.shown.command_line import Inside, write_programme

CALLS = {
    ("plan",): "错误：缺少 PROGRAMME。",
    ("plan", "lanes", "extra"): "错误：命令之后多出了内容：extra。",
    ("plan", "lanes", "--gap", "nan"): "错误：--gap 的值不合适：请填数字（≥ 0，≤ 1）。",
    ("plan", "lanes", "--confidence", "1.5"): "错误：--confidence 的值不合适：请填数字（> 0，< 1）。",
    ("simulate", "lanes", "p.json", "--replications", "0"): (
        "错误：--replications 的值不合适：请填整数（≥ 1，≤ 1048576）。"
    ),
    (
        "simulate",
        "lanes",
        "p.json",
        "--seed",
        "x",
    ): "错误：--seed 的值不合适：请填整数（≥ 0，≤ 2147483647）。",
    ("compare", "lanes", "--weights", "a"): "错误：没有选项 --weights。是否想用 --weight？",
    ("plan", "lanes", "--zzz"): "错误：没有选项 --zzz。",
    ("new", "here", "--form", "doc"): "错误：--form 的值不合适：请填 csv、xlsx 之一。",
    ("nonsense",): "错误：没有命令 nonsense。",
    ("plan", "lanes", "--seed"): "错误：选项 --seed 需要一个值。",
}


@pytest.fixture
def inside(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Inside:
    monkeypatch.chdir(tmp_path)
    write_programme(tmp_path / "lanes")
    return Inside(monkeypatch, capsys)


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_a_wrong_call_is_told_in_chinese(
    inside: Inside, monkeypatch: pytest.MonkeyPatch, call: tuple[str, ...]
) -> None:
    monkeypatch.setenv("RENEWAL_LANG", "zh")
    ran = inside(*call)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.splitlines()[-1] == CALLS[call]
    if call[-1] != "--seed":  # of which click does not say which command it was
        assert re.match(r"用法：.*renewal .*\n运行 .*renewal .*--help 可查看帮助。\n\n", ran.err)


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_and_in_english_as_ever(
    inside: Inside, monkeypatch: pytest.MonkeyPatch, call: tuple[str, ...]
) -> None:
    monkeypatch.setenv("RENEWAL_LANG", "en")
    ran = inside(*call)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("Error: " if call[-1] == "--seed" else "Usage: ")
    assert re.search(r"[\u4e00-\u9fff]", ran.err) is None


def test_sentences_of_our_own_stay_as_they_are(inside: Inside) -> None:
    ran = inside("why", "lanes", "nofile.json", "--lang", "zh")
    assert ran.status == 2
    assert re.search(r"[\u4e00-\u9fff]", ran.err.splitlines()[-1])
