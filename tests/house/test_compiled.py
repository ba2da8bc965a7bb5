"""What is compiled is made anew where anything changes that it is made of."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from solvers import compiled

THRICE = """
from solvers.compiled import compiled
from solvers.room.number import NUMBER

@compiled()
def thrice():
    return 3 * NUMBER
"""


def said(folder, number):
    """Return what a compiled function says in a process of its own, with a number in another file."""
    (folder / "solvers" / "room" / "number.py").write_text(f"NUMBER = {number}\n", encoding="utf-8")
    command = "from solvers.room.thrice import thrice; print(thrice(), thrice.stats.cache_hits)"
    run = subprocess.run(
        [sys.executable, "-c", command], cwd=folder, capture_output=True, text=True, check=True, timeout=120
    )
    return run.stdout.split()


def test_a_constant_of_another_file_that_changes_is_seen(tmp_path):
    room = tmp_path / "solvers" / "room"
    room.mkdir(parents=True)
    source = Path(compiled.__file__).read_text(encoding="utf-8")
    for name, text in {"__init__": "", "compiled": source}.items():
        (tmp_path / "solvers" / f"{name}.py").write_text(text, encoding="utf-8")
    (room / "__init__.py").write_text("", encoding="utf-8")
    (room / "thrice.py").write_text(THRICE, encoding="utf-8")
    numba_misses = "Counter()"
    assert said(tmp_path, 1) == ["3", numba_misses]
    assert said(tmp_path, 1)[0] == "3"
    assert said(tmp_path, 1)[1] != numba_misses
    assert said(tmp_path, 2) == ["6", numba_misses]


def test_where_no_folder_can_be_written_nothing_is_kept(tmp_path, monkeypatch):
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")
    monkeypatch.setattr(compiled, "_PACKAGE", file)
    monkeypatch.setattr(compiled, "_of_user", lambda: tmp_path / "user")
    monkeypatch.setattr(compiled._CONFIG, "CACHE_DIR", "")
    compiled.kept_in.cache_clear()
    room = tmp_path / "solvers" / "room"
    assert compiled.kept_in(room) == tmp_path / "user" / f"room-{compiled.fingerprint(room)}"
    monkeypatch.setattr(compiled, "_of_user", lambda: file)
    compiled.kept_in.cache_clear()
    assert compiled.kept_in(room) is None
    compiled.kept_in.cache_clear()


@pytest.mark.parametrize("change", ["name", "content"])
def test_a_fingerprint_tells_names_and_contents(tmp_path, change):
    (tmp_path / "a.py").write_text("x = 1\n", encoding="utf-8")
    before = compiled.fingerprint(tmp_path)
    if change == "name":
        (tmp_path / "a.py").rename(tmp_path / "b.py")
    else:
        (tmp_path / "a.py").write_text("x = 2\n", encoding="utf-8")
    assert compiled.fingerprint(tmp_path) != before
