"""Presets, samples, and how what-ifs go by name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scenarios import overlay
from scenarios.model.programme import Programme
from scenarios.read import read
from scenarios.tables.faults import InputFaults
from scenarios.tables.folder_written import LEFT_OUT, write_folder
from scenarios.tables.manifest import TABLES
from scenarios.whatif.chance import Chance, chance_from, share_of
from scenarios.whatif.named import Known
from scenarios.whatif.presets import PRESETS, preset_called
from scenarios.whatif.samples import sample, samples
from tests.given.small import codes, rows, the
from tests.given.small import write_folder as write_given
from tests.given.what_ifs import change, programme, told, what_if


def called(name: str, given: Programme, path: Path | None = None) -> list[str]:
    return [one.name for one in Known.of(given, path).called(name)]


def fault_of(name: str, given: Programme) -> Any:
    with pytest.raises(InputFaults) as wrong:
        Known.of(given).called(name)
    (fault,) = wrong.value.faults
    return fault


# ---- presets ----


def rich(**more: Any) -> Programme:
    """The small programme with something for every preset to change."""
    funds = [
        {"fund": "central", "kind": "central", "year": 2021, "limit": 100_001, "floor": 60_000},
        {"fund": "central", "kind": "central", "year": 2022, "limit": 50_000},
        {"fund": "prov", "kind": "province", "year": 2021, "limit": 10_000, "carry_last_year": 2021},
        {"fund": "bond", "kind": "bond", "year": 2022, "limit": 500_000},
    ]
    votes = [
        {"estate": "C", "matter": "lift", "turnout_area": 0.9, "turnout_heads": 0.9, "by_area": 0.8,
         "by_heads": 0.05},
    ]  # fmt: skip
    types = [
        *rows()["work_types"],
        {"id": "water", "name": "供水管网", "work_class": "基础类", "unit_cost": 1},
    ]
    outside = [
        {"id": "W1", "name": "给水主管", "start": "2021Q1", "finish": "2021-12-31", "estates": "A"},
        {"id": "W2", "name": "雨水干管", "owner": "水务局排水处", "finish": "2021-12-31", "estates": "A"},
        {"id": "W3", "name": "道路", "finish": "2021-12-31", "estates": "A", "holds": "water"},
    ]
    crews = [{"trade": "pipe", "count": 5}, {"trade": "design", "kind": "office", "count": 5}]
    given = {"funds": [*rows()["funds"], *funds], "consents": votes, "work_types": types, "crews": crews}
    return programme(rows(**{**given, "outside_projects": outside, **more}))


EXPECTED: dict[str, list[tuple[Any, ...]]] = {
    "bond-12": [("funds", "bond, 2022", "limit", 500_000, 60_000)],
    "all-money": [("settings", "", "rules.fund_limits.on", True, False)],
    "prices-6": [("settings", "", "prices.growth", 0.0, 0.06)],
    "crews-20": [("crews", "pipe", "count", 5, 4)],
    "consent-10": [
        ("consents", "C, estate, lift", "by_area", 0.8, 0.7),
        ("consents", "C, estate, lift", "by_heads", 0.05, 0),
    ],
    "water-late": [
        ("outside_projects", "W1", "start", "2021-01-01", "2022-01-01"),
        ("outside_projects", "W1", "finish", "2021-12-31", "2022-12-31"),
        ("outside_projects", "W3", "finish", "2021-12-31", "2022-12-31"),
    ],
    "subsidies-late": [
        ("funds", "central, 2021", "limit", 100_001, 50_000.5),
        ("funds", "central, 2021", "floor", 60_000, 50_000.5),
        ("funds", "central, 2022", "limit", 50_000, 75_000.5),
        ("funds", "prov, 2021", "limit", 10_000, 5_000),
        ("funds", "prov, 2022", "", None, "fund = prov; kind = province; year = 2022; limit = 5000; "
         "carry_last_year = 2022"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("key", list(EXPECTED))
def test_a_preset_changes_what_it_says(key: str) -> None:
    given = rich()
    preset = preset_called(key)
    assert preset is not None
    assert sorted(told(overlay(given, preset.of(given)).changes), key=str) == sorted(EXPECTED[key], key=str)


def test_no_money_leaves_none() -> None:
    given = rich()
    (no_money,) = Known.of(given).called("无资金")
    after = overlay(given, no_money).programme.funds
    assert not after.limit.any()
    assert not after.given["floor"].any()


def test_subsidies_late_keep_what_comes_within_the_plan() -> None:
    given = rich()
    (late,) = Known.of(given).called("subsidies-late")
    before, after = given.funds, overlay(given, late).programme.funds
    lost = int(before.limit[before.year == 2022][before.fund[before.year == 2022] == "central"].sum()) // 2
    assert int(before.limit.sum()) - int(after.limit.sum()) == lost


@pytest.mark.parametrize("key", ["bond-12", "subsidies-late", "crews-20", "consent-10", "water-late"])
def test_a_programme_that_lacks_it_is_told_so(key: str) -> None:
    fault = fault_of(key, programme())
    assert fault.code == "preset_lacks"
    preset = preset_called(key)
    assert preset is not None
    assert preset.name in fault.what
    assert preset.name_zh in fault.what_zh


def test_money_without_limits_cannot_be_all_the_more() -> None:
    assert fault_of("all-money", programme(rules={"fund_limits": {"on": False}})).code == "preset_lacks"


def test_every_preset_goes_by_key_and_by_both_names() -> None:
    given = rich()
    for preset in PRESETS:
        for name in (preset.key, preset.name, preset.name_zh):
            assert called(name, given) == [preset.name]
        assert "假设值" in preset.reason_zh
        assert "an assumption" in preset.reason


# ---- names ----


def test_names_stack_by_plus_and_a_file_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    own = [{"name": "市级减半", "table": "funds", "column": "limit", "action": "scale", "value": 0.5,
            "where": "fund = 'city'"}, {"name": "a+b"}]  # fmt: skip
    given = rich(what_ifs=own)
    assert called("市级减半 + crews-20", given) == ["市级减半", "crews - 20 %"]
    assert called("a+b", given) == ["a+b"]
    assert called("prices + 6 % a year", given) == ["prices + 6 % a year"]
    Path("crews-20").write_text("name = 'of the file'\n", encoding="utf-8")
    assert called("crews-20", given) == ["of the file"]


def test_the_order_in_a_stack_makes_no_difference() -> None:
    given = rich()
    known = Known.of(given)
    keys = ("bond-12", "subsidies-late", "prices-6", "water-late")
    found = {
        overlay(given, *known.called("+".join(stack))).programme.fingerprint for stack in (keys, keys[::-1])
    }
    assert len(found) == 1


@pytest.mark.parametrize("name", ["no mony", "crews-20+nothing", "+", "crews-20+"])
def test_a_name_that_is_none_is_told_shortly(name: str) -> None:
    fault = fault_of(name, rich())
    assert fault.code == "no_such_what_if"
    assert "`renewal what-ifs PROGRAMME`" in fault.remedy
    assert "water-late" not in fault.remedy
    assert ("Did you mean 'no-money'?" in fault.remedy) == (name == "no mony")


def test_names_to_type_are_suggested_not_long_ones(tmp_path: Path) -> None:
    (tmp_path / "what-ifs").mkdir()
    for way in ("halves", "doubles"):
        text = f'name = "city money {way} for good"\n'
        (tmp_path / "what-ifs" / f"city-money-{way}.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputFaults) as wrong:
        Known.of(rich(), tmp_path).called("city-money-halve")
    assert wrong.value.faults[0].remedy.startswith(
        "Did you mean 'city-money-halves' or 'city-money-doubles'? "
    )


def test_a_file_that_is_not_there_is_called_a_file() -> None:
    assert fault_of("none.toml", programme()).code == "no_such_path"


# ---- amounts by chance ----

DEAR = what_if(change("work_types", "unit_cost", scale={"uniform": [0.9, 1.3]}), name="dear")


def test_a_sample_depends_on_its_name_number_and_seed_alone() -> None:
    def cost(number: int, seed: int = 0) -> int:
        return int(overlay(programme(), sample(DEAR, number, seed)).programme.work_types.unit_cost[0])

    drawn = [cost(number) for number in range(1, 40)]
    assert [cost(number) for number in range(1, 40)] == drawn
    assert cost(7) == drawn[6]  # whatever was drawn before
    assert all(0.9 * 120_000 <= one <= 1.3 * 120_000 for one in drawn)
    assert len(set(drawn)) > 30
    assert cost(1, seed=1) != drawn[0]
    other = what_if(change("funds", "limit", scale={"normal": [1, 0.1]}), name="poor")
    joint = samples((DEAR, other), 3)
    assert [[one.name for one in stack] for stack in joint] == [[f"dear#{k}", f"poor#{k}"] for k in (1, 2, 3)]
    alone = [stack[0] for stack in samples((DEAR,), 3)]
    for one, same in zip(alone, (stack[0] for stack in joint), strict=True):
        assert one.edits[0].amount == same.edits[0].amount


def test_whole_amounts_stay_whole_and_places_differ() -> None:
    late = change("outside_projects", "finish", add={"triangular": [0, 90, 365]})
    homes = change("estates", "households", "id = 'A'", set={"one_of": [90, 110]})
    longer = change("settings", "periods", add={"uniform": [0, 4]})
    both = what_if(late, homes, longer, name="late")
    given = rich()
    for number in range(1, 6):
        found = overlay(given, sample(both, number)).programme
        assert int(found.estates.households[0]) in (90, 110)
    amounts = [edit.amount for edit in sample(both, 1).edits if edit.amount is not None]
    assert all(amount.denominator == 1 for amount in amounts)


def test_without_a_number_it_cannot_be_laid_and_by_number_it_can() -> None:
    with pytest.raises(InputFaults) as wrong:
        overlay(programme(), DEAR)
    the("what_if_by_chance", wrong.value.faults)
    own = [{"name": "dear", "table": "work_types", "column": "unit_cost", "action": "乘以",
            "value": "均匀（0.9，1.3）"}]  # fmt: skip
    given = programme(rows(what_ifs=own))
    (one,) = Known.of(given).called("dear#3")
    assert one.name == "dear#3"
    assert one.edits[0].amount == sample(DEAR, 3).edits[0].amount


def test_a_draw_beyond_its_column_is_a_fault() -> None:
    wild = what_if(change("works", "need", set={"one_of": [0.1, 0.2, 1.5]}), name="wild")
    found = []
    for number in range(1, 20):
        try:
            overlay(programme(), sample(wild, number))
        except InputFaults as wrong:
            found += codes(wrong.faults)
    assert set(found) == {"share_above_one"}


@pytest.mark.parametrize(
    "given",
    [
        {"uniform": [2, 1]},
        {"uniform": [1]},
        {"triangular": [0, 2, 1]},
        {"normal": [1, -1]},
        {"lognormal": [0, 1]},
        {"one_of": []},
        {"even": [0, 1]},
        {"uniform": ["a", 1]},
        {"uniform": [0, 1], "normal": [0, 1]},
        {"normal": [0, True]},
        3,
    ],
)
def test_what_is_no_distribution(given: Any) -> None:
    assert chance_from(given) is None


@pytest.mark.parametrize(
    ("chance", "quarter", "half"),
    [
        (Chance("uniform", (0, 4)), 1, 2),
        (Chance("triangular", (0, 0, 1)), 1 - 0.75**0.5, 1 - 0.5**0.5),
        (Chance("triangular", (0, 1, 1)), 0.5, 0.5**0.5),
        (Chance("triangular", (3, 3, 3)), 3, 3),
        (Chance("normal", (10, 0)), 10, 10),
        (Chance("lognormal", (2, 1)), 2 * 2.718281828459045**-0.6744897501960817, 2),
        (Chance("one_of", (1, 2, 3, 4)), 2, 3),
    ],
)
def test_distributions_by_hand(chance: Chance, quarter: float, half: float) -> None:
    assert chance.at(0.25) == pytest.approx(quarter)
    assert chance.at(0.5) == pytest.approx(half)


def test_shares_are_even() -> None:
    shares = [share_of("a", number) for number in range(4000)]
    assert sum(shares) / 4000 == pytest.approx(0.5, abs=0.02)
    assert sum(share < 0.1 for share in shares) / 4000 == pytest.approx(0.1, abs=0.02)


# ---- tables written back ----


def test_what_is_written_reads_as_the_same_programme(tmp_path: Path) -> None:
    given = rich(
        calendar=[{"name": "春节", "from": "2021-02-01", "to": "2021-02-20", "every_year": "yes"}],
        ballots=[{"estate": "A", "work_type": "sewers", "support": 10, "respondents": 20, "asked": 100,
                  "fears": "noise 3; dust 2"}],
        what_ifs=[{"name": "nothing"}],
    )  # fmt: skip
    later = what_if(
        change("funds", "limit", scale=2 / 3),
        change("settings", "rules.street_projects.by_street.东方街道", set=3),
        change("settings", "tiers", set=[{"name": "first", "classes": ["基础类"]}, {"name": "second"}]),
        change("settings", "evaluation_date", set="2033-06-30"),
        name="later",
    )
    after = overlay(given, later).programme
    files = write_folder(after.settings, [getattr(after, t.NAME.name) for t in TABLES], tmp_path / "out")
    assert not {f"{t.NAME.name}.csv" for t in LEFT_OUT} & {file.name for file in files}
    assert read(tmp_path / "out").fingerprint == after.fingerprint
    folder = write_given(tmp_path / "plain")
    assert read(folder).fingerprint == programme().fingerprint
