"""`renewal plan jinping-all`: every rule of a district at once, certified within one in a hundred."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

RENEWAL = [sys.executable, "-c", "from planner.command import main; main()"]


def renewal(*words: str, cwd: Path) -> int:
    return subprocess.run([*RENEWAL, *words], cwd=cwd, check=False).returncode


@pytest.mark.slow
def test_the_district_with_every_rule_is_planned(tmp_path: Path) -> None:
    assert renewal("plan", "jinping-all", "--gap", "0.01", "--out", "made", cwd=tmp_path) == 0
    plan = json.loads((tmp_path / "made" / "plan.json").read_text(encoding="utf-8"))
    assert plan["certificate"]["status"] in ("PROVEN_BEST", "WITHIN_GAP")
    assert plan["certificate"]["gap"] <= 0.01
    assert plan["audit"] == []
    assert len(plan["rules"]) >= 22
    priced = [rule["name"] for rule in plan["rules"] if rule["binding"] and rule["price"]]
    assert len(priced) >= 10
    assert all(rule["price"] is not None or rule["note"] for rule in plan["rules"])
    assert len(plan["openings"]) > 425
    assert renewal("audit", "jinping-all", "made/plan.json", cwd=tmp_path) == 0
