"""A plan from its file: what is right is read to the fen, and whatever is wrong is told by its place."""

import contextlib
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.tables.faults import Fault, InputFaults
from solvers.plan.plan import Draw, Opening, Plan, PlannedCampaign, PlannedWork
from solvers.plan.plan_file import read_plan
from tests.worked_out.small import day

WHOLE: dict[str, Any] = {
    "certificate": {"status": "FEASIBLE", "objective": 12.5},
    "campaigns": [
        {
            "campaign": "A",
            "start": "2021-01-01",
            "finish": "2021-01-10",
            "households": 100,
            "works": [{"work": "A:pipes", "start": "2021-01-01", "finish": "2021-01-10", "cost": 0.29}],
            "cost": 0.29,
            "by_payer": {"government": 0.29, "resident": 0},
            "by_fund": {"city": 0.29},
            "due_after_plan": 0,
            "benefit": 1.25,
            "disruption": 0,
        },
        {"campaign": "B", "start": "2021-04-01"},
    ],
    "draws": [{"fund": "city", "claim_group": "city", "campaign": "A", "year": 2021, "amount": 123456789.01}],
    "openings": [
        {"site": "trench", "ground": "A", "start": "2021-01-01", "cost": 0.07, "campaign": "A"},
        {"ground": "A", "start": "2021-04-01", "campaign": None},
    ],
    "by_year": [{"year": 2021, "cost": 0.29}],
}


def written(folder: Path, content: object) -> Path:
    """A file with some content: bytes or text as they are, else as JSON."""
    path = folder / "plan.json"
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def faults_of(path: Path) -> tuple[Fault, ...]:
    """The faults of a file, each said in full in both languages."""
    with pytest.raises(InputFaults) as caught:
        read_plan(path)
    for fault in caught.value.faults:
        assert fault.file == path.name
        assert fault.what.endswith(".")
        assert fault.remedy.endswith(".")
        assert fault.what_zh.endswith("。")
        assert fault.remedy_zh.endswith("。")
    return caught.value.faults


def test_a_whole_plan(tmp_path: Path) -> None:
    a = PlannedCampaign(
        campaign="A",
        start=day("2021-01-01"),
        finish=day("2021-01-10"),
        works=(PlannedWork(work="A:pipes", start=day("2021-01-01"), finish=day("2021-01-10"), cost=29),),
        cost=29,
        by_payer={"government": 29, "resident": 0},
        by_fund={"city": 29},
        due_after_plan=0,
        benefit=1.25,
        disruption=0.0,
    )
    b = PlannedCampaign(campaign="B", start=day("2021-04-01"))
    draw = Draw(fund="city", claim_group="city", campaign="A", year=2021, amount=12_345_678_901)
    stated = {key: value for key, value in WHOLE.items() if key not in ("campaigns", "draws", "openings")}
    opened = (
        Opening(kind="trench", name="A", start=day("2021-01-01"), cost=7, campaign="A"),
        Opening(kind="ground", name="A", start=day("2021-04-01")),
    )
    assert read_plan(written(tmp_path, WHOLE)) == Plan(
        campaigns=(a, b), draws=(draw,), openings=opened, stated=stated
    )


@pytest.mark.parametrize(
    "content", [{"campaigns": []}, b'\xef\xbb\xbf{"campaigns": []}', '{"campaigns": [], "draws": null}']
)
def test_an_empty_plan_is_a_plan(tmp_path: Path, content: object) -> None:
    assert read_plan(written(tmp_path, content)).campaigns == ()


@pytest.mark.parametrize(
    "amount", ["0.1", "0.29", "1.10", "8.2e1", "1e-2", "-3.5", "5", "123456789012345.67", "1.1000"]
)
def test_yuan_become_fen_exactly(tmp_path: Path, amount: str) -> None:
    text = f'{{"campaigns": [{{"campaign": "A", "start": "2021-01-01", "cost": {amount}}}]}}'
    fen = read_plan(written(tmp_path, text)).campaigns[0].cost
    assert fen == Decimal(amount) * 100


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "empty"),
        (" \n", "empty"),
        ("{", "no_json"),
        ("estate,start\nA,2021\n", "no_json"),
        (b"PK\x03\x04\xff\xfe", "encoding"),
        ("[]", "no_plan"),
        ("3", "no_plan"),
        ("null", "no_plan"),
        ('{"funds": []}', "no_plan"),
        ('{"campaigns": [], "totals": {"cost": NaN}}', "no_value"),
        ('{"campaigns": [], "totals": {"cost": -Infinity}}', "no_value"),
        ('{"campaigns": [], "totals": {"cost": 1e999}}', "no_value"),
        ('{"campaigns": [], "totals": {"cost": 1e99999999999999999999}}', "no_value"),
        ('{"campaigns": [], "totals": {"cost": ' + "9" * 5000 + "}}", "no_value"),
        ('{"campaigns": [], "a": "\\ud800"}', "no_value"),
        ("[" * 100_000, "too_deep"),
    ],
)
def test_a_file_that_is_no_plan(tmp_path: Path, content: object, code: str) -> None:
    (fault,) = faults_of(written(tmp_path, content))
    assert (fault.code, fault.column) == (code, "")


