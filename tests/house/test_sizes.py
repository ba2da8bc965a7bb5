"""Files and functions stay small enough to be read at once, or say in their first words why not.

A file over the limit gives its reason in its docstring, on a line that begins with `size:`; that excuses its
functions as well. A single long function may give the reason in its own docstring instead.
"""

import ast
import re
from collections.abc import Iterator

from tests.house.source import Module, Modules, listed

FILE_LINES = 350
FUNCTION_LINES = 40
REASON = re.compile(r"^\s*size:\s*\S+(\s+\S+){2,}", re.IGNORECASE | re.MULTILINE)
LONG_FUNCTION = "def f():\n" + "    x = 1\n" * (FUNCTION_LINES + 1)

Function = ast.FunctionDef | ast.AsyncFunctionDef


def gives_reason(node: ast.Module | Function) -> bool:
    """Whether a docstring holds a `size:` line with at least three words after it."""
    return bool(REASON.search(ast.get_docstring(node) or ""))


def length(function: Function) -> int:
    """The lines of a function's body, its docstring left out."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def too_long(module: Module) -> Iterator[str]:
    """What of a file is over a limit without a reason."""
    if gives_reason(module.tree):
        return
    lines = len(module.text.splitlines())
    if lines > FILE_LINES:
        yield f"{module.where} has {lines} lines, over {FILE_LINES}"
    for node in ast.walk(module.tree):
        if isinstance(node, Function) and length(node) > FUNCTION_LINES and not gives_reason(node):
            yield f"{module.where}:{node.lineno} {node.name} has {length(node)} lines, over {FUNCTION_LINES}"


def made_up(text: str) -> Module:
    return Module(name="a", where="a.py", text=text, tree=ast.parse(text), imported=frozenset())


def test_files_and_functions_are_small(modules: Modules) -> None:
    faults = [fault for module in modules.values() for fault in too_long(module)]
    assert not faults, listed(faults)


def test_a_long_file_and_a_long_function_are_found() -> None:
    found = list(too_long(made_up(LONG_FUNCTION + "x = 1\n" * FILE_LINES)))
    assert [fault.split(",")[0] for fault in found] == ["a.py has 392 lines", "a.py:1 f has 41 lines"]


def test_a_reason_excuses_and_a_bare_word_does_not() -> None:
    excused = made_up('"""Sums.\n\nsize: one kernel, compiled whole.\n"""\n' + LONG_FUNCTION)
    unexcused = made_up('"""Sums.\n\nsize: because\n"""\n' + LONG_FUNCTION)
    own = made_up(
        LONG_FUNCTION.replace("\n", '\n    """Sums.\n\n    size: one kernel, compiled whole."""\n', 1)
    )
    assert [len(list(too_long(module))) for module in (excused, unexcused, own)] == [0, 1, 0]


def test_a_docstring_does_not_count() -> None:
    text = 'def f():\n    """A.\n' + "    b\n" * 60 + '    """\n    return 1\n'
    assert not list(too_long(made_up(text)))
