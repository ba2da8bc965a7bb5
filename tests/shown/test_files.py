"""Files are written whole or not at all, several of them together."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from planner.report.files import NotWritten, all_or_none, write_together, write_whole
from planner.words import words


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_file_is_written_and_its_folder_made(tmp_path: Path) -> None:
    write_whole(tmp_path / "new" / "plan.html", b"one")
    write_whole(tmp_path / "new" / "plan.html", b"two")
    assert held(tmp_path / "new") == {"plan.html": b"two"}


def test_nothing_is_left_when_the_writer_fails(tmp_path: Path) -> None:
    write_whole(tmp_path / "plan.json", b"old")

    def broken_off() -> None:
        with all_or_none(tmp_path / "plan.json", tmp_path / "plan.html") as (first, _):
            first.write_bytes(b"half")
            raise RuntimeError("broken off")

    with pytest.raises(RuntimeError, match="broken off"):
        broken_off()
    assert held(tmp_path) == {"plan.json": b"old"}


def test_all_step_back_when_one_cannot_take_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("plan.json", "plan.xlsx", "plan.html")
    write_together({tmp_path / name: b"old" for name in names[:2]})
    real = os.replace

    def held_open(source: Path, goal: Path) -> None:
        if Path(goal).name == "plan.html":
            raise PermissionError(13, "Permission denied")
        real(source, goal)

    monkeypatch.setattr(os, "replace", held_open)
    with pytest.raises(NotWritten) as fault:
        write_together({tmp_path / name: b"new" for name in names})
    assert held(tmp_path) == {"plan.json": b"old", "plan.xlsx": b"old"}
    assert fault.value.path == tmp_path / "plan.html"
    assert "plan.html could not be written: no right to it" in str(fault.value)
    assert "无法写入：没有权限，或文件正被其他程序使用。未作任何改动" in fault.value.sentence(words("zh"))


def test_the_file_open_in_another_program_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_whole(tmp_path / "plan.xlsx", b"old")
    real = os.replace

    def locked(source: Path, goal: Path) -> None:
        if Path(source).name == "plan.xlsx":
            raise PermissionError(32, "in use")
        real(source, goal)

    monkeypatch.setattr(os, "replace", locked)
    with pytest.raises(NotWritten):
        write_together({tmp_path / "plan.json": b"new", tmp_path / "plan.xlsx": b"new"})
    assert held(tmp_path) == {"plan.xlsx": b"old"}


@pytest.mark.skipif(os.name == "nt", reason="permissions are not like this on Windows")
def test_others_may_read_the_file_as_any_other(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_bytes(b"")
    write_whole(tmp_path / "plan.html", b"x")
    assert (tmp_path / "plan.html").stat().st_mode == plain.stat().st_mode
