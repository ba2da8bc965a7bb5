"""Every text that the source speaks: what `t(...)` and `mark(...)` are given, in every language of ours."""

from __future__ import annotations

import ast
import re
from pathlib import Path

PLANNER = Path(__file__).parents[2] / "planner"
_IN_SCRIPT = re.compile(r"""\b(?:t|mark|w)\(\s*"((?:[^"\\]|\\.)*)\"""")
_IN_PIECE = re.compile(r"""\{[{%] (?:call )?(?:link|chart|picked_chart|search)\((.*?)\) [}%]\}""")
_TEXT = re.compile(r"\"([^\"]+)\"")
_IDENTIFIER = re.compile(r"[a-z][a-z-]*")
_IN_PAGE = re.compile(r"""data-t(?:-[a-z-]+)?="([^"{]+)\"""")


def texts_used() -> dict[str, str]:
    """Each text, with the file that speaks it."""
    used: dict[str, str] = {}
    for path in sorted(PLANNER.rglob("*.py")):
        for text in _in_python(path.read_text(encoding="utf-8")):
            used.setdefault(text, path.name)
    for path in sorted((PLANNER / "assets").rglob("*.js")):
        if not path.name.endswith(".min.js"):
            for text in _IN_SCRIPT.findall(path.read_text(encoding="utf-8")):
                used.setdefault(text.replace('\\"', '"'), path.name)
    for path in sorted((PLANNER / "assets").rglob("*.html")):
        source = path.read_text(encoding="utf-8")
        for text in [
            *_IN_PAGE.findall(source),
            *_IN_SCRIPT.findall(source),
            *_in_pieces(source),
        ]:
            used.setdefault(text, path.name)
    return used


def _in_pieces(source: str) -> list[str]:
    """Texts that the pieces of a page are given, beside the names of elements."""
    given = [text for said in _IN_PIECE.findall(source) for text in _TEXT.findall(said)]
    return [text for text in given if not _IDENTIFIER.fullmatch(text)]


def _in_python(source: str) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args:
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            first = node.args[0]
            if name.lstrip("_") in ("t", "mark") and isinstance(first, ast.Constant):
                found.append(str(first.value))
    return found
