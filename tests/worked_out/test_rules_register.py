"""Every rule of the register is kept as text, has a test of its effect, and can be set where it may be."""

import ast
from pathlib import Path

import pytest

from scenarios.model.programme import Programme
from scenarios.tables.rule_settings import RuleSettings
from solvers.rules.register import RULES, rules_on
from solvers.rules.rule import Rule
from tests.worked_out.golden_programmes import GOLDEN
from tests.worked_out.rows_as_text import FOLDER, rule_as_text

NAMES = [rule.name for rule in RULES]
SETTINGS = {name: getattr(RuleSettings(), name) for name in RuleSettings.model_fields}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_rows_of_a_rule_are_those_that_were_read_and_kept(rule: Rule) -> None:
    kept = (FOLDER / f"{rule.name}.txt").read_text(encoding="utf-8")
    made = rule_as_text(rule, GOLDEN[rule.name])
    assert made == kept, "meant? then: python -m tests.worked_out.rows_as_text"


def test_every_kept_text_belongs_to_a_rule_and_says_something() -> None:
    kept = {path.stem: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.txt")}
    assert sorted(kept) == sorted(NAMES)
    assert sorted(GOLDEN) == sorted(NAMES)
    assert all(len(text.splitlines()) > 2 for text in kept.values())


def test_every_rule_has_a_test_of_its_effect() -> None:
    tests = [
        node.name
        for path in Path(__file__).parent.glob("test_rules_of_*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    ]
    untested = [name for name in NAMES if not any(test.startswith(f"test_{name}_") for test in tests)]
    assert not untested


def test_names_are_told_once_and_settings_name_rules() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert set(SETTINGS) <= set(NAMES)
    assert all(rule.rows or rule.window for rule in RULES)


@pytest.mark.parametrize("name", [name for name, held in SETTINGS.items() if hasattr(held, "on")])
def test_a_switch_switches_its_rule_and_no_other(name: str) -> None:
    """In the rule's own programme, since some rules are on only where their data is."""
    given = GOLDEN[name]
    own = given.settings.rules
    switched = [getattr(own, name).model_copy(update={"on": switch}) for switch in (True, False)]
    on, off = (_programme(given, own.model_copy(update={name: held})) for held in switched)
    assert {rule.name for rule in rules_on(on)} - {rule.name for rule in rules_on(off)} == {name}
    assert {rule.name for rule in rules_on(off)} <= {rule.name for rule in rules_on(on)}


@pytest.mark.parametrize(
    "name", ["all_buildings", "shared_assets", "agreements", "modes", "stability", "operators"]
)
def test_a_rule_that_lives_by_its_data_is_off_without_it(name: str) -> None:
    assert SETTINGS[name].on
    assert name not in {rule.name for rule in rules_on(GOLDEN["links"])}


def test_rules_without_a_switch_are_always_on_but_for_the_limit_that_is_not_given() -> None:
    switched = {name for name, held in SETTINGS.items() if hasattr(held, "on")}
    bare = RuleSettings.model_validate({name: {"on": False} for name in switched})
    always = {rule.name for rule in rules_on(_programme(GOLDEN["links"], bare))}
    assert always == set(NAMES) - switched - {"due_after_plan"}


def test_every_rule_is_said_in_both_languages() -> None:
    assert all(rule.sentence.endswith(".") and rule.sentence_zh.endswith("。") for rule in RULES)
    assert len({rule.sentence for rule in RULES}) == len({rule.sentence_zh for rule in RULES}) == len(RULES)


def _programme(given: Programme, rules: RuleSettings) -> Programme:
    return given.replace(settings=given.settings.model_copy(update={"rules": rules}))
