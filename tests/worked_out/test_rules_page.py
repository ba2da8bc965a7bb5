"""The page of the formulation is made from the rules, and is as they are now."""

import pytest

from solvers.rules.formulation_page import PAGE, formulation_page
from solvers.rules.register import RULES
from solvers.rules.rule import Rule
from tests.worked_out.rows_as_text import FOLDER

NAMED = "start[", "work[", "include[", "draw[", "column", "link", "measure"


def test_the_page_is_current() -> None:
    kept = PAGE.read_text(encoding="utf-8")
    assert kept == formulation_page(), "meant? then: python -m solvers.rules.formulation_page"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_tells_its_formula_and_its_rows(rule: Rule) -> None:
    page = formulation_page()
    assert f"### {rule.name}\n\n{rule.sentence} {rule.sentence_zh}\n" in page
    for function in (rule.rows, rule.window):
        if function is not None:
            assert function.__doc__ is not None
            assert any(f"{word}" in function.__doc__ for word in NAMED), function
    if rule.rows is not None:
        assert f"{rule.name}[" in (rule.rows.__doc__ or "")
        kept = (FOLDER / f"{rule.name}.txt").read_text(encoding="utf-8")
        assert f"\n{rule.name}[" in kept
