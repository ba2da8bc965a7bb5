"""Residents in the plan document, and that nothing of a single household leaves the machine's memory."""

import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from planner.document.residents import support_of
from scenarios.read import read
from tests.shown.command_line import SETTINGS, TABLES, run, write_programme

NAMES = ("王小明", "欧阳铁柱", "13987654321", "北里9号楼3单元501")
TELLING = (*NAMES, "telephone13912", "87.125", "93.75", "七十有余", "east-stair", "1234.5", "2021-02-17")
"""What stands in the household rows and nowhere else."""
ANSWERS = [
    {
        "estate": "A",
        "household": name,
        "chosen": "pipes;lift" if k % 2 else "lift",
        "pays": "是",
        "pays_up_to": "1234.5",
        "fears": "noise;duration",
        "tenure": "owner",
        "age_group": "七十有余",
        "special": "elderly",
        "stairwell": "east-stair",
        "floor_area": "87.125" if k % 2 else "93.75",
        "agrees": "是",
        "date": "2021-02-17",
        "phone": "telephone13912",
    }
    for k, name in enumerate(NAMES)
]


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder of all that a plan writes, and all that it says, in both languages."""
    folder = tmp_path_factory.mktemp("voices")
    kinds = [{**TABLES["work_types"][0], "nuisance": "noise 2; dust 1"}, *TABLES["work_types"][1:]]
    ballots = [{"estate": "B", "work_type": "pipes", "support": 30, "respondents": 40, "asked": 50}]
    given = write_programme(folder / "lanes", answers=ANSWERS, ballots=ballots, work_types=kinds)
    said = ""
    for lang in ("en", "zh"):
        for words in (("plan", given, "--out", folder / f"out-{lang}"), ("check", given)):
            ran = run(*words, cwd=folder, RENEWAL_LANG=lang)
            assert ran.status == 0
            said += ran.out + ran.err
    ran = run("plan", given, "--json", "--out", folder / "out-json", cwd=folder)
    return folder, said + ran.out


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file written, and every file inside those that are archives (xlsx, warm)."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        yield path.name, path.read_bytes()
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    yield f"{path.name}/{name}", archive.read(name)


def test_nothing_of_household_rows_reaches_any_output(planned: tuple[Path, str]) -> None:
    folder, said = planned
    files = [found for out in sorted(folder.glob("out-*")) for found in contents(out)]
    kinds = {name.partition("/")[0] for name, _ in files}
    assert {"plan.json", "plan.xlsx", "plan.html", "plan.warm"} <= kinds
    assert any("/" in name for name in dict(files))
    assert not [word for word in TELLING if word in said]
    for name, held in files:
        for word in TELLING:
            for code in ("utf-8", "utf-16-le", "utf-32-le", "gbk", "unicode_escape"):
                assert word.encode(code) not in held, (name, word)
            assert json.dumps(word)[1:-1].encode() not in held, (name, word)


def test_households_are_told_to_be_named(planned: tuple[Path, str]) -> None:
    _, said = planned
    assert "replaced by a pseudonym" in said
    assert "已全部换成化名" in said


def test_counts_of_few_households_are_not_told(planned: tuple[Path, str]) -> None:
    folder, _ = planned
    told = json.loads((folder / "out-en" / "plan.json").read_text(encoding="utf-8"))["residents"]
    by_pair = {(row["estate"], row["work_type"]): row for row in told["support"]}
    few = by_pair["A", "lift"]
    assert few["few"]
    hidden = ("respondents", "response_rate", "share", "payers")
    assert [few[key] for key in hidden] == [None] * 4
    exact = (4 + 96 * 4 / 24) / 100
    for key in ("support", "low", "high", "willing_to_pay"):
        assert few[key] * 20 == pytest.approx(round(few[key] * 20)), key
    assert few["willing_to_pay"] == pytest.approx(exact, abs=0.025)
    assert few["low"] <= few["support"] <= few["high"]
    assert (few["strength"], by_pair["B", "pipes"]["few"], by_pair["C", "pipes"]["few"]) == (
        "weak",
        False,
        False,
    )
    feared = {(row["estate"], row["kind"]): row for row in told["fears"]}
    assert (feared["A", "noise"]["few"], feared["A", "noise"]["households"]) == (True, None)
    (menu,) = (row for row in told["menus"] if row["estate"] == "A")
    assert menu["answered"] is None
    assert {price[key] for price in menu["prices"].values() for key in ("votes", "met", "wished_cost")} == {
        None
    }


@pytest.mark.parametrize(
    ("answered", "yes", "hidden"),
    [(20, 10, False), (20, 4, True), (20, 16, True), (20, 0, False), (4, 0, True)],
)
def test_neither_few_nor_all_but_few_are_told(answered: int, yes: int, hidden: bool, tmp_path: Path) -> None:
    ballots = [{"estate": "A", "work_type": "pipes", "support": yes, "respondents": answered, "fears": ""}]
    given = write_programme(tmp_path / "lanes", ballots=ballots)
    told = {(row["estate"], row["work_type"]): row for row in support_of(read(given))}
    row = told["A", "pipes"]
    assert (row["few"], row["share"] is None, row["respondents"] is None) == (hidden, hidden, answered < 5)


@pytest.fixture(scope="module")
def residents(planned: tuple[Path, str]) -> dict[str, Any]:
    """What is told where every count is."""
    folder, _ = planned
    open_to_all = SETTINGS + "\n[support]\nleast_told = 1\n"
    shutil.copytree(folder / "lanes", folder / "told")
    (folder / "told" / "programme.toml").write_text(open_to_all, encoding="utf-8")
    ran = run("plan", folder / "told", "--json", cwd=folder)
    document = json.loads(ran.out)
    found: dict[str, Any] = document["residents"]
    return found


class TestDocument:
    def test_support(self, residents: dict[str, Any]) -> None:
        by_pair = {(row["estate"], row["work_type"]): row for row in residents["support"]}
        assert set(by_pair) == {("A", "pipes"), ("A", "lift"), ("B", "pipes"), ("C", "pipes")}
        asked = by_pair["B", "pipes"]
        prior = (20 * 0.5 + 0 + 2) / (20 + 4)  # A's two of four in B's street; nobody was asked in T
        assert asked["support"] == pytest.approx((30 + 20 * (20 * prior + 30) / 60) / 60)
        assert (asked["households"], asked["asked"], asked["respondents"]) == (60, 50, 40)
        assert (asked["response_rate"], asked["share"], asked["payers"]) == (0.8, 0.75, None)
        assert 0 <= asked["low"] < asked["support"] < asked["high"] <= 1
        assert asked["strength"] == "fair"
        few = by_pair["A", "lift"]
        assert (few["respondents"], few["share"], few["asked"], few["response_rate"]) == (4, 1.0, None, None)
        assert (few["payers"], few["strength"]) == (4, "weak")
        assert few["willing_to_pay"] == pytest.approx((4 + 96 * 4 / 24) / 100)
        none = by_pair["C", "pipes"]
        assert (none["respondents"], none["share"], none["strength"]) == (0, None, "none")

    def test_fears(self, residents: dict[str, Any]) -> None:
        by_pair = {(row["estate"], row["kind"]): row for row in residents["fears"]}
        assert set(by_pair) == {(e, k) for e in "ABC" for k in ("noise", "duration")}
        of_a = (4 + 96 * 4 / 24) / 100
        assert by_pair["A", "noise"]["households"] == 4
        assert by_pair["A", "noise"]["share"] == pytest.approx(of_a)
        assert by_pair["A", "noise"]["weight"] == pytest.approx(1 + of_a)
        assert by_pair["A", "duration"]["weight"] == 1
        assert by_pair["B", "noise"]["households"] is None
        assert by_pair["B", "noise"]["share"] == pytest.approx(4 / 24)


def test_without_ballots_there_is_nothing_to_tell(tmp_path: Path) -> None:
    given = write_programme(tmp_path / "lanes")
    ran = run("plan", given, "--json", cwd=tmp_path)
    residents = json.loads(ran.out)["residents"]
    assert (residents["support"], residents["fears"]) == ([], [])
