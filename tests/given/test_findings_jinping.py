"""The findings on Jinping are a list that a planner can read, and take no time."""

import time
from pathlib import Path

import pytest

from scenarios.model.findings import findings_of, look
from scenarios.model.programme import Programme
from scenarios.read import read
from scenarios.tables.faults import Finding

JINPING = Path(__file__).resolve().parents[2] / "examples" / "jinping"


@pytest.fixture(scope="module")
def jinping() -> Programme:
    return read(JINPING)


def test_jinping_gives_a_readable_list(jinping: Programme) -> None:
    assert len(jinping.facts) > 4000
    began = time.perf_counter()
    findings = look(jinping)
    assert time.perf_counter() - began < 2  # a sixth of a second where nothing else runs
    assert 3 <= len(findings) <= 25
    assert {f.code for f in findings if f.kind == "finding"} <= {"vote_fails", "consent_refused"}
    assert all(len(f.what) < 400 and f.what_zh for f in findings)


def test_the_example_is_said_to_assume_little(jinping: Programme) -> None:
    assumed = {finding.code: finding for finding in look(jinping) if finding.kind == "assumption"}
    assert "assumed_default" not in assumed  # the generator fills every such column
    assert "assumed_evaluation" not in assumed  # given in programme.toml
    assert assumed["assumed_utility_share"].what.startswith("Utilities are taken to pay their whole nominal")


def test_what_was_noticed_on_reading_stands_beside_and_is_folded(jinping: Programme) -> None:
    noticed = [Finding(kind="conversion", code="zeros_lost", what=f"row {i}.", what_zh="") for i in range(9)]
    found = findings_of(jinping.replace(findings=tuple(noticed)))
    said = [finding.what for finding in found if finding.kind == "conversion"]
    assert said == ["row 0.", "row 1.", "row 2. (And 6 more of this kind.)"]
