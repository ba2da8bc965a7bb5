"""The two commands: what they print, and how they end."""

import json
from pathlib import Path

import pytest

from benchmarks.__main__ import main
from benchmarks.published.knapsack import read_knapsack
from benchmarks.published.known import is_reached, known_value
from tests.published import texts
from tests.published.texts import mine, written

FOLDER = "RENEWAL_BENCH_DATA"


def test_solve_prints_one_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, "a.dat", texts.KNAPSACK)
    assert main(["solve", str(path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert set(found) == {"value", "bound", "gap", "seconds", "status", "chosen"}
    assert (found["value"], found["bound"], found["gap"], found["status"]) == (11, 11, 0, "PROVEN_BEST")
    assert found["chosen"] == [1, 3]


def test_solve_tells_a_person(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["solve", str(mine(tmp_path)), "--format", "minelib"]) == 0
    assert "4 blocks, 2 arcs, 2 periods, 2 resources; 4 chosen:" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.dat", "2 1 0\n5 x", "a.dat, line 2: the file ends early"),
        ("a.what", "what is this", "a.what: its format is not clear; say which"),
        (
            "a.rcp",
            texts.WITH_RESERVOIR,
            "a.rcp: a network with reservoirs is read, but cannot be planned yet",
        ),
        ("a.dat", "1 1 0 5\n1e14\n0.0001", "a.dat: amounts of 19 digits are more than"),
    ],
)
def test_solve_refuses_with_a_word(
    name: str, text: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["solve", str(written(tmp_path, name, text)), "--json"]) == 2
    out, err = capsys.readouterr()
    assert said in err
    assert not out


def test_solve_without_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["solve", str(tmp_path / "none.dat")]) == 2
    assert "none.dat: cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [["--seconds", "0"], ["--gap", "x"], ["--engine", "magic"], ["--format", "x"]]
)
def test_solve_refuses_what_it_does_not_know(words: list[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["solve", str(tmp_path / "a.dat"), *words])
    assert ended.value.code == 2


def test_what_cannot_be_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, "a.txt", texts.MULTIPLE_CHOICE.replace("5 4\n", "1 1\n", 1))
    assert main(["solve", str(path), "--format", "mmkp", "--json"]) == 3
    found = json.loads(capsys.readouterr().out)
    assert (found["status"], found["value"], found["chosen"]) == ("IMPOSSIBLE", None, [])


