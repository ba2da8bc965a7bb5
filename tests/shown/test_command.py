"""The command line: how it starts, what it lists, how it audits, and how it ends when something is wrong."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.shown.command_line import Inside, run, write_programme

HEAVY = ("numpy", "scipy", "pandas", "highspy", "pulp", "networkx", "openpyxl", "pydantic", "rich", "jinja2")


@pytest.fixture
def inside(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Inside:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RENEWAL_LANG", "en")
    return Inside(monkeypatch, capsys)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_programme(tmp_path_factory.mktemp("given") / "lanes")


@pytest.fixture(scope="module")
def plan(folder: Path) -> dict[str, Any]:
    ran = run("plan", folder, "--json", "--gap", "0", cwd=folder.parent)
    assert ran.status == 0, ran.err
    found: dict[str, Any] = json.loads(ran.out)
    return found


def test_starting_imports_nothing_heavy() -> None:
    program = "import sys; import planner.command.main; print(*sys.modules)"
    root = Path(__file__).parents[2]
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True, timeout=60
    )
    assert not set(HEAVY) & set(ran.stdout.split())


def test_help_lists_the_commands_in_order(inside: Inside) -> None:
    ran = inside("--help")
    assert ran.status == 0
    places = [ran.out.index(f"  {name} ") for name in ("new", "check", "examples", "plan", "audit", "menus")]
    assert places == sorted(places)
    for name in ("new", "check", "examples", "plan", "audit", "menus"):
        told = inside(name, "--help")
        assert told.status == 0
        assert "--lang" in told.out


def test_examples_can_be_named_and_found(inside: Inside) -> None:
    rows = json.loads(inside("examples", "--json").out)
    assert "jinping" in [row["name"] for row in rows]
    assert all((Path(row["path"]) / "programme.toml").is_file() for row in rows)
    told = inside("examples", "--lang", "zh")
    assert told.status == 0
    assert "jinping" in told.out


@pytest.mark.parametrize(
    ("lang", "guess"), [("en", "Did you mean the example 'jinping'?"), ("zh", "「jinping」")]
)
@pytest.mark.parametrize("command", ["plan", "check"])
def test_a_programme_that_is_none_is_guessed_at(inside: Inside, command: str, lang: str, guess: str) -> None:
    ran = inside(command, "jingping", "--lang", lang)
    assert (ran.status, ran.out) == (2, "")
    assert guess in ran.err
    assert "jingping" in ran.err


@pytest.mark.parametrize(
    "words",
    [
        ("nonsense",),
        ("plan",),
        ("plan", "jinping", "--gap", "2"),
        ("plan", "jinping", "--seconds", "0"),
        ("plan", "jinping", "--seed", "-1"),
        ("plan", "jinping", "--lang", "fr"),
    ],
)
def test_wrong_words_are_bad_input(inside: Inside, words: tuple[str, ...]) -> None:
    ran = inside(*words)
    assert (ran.status, ran.out) == (2, "")
    assert "Traceback" not in ran.err


def test_check_lists_findings_or_faults(inside: Inside, folder: Path, tmp_path: Path) -> None:
    sound = inside("check", folder, "--json")
    assert sound.status == 0
    assert json.loads(sound.out)["faults"] == []
    broken = write_programme(tmp_path / "broken", works=[{"place": "Q", "work_type": "pipes", "quantity": 1}])
    ran = inside("check", broken, "--json")
    assert ran.status == 2
    assert json.loads(ran.out)["faults"][0]["column"] == "place"


def test_a_plan_as_it_was_made_is_audited_clean(inside: Inside, folder: Path, plan: dict[str, Any]) -> None:
    Path("plan.json").write_text(json.dumps(plan), encoding="utf-8")
    ran = inside("audit", folder, "plan.json")
    assert (ran.status, ran.err) == (0, "")
    assert "every rule is kept" in ran.out
    assert "各项规则均满足" in inside("audit", folder, "plan.json", "--lang", "zh").out
    assert json.loads(inside("audit", folder, "plan.json", "--json").out) == {"audit": []}


def later(plan: dict[str, Any]) -> str:
    one = plan["campaigns"][0]
    one["start"] = "2021-10-01" if one["start"] != "2021-10-01" else "2021-07-01"
    return str(one["campaign"])


def a_yuan_more(plan: dict[str, Any]) -> str:
    plan["draws"][0]["amount"] += 1
    return str(plan["draws"][0]["campaign"])


def without_a_work(plan: dict[str, Any]) -> str:
    one = next(c for c in plan["campaigns"] if len(c["works"]) > 1)
    return str(one["works"].pop(0)["work"])


def without_a_campaign(plan: dict[str, Any]) -> str:
    plan["campaigns"].pop(0)
    return "totals"


@pytest.mark.parametrize("tamper", [later, a_yuan_more, without_a_work, without_a_campaign])
def test_tampering_is_found_by_name_and_amount(
    inside: Inside, folder: Path, plan: dict[str, Any], tamper: Callable[[dict[str, Any]], str]
) -> None:
    changed = json.loads(json.dumps(plan))
    name = tamper(changed)
    Path("plan.json").write_text(json.dumps(changed), encoding="utf-8")
    ran = inside("audit", folder, "plan.json", "--json")
    assert ran.status == 5
    breaches = json.loads(ran.out)["audit"]
    assert any(name in breach["where"] or name in breach["sentence"] for breach in breaches), breaches
    assert all(breach["amount"] for breach in breaches)
    if tamper is a_yuan_more:
        assert any(breach["amount"] == 1 and breach["unit"] == "yuan" for breach in breaches)
    told = inside("audit", folder, "plan.json", "--lang", "zh")
    assert told.status == 5
    assert f"发现 {len(breaches)} 处违反" in told.out


def test_an_empty_plan_can_be_audited(inside: Inside, folder: Path) -> None:
    Path("plan.json").write_text('{"campaigns": [], "draws": []}', encoding="utf-8")
    assert inside("audit", folder, "plan.json").status == 0


@pytest.mark.parametrize("text", ["{", "[]", '{"campaigns": [{"start": "soon"}]}', None])
def test_a_plan_that_is_none_is_bad_input(inside: Inside, folder: Path, text: str | None) -> None:
    if text is not None:
        Path("plan.json").write_text(text, encoding="utf-8")
    ran = inside("audit", folder, "plan.json")
    assert (ran.status, ran.out) == (2, "")
    assert "plan.json" in ran.err
    assert "Traceback" not in ran.err


@pytest.fixture
def broken_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(path: Path) -> None:
        raise ZeroDivisionError("a pen fell")

    monkeypatch.setattr("scenarios.read.read", read)


@pytest.mark.usefixtures("broken_reader")
@pytest.mark.parametrize(("lang", "word"), [("en", "unexpected"), ("zh", "意外错误")])
def test_an_unexpected_error_is_a_sentence(inside: Inside, folder: Path, lang: str, word: str) -> None:
    ran = inside("plan", folder, "--lang", lang)
    assert (ran.status, ran.out) == (1, "")
    assert word in ran.err
    assert "a pen fell" in ran.err
    assert "Traceback" not in ran.err
    assert word in inside("plan", folder, f"--lang={lang}").err


@pytest.mark.usefixtures("broken_reader")
def test_debug_shows_where_it_arose(inside: Inside, folder: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        inside("--debug", "plan", folder)
