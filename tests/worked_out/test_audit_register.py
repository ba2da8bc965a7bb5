"""Every rule of the audit has a test that breaks it, and a name that settings, engines and reports know."""

from pathlib import Path

import pytest

from scenarios.tables.rule_settings import RuleSettings
from solvers.plan.audit.audit import OF_THE_AIM, RULES, is_on

NAMES = [rule.__name__ for rule in RULES]


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_is_broken_somewhere(name: str) -> None:
    tests = sorted(Path(__file__).parent.glob("test_audit_*.py"))
    assert any(f'("{name}", ' in test.read_text(encoding="utf-8") for test in tests), name


def test_every_rule_with_settings_is_audited() -> None:
    assert set(RuleSettings.model_fields) <= set(NAMES) | OF_THE_AIM
    assert not OF_THE_AIM & set(NAMES)


def test_a_rule_without_a_switch_is_always_on() -> None:
    assert all(is_on(RuleSettings(), name) for name in ("start_once", "due_after_plan", "who_may_draw"))
    assert not is_on(RuleSettings(), "street_projects")
