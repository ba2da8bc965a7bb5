"""Examples in docstrings run, and every name that analysts import has one.

They run beside the examples, with the public names of `planner` at hand.
"""

import doctest
import importlib
import inspect
from pathlib import Path

import pytest

import planner
from tests.house.source import ROOT, read_modules

WITH_EXAMPLES = sorted(name for name, module in read_modules(ROOT).items() if ">>>" in module.text)
FLAGS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS


def public() -> dict[str, object]:
    """The names that analysts import."""
    return {name: getattr(planner, name) for name in planner.__all__}


def failures(test: doctest.DocTest) -> str:
    """What differs from what an example says; empty where all is as said."""
    told: list[str] = []
    doctest.DocTestRunner(optionflags=FLAGS).run(test, out=told.append)
    return "".join(told)


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_examples_in_docstrings_run(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    module = importlib.import_module(name)
    found = doctest.DocTestFinder(exclude_empty=True).find(module, extraglobs=public())
    examples = [test for test in found if test.examples]
    assert examples, "no function or class of the module holds its example"
    assert "".join(map(failures, examples)) == ""


@pytest.mark.parametrize("name", planner.__all__)
def test_every_public_name_has_an_example(name: str) -> None:
    given = (
        importlib.import_module("planner.study.study").study if name == "study" else getattr(planner, name)
    )
    assert ">>> " in (inspect.getdoc(given) or "")


def test_a_wrong_example_is_found() -> None:
    wrong = doctest.DocTestParser().get_doctest(">>> 1 + 1\n3\n", {}, "wrong", str(Path(__file__)), 0)
    assert "Expected:\n    3\nGot:\n    2" in failures(wrong)
