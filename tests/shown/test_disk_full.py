"""A full disk: what was found is told all the same, nothing is half-written, and a sentence says why."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest

from planner.report.files import NotWritten, all_or_none, write_whole
from tests.shown.command_line import Inside, write_programme

PLAN = {"campaigns": [{"campaign": "A", "start": "2021-07-01", "works": [{"work": "A:pipes"}]}]}
ASKED = {
    "plan": ("plan", "lanes", "--gap", "0"),
    "simulate": ("simulate", "lanes", "plan.json", "--replications", "8"),
    "compare": ("compare", "lanes", "all-money", "--gap", "0"),
}
TOLD = {"plan": "[Proven best]", "simulate": "P80", "compare": "all money"}


def full(_: Any) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def inside(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Inside:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RENEWAL_LANG", "en")
    write_programme(tmp_path / "lanes")
    Path("plan.json").write_text(json.dumps(PLAN), encoding="utf-8")
    monkeypatch.setattr(os, "fsync", full)
    return Inside(monkeypatch, capsys)


@pytest.mark.parametrize("command", ASKED)
def test_what_was_found_is_told_and_why_it_could_not_be_written(inside: Inside, command: str) -> None:
    ran = inside(*ASKED[command], "--out", "results")
    assert ran.status == 1
    assert TOLD[command] in ran.out
    assert "could not be written: the disk is full. Nothing was changed" in ran.err
    assert list(Path("results").iterdir()) == []


@pytest.mark.parametrize("command", ASKED)
def test_json_still_comes_on_stdout(inside: Inside, command: str) -> None:
    ran = inside(*ASKED[command], "--out", "results", "--json", "--lang", "zh")
    assert ran.status == 1
    assert json.loads(ran.out)
    assert "无法写入：磁盘已满。" in ran.err


def test_a_file_written_within_others_is_called_by_its_own_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", full)

    def nested() -> None:
        with all_or_none(tmp_path / "plan.json", tmp_path / "plan.html") as (_, stage):
            write_whole(stage, b"page")

    with pytest.raises(NotWritten) as fault:
        nested()
    assert fault.value.path == tmp_path / "plan.html"
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_matter_of_files_goes_on_as_it_is(tmp_path: Path) -> None:
    def other() -> None:
        with all_or_none(tmp_path / "plan.json"):
            raise OSError(errno.ECHILD, "no child")

    with pytest.raises(OSError, match="no child") as fault:
        other()
    assert not isinstance(fault.value, NotWritten)