@pytest.mark.parametrize("name", [None, "", "no/such/folder"])
def test_published_without_its_folder(
    name: str | None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(FOLDER, raising=False)
    if name is not None:
        monkeypatch.setenv(FOLDER, name)
    assert main(["published", "--json"]) == 2
    out, err = capsys.readouterr()
    assert FOLDER in err
    assert not out


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an instance of each set."""
    for name in ("mkp/sac94/hp", "mkp/OR5x100", "mmkp", "pabulib/dev", "minelib/newman", "logos_capital/x"):
        (tmp_path / name).mkdir(parents=True)
    written(tmp_path / "mkp/sac94/hp", "hp1.dat", texts.KNAPSACK)
    written(tmp_path / "mkp/OR5x100", "OR5x100-0.50_2.dat", texts.KNAPSACK.replace("3 2 9", "3 2 0"))
    written(tmp_path / "mkp", "mkcbres.txt", "5.100-10   5\n5.100-11  11\n")
    written(tmp_path / "mmkp", "mmkp_b.txt", texts.MULTIPLE_CHOICE)
    written(tmp_path / "pabulib/dev", "town.pb", texts.ELECTION)
    written(tmp_path / "logos_capital/x", "own.xml", texts.LOGOS)
    mine(tmp_path / "minelib/newman")
    monkeypatch.setenv(FOLDER, str(tmp_path))
    return tmp_path


def test_published_prints_a_row_an_instance(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["published", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    told = {row["work"]: (row["value"], row["known"], row["ok"]) for row in rows}
    assert told == {
        "logos_capital/own": (12, None, None),
        "minelib/tiny": (pytest.approx(10.6), None, None),
        "mkp/OR5x100-0.50_2": (11, 11, True),
        "mkp/hp1": (11, 9, False),
        "mmkp/mmkp_b": (9, None, None),
        "pabulib/town": (40, None, None),
        "pabulib/town:greedy": (30, None, None),
        "pabulib/town:equal-shares": (1, None, None),
    }
    assert {row["unit"] for row in rows} == {"s"}
    solved = [row for row in rows if ":" not in row["work"]]
    assert all(row["bound"] >= row["value"] and row["gap"] == 0 and not row["breaches"] for row in solved)
    assert all(row["bound"] is row["gap"] is None and row.keys() == solved[0].keys() for row in rows[-2:])
    assert all((row["reached"] is not None) == (row["known"] is not None) for row in rows)


def test_published_takes_only_the_sets_asked_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["published", "--set", "OR5x100", "--set", "pabulib"]) == 0
    out = capsys.readouterr().out
    assert [line.split()[0] for line in out.splitlines()] == [
        "mkp/OR5x100-0.50_2",
        "pabulib/town",
        "pabulib/town:greedy",
        "pabulib/town:equal-shares",
        "1",
    ]
    assert main(["published", "--set", "nothing"]) == 2
    assert "holds no instance of nothing" in capsys.readouterr().err


TERMS = """META
key;value
budget;10
vote_type;cumulative
rule;greedy-threshold
min_project_score_threshold;3
PROJECTS
project_id;cost;votes;score;selected
a;4;1;2;0
b;7;2;5;1
c;3;1;3;1
VOTES
voter_id;vote;points
1;b,c;3,3
2;a,b;2,2
"""
LISTED = "file,greedy_votes,mes\nward.pb,8.0,\nyouth.pb,3.0,1\n"


def test_winners_of_elections_are_held_against_ours(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(folder / "pabulib", "dev_reference_values.csv", LISTED)
    written(folder / "pabulib/dev", "ward.pb", TERMS)
    youth = TERMS.replace("cumulative", "approval").replace("greedy-threshold", "equalshares/add1")
    written(folder / "pabulib/dev", "youth.pb", youth.replace("min_project_score_threshold;3\n", ""))
    written(folder / "pabulib/dev", "wrong.pb", TERMS.replace("c;3;1;3;1", "c;3;1;3;0"))
    assert main(["published", "--set", "pabulib", "--json"]) == 0
    told = {
        row["work"][8:]: (row["value"], row["known"], row["ok"])
        for row in json.loads(capsys.readouterr().out)
    }
    # With at least 3 points, b and c are chosen, as they were; by the budget alone just as well.
    assert told["ward:greedy"] == told["ward:greedy-alone"] == (8, 8, True)
    # Each of two holds 5 and pays 3.5 for b; with 2 more, voter 1 has the 3 for c, and nothing else fits.
    assert told["youth:equal-shares"] == (2, 2, True)
    assert told["youth:greedy"] == (3, 3, True)
    # Where c was not selected, the same sum would not do: the projects must be the same.
    assert told["wrong:greedy"] == (8, 5, False)
    assert told["wrong:greedy-alone"] == (8, None, None)


def test_published_tells_the_file_it_cannot_read_and_goes_on(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(folder / "mmkp", "mmkp_a.txt", "no numbers")
    assert main(["published", "--set", "mmkp", "--json"]) == 2
    out, err = capsys.readouterr()
    assert [row["work"] for row in json.loads(out)] == ["mmkp/mmkp_b"]
    assert "mmkp_a.txt, line 1: the number of classes is a number, not 'no'" in err


def test_what_counts_as_reached(tmp_path: Path) -> None:
    logos, cpit, dat = tmp_path / "use_case_1a_fy19.xml", tmp_path / "newman1.cpit", tmp_path / "a.dat"
    assert is_reached(logos, 19.899999999999995, None, 19.9)
    assert not is_reached(logos, 19.894, None, 19.9)
    assert is_reached(cpit, 24_170_001.0, 24_170_001.0, 24.17e6)
    assert not is_reached(cpit, 24_170_001.0, 24_170_000.0, 24.17e6)
    assert not is_reached(cpit, 24_170_001.0, None, 24.17e6)
    assert not is_reached(dat, None, 5.0, 5.0)
    assert is_reached(dat, 1_000_000.5, 2e6, 1e6)
    assert not is_reached(dat, 1_000_002.0, 2e6, 1e6)


def test_known_values_are_those_of_the_files_of_their_names(tmp_path: Path) -> None:
    selection = read_knapsack(written(tmp_path, "a.dat", texts.KNAPSACK))
    assert known_value(tmp_path / "a.dat", selection) == 9
    assert known_value(tmp_path / "use_case_1c_fy19.xml", selection) == 253.53
    assert known_value(tmp_path / "other.xml", selection) is None
    assert known_value(tmp_path / "newman1.cpit", selection) == 24.17e6
