"""The main job as a planner runs it: Jinping from its name to audited files; tampered plans are found out."""

import copy
import datetime
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

RENEWAL = [sys.executable, "-c", "from planner.command import main; main()"]


def renewal(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*RENEWAL, *words], cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("planner")


@pytest.fixture(scope="module")
def plan(home: Path) -> dict[str, Any]:
    """The plan document that `renewal plan jinping --json` prints."""
    run = renewal("plan", "jinping", "--json", "--lang", "zh", cwd=home)
    assert run.returncode == 0, run.stderr
    document: dict[str, Any] = json.loads(run.stdout)
    return document


def fen(yuan: float) -> int:
    return int(Decimal(str(yuan)) * 100)


def test_the_plan_is_certified_and_keeps_every_rule(plan: dict[str, Any]) -> None:
    certificate = plan["certificate"]
    assert certificate["status"] in ("PROVEN_BEST", "WITHIN_GAP")
    assert 0 <= certificate["gap"] <= 1e-3
    said = (certificate["bound"] - certificate["objective"]) / max(abs(certificate["bound"]), 1)
    assert certificate["gap"] == pytest.approx(said, abs=1e-12)
    assert plan["audit"] == []


def test_the_plan_does_what_the_district_promised(plan: dict[str, Any]) -> None:
    assert {k: plan["totals"][k] for k in ("estates", "buildings", "households")} == {
        "estates": 425,
        "buildings": 3067,
        "households": 111_000,
    }
    assert 1.375e9 <= plan["totals"]["cost"] <= 1.4e9
    assert plan["programme_totals"]["funds"] == 1_400_000_000
    assert all(c["finish"] <= "2025-12-31" for c in plan["campaigns"])
    first = [c for c in plan["campaigns"] if c["start"] == "2020-10-01"]
    assert len(first) >= 19
    pilots = [c for c in plan["campaigns"] if c["pilot"]]
    assert pilots
    done = max(c["finish"] for c in pilots)
    assert sum(c["start"] <= done and not c["pilot"] for c in plan["campaigns"]) <= 20


def test_money_adds_up_to_the_fen(plan: dict[str, Any]) -> None:
    assert sum(fen(c["cost"]) for c in plan["campaigns"]) == fen(plan["totals"]["cost"])
    drawn: dict[tuple[str, str], int] = {}
    for draw in plan["draws"]:
        key = (draw["campaign"], draw["fund"])
        drawn[key] = drawn.get(key, 0) + fen(draw["amount"])
    for campaign in plan["campaigns"]:
        by_fund = {fund: fen(amount) for fund, amount in campaign["by_fund"].items()}
        assert sum(by_fund.values()) + fen(campaign["due_after_plan"]) == fen(campaign["cost"])
        assert sum(fen(w["cost"]) for w in campaign["works"]) == fen(campaign["cost"])
        assert sum(fen(v) for v in campaign["by_payer"].values()) == fen(campaign["cost"])
        assert by_fund == {f: v for (c, f), v in drawn.items() if c == campaign["campaign"]}


def test_money_and_more_than_money_bind(plan: dict[str, Any]) -> None:
    rules = {rule["name"]: rule for rule in plan["rules"]}
    for name in ("fund_limits", "crew_limits", "street_projects", "targets", "pilot_first"):
        assert rules[name]["binding"], name
        assert rules[name]["price"] > 0, name
        assert rules[name]["price_by"] == "dual"
    assert rules["outside_dates"]["binding"]
    assert all(rule["price"] is not None or rule["note"] for rule in plan["rules"])


def test_the_files_are_written_and_pass_the_audit(home: Path, plan: dict[str, Any]) -> None:
    folder = home / "jinping-plan"
    assert sorted(p.name for p in folder.iterdir()) == ["plan.html", "plan.json", "plan.warm", "plan.xlsx"]
    assert json.loads((folder / "plan.json").read_text(encoding="utf-8")) == plan
    run = renewal("audit", "jinping", str(folder / "plan.json"), cwd=home)
    assert run.returncode == 0, run.stdout


def later(plan: dict[str, Any]) -> tuple[dict[str, Any], str]:
    one = next(c for c in plan["campaigns"] if c["period"] == "2022Q2")
    one["start"] = (datetime.date.fromisoformat(one["start"]) + datetime.timedelta(days=91)).isoformat()
    return plan, one["campaign"]


def dearer(plan: dict[str, Any]) -> tuple[dict[str, Any], str]:
    plan["draws"][700]["amount"] += 123.45
    return plan, "123.45"


def one_work_more(plan: dict[str, Any]) -> tuple[dict[str, Any], str]:
    left = next(one for one in plan["left_out"] if one["works"])
    campaign = next(c for c in plan["campaigns"] if c["campaign"] == left["campaign"])
    campaign["works"].append({"work": left["works"][0]})
    return plan, left["campaign"]


@pytest.mark.parametrize("tampered", [later, dearer, one_work_more])
def test_a_tampered_plan_is_found_out(home: Path, plan: dict[str, Any], tampered: Any) -> None:
    document, named = tampered(copy.deepcopy(plan))
    path = home / f"{tampered.__name__}.json"
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    run = renewal("audit", "jinping", str(path), "--lang", "en", cwd=home)
    assert run.returncode == 5
    assert named in run.stdout
