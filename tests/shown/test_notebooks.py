"""Notebooks of the examples run from first cell to last and keep no outputs; docs/python.md runs too."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "examples" / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def cells(path: Path) -> list[dict[str, Any]]:
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def shown(path: Path) -> list[object]:
    """Run the code cells one after the other; return what each shows: the value of its last expression."""
    known: dict[str, Any] = {"__name__": "__main__"}
    found = []
    for number, cell in enumerate(cells(path), 1):
        if cell["cell_type"] != "code":
            continue
        tree = ast.parse("".join(cell["source"]), filename=f"{path.name}, cell {number}")
        last = tree.body.pop()
        assert isinstance(last, ast.Expr), f"{path.name}, cell {number} shows nothing"
        exec(compile(tree, f"{path.name}, cell {number}", "exec"), known)
        found.append(eval(compile(ast.Expression(last.value), f"{path.name}, cell {number}", "eval"), known))
    return found


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_each_cell_shows_something(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    values = shown(path)
    assert len(values) >= 4
    assert all(value is not None for value in values)
    assert all(value.index.names != [None] for value in values if isinstance(value, pd.DataFrame))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_keeps_no_outputs(path: Path) -> None:
    code = [cell for cell in cells(path) if cell["cell_type"] == "code"]
    assert [cell["outputs"] for cell in code] == [[]] * len(code)
    assert [cell["execution_count"] for cell in code] == [None] * len(code)
    assert all("attachments" not in cell for cell in cells(path))


def test_there_are_notebooks_of_each_job() -> None:
    assert [path.stem for path in NOTEBOOKS] == ["construction", "plan", "what_ifs"]


def test_the_page_on_python_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    (block,) = re.findall(
        r"^```python\n(.*?)^```$", (ROOT / "docs" / "python.md").read_text(encoding="utf-8"), re.DOTALL | re.M
    )
    known: dict[str, Any] = {"__name__": "__main__"}
    exec(compile(block, "python.md", "exec"), known)
    assert set(known["compared"].differences().index) >= {"base"}
    assert not known["compared"].moved().empty