def test_a_key_that_stands_twice(tmp_path: Path) -> None:
    (fault,) = faults_of(written(tmp_path, '{"campaigns": [], "campaigns": []}'))
    assert (fault.code, fault.column) == ("repeated", "campaigns")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert [fault.code for fault in faults_of(tmp_path / "none.json")] == ["unreadable"]
    assert [fault.code for fault in faults_of(tmp_path)] == ["unreadable"]


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        (("campaigns",), None, "wrong_type"),
        (("campaigns",), {"A": 1}, "wrong_type"),
        (("campaigns", 0), "A", "wrong_type"),
        (("campaigns", 0, "campaign"), 7, "wrong_type"),
        (("campaigns", 0, "campaign"), None, "missing"),
        (("campaigns", 1, "campaign"), "A", "campaign_twice"),
        (("campaigns", 0, "start"), None, "missing"),
        (("campaigns", 0, "start"), "2021", "no_date"),
        (("campaigns", 0, "start"), "2021-02-30", "no_date"),
        (("campaigns", 0, "start"), "0000-01-01", "no_date"),
        (("campaigns", 0, "start"), 20210101, "no_date"),
        (("campaigns", 0, "finish"), "２０２１-01-01", "no_date"),
        (("campaigns", 0, "works"), "A:pipes", "wrong_type"),
        (("campaigns", 0, "works", 0), "A:pipes", "wrong_type"),
        (("campaigns", 0, "works", 0, "cost"), "0.29", "wrong_type"),
        (("campaigns", 0, "cost"), 0.291, "too_fine"),
        (("campaigns", 0, "cost"), True, "wrong_type"),
        (("campaigns", 0, "cost"), 1e16, "too_much"),
        (("campaigns", 0, "by_fund"), [1], "wrong_type"),
        (("campaigns", 0, "by_fund", "city"), "all", "wrong_type"),
        (("campaigns", 0, "benefit"), "much", "wrong_type"),
        (("draws",), 3, "wrong_type"),
        (("draws", 0, "year"), 2021.5, "wrong_type"),
        (("draws", 0, "year"), 20210, "wrong_type"),
        (("draws", 0, "year"), None, "missing"),
        (("draws", 0, "amount"), None, "missing"),
        (("draws", 0, "fund"), "", "wrong_type"),
        (("openings",), 3, "wrong_type"),
        (("openings", 0, "site"), 3, "wrong_type"),
        (("openings", 0, "ground"), None, "missing"),
        (("openings", 0, "start"), None, "missing"),
        (("openings", 0, "start"), "soon", "no_date"),
        (("openings", 0, "cost"), 0.001, "too_fine"),
        (("certificate",), [], "wrong_type"),
        (("by_year",), {}, "wrong_type"),
        (("by_year", 0), 2021, "wrong_type"),
    ],
)
def test_a_value_that_is_wrong_is_told_by_its_path(
    tmp_path: Path, path: tuple[str | int, ...], value: object, code: str
) -> None:
    content: Any = json.loads(json.dumps(WHOLE))
    held = content
    for key in path[:-1]:
        held = held[key]
    held[path[-1]] = value
    (fault,) = faults_of(written(tmp_path, content))
    named = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path).lstrip(".")
    assert (fault.code, fault.column) == (code, named)


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    content = {"campaigns": [{"campaign": "A", "start": "soon", "cost": "much"}, 5], "draws": [{}]}
    assert [fault.column for fault in faults_of(written(tmp_path, content))] == [
        "campaigns[1]",
        "campaigns[0].start",
        "campaigns[0].cost",
        "draws[0].amount",
        "draws[0].fund",
        "draws[0].claim_group",
        "draws[0].campaign",
        "draws[0].year",
    ]


KEYS = st.sampled_from(
    [
        "campaigns",
        "draws",
        "campaign",
        "start",
        "works",
        "work",
        "cost",
        "by_fund",
        "year",
        "amount",
        "certificate",
    ]
)
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["A", "2021-01-01", "city"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(KEYS | st.text(max_size=3), inner, max_size=5)
    ),
    max_leaves=20,
)


@given(st.dictionaries(KEYS, ANYTHING, max_size=4) | ANYTHING)
def test_any_json_is_a_plan_or_has_faults(tmp_path_factory: pytest.TempPathFactory, content: Any) -> None:
    path = tmp_path_factory.mktemp("plan") / "plan.json"
    path.write_text(json.dumps(content), encoding="utf-8", errors="surrogatepass")
    with contextlib.suppress(InputFaults):
        assert isinstance(read_plan(path), Plan)


@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_a_plan_or_have_faults(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("plan") / "plan.json"
    path.write_bytes(content)
    with pytest.raises(InputFaults):
        read_plan(path)
