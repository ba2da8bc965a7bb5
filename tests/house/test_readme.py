"""The first thing a reader copies works: the main job, then the tests, in both languages and on Windows."""

import re

import pytest

from tests.house.source import ROOT

READMES = ("README.md", "README.zh.md")
MAIN_JOB = "python3 dev.py demo"
TESTS = "python3 dev.py test"
PICTURES = {
    "README.md": "docs/pictures/plan-jinping.png",
    "README.zh.md": "docs/pictures/plan-jinping.zh.png",
}


def fences(text: str, language: str) -> list[list[str]]:
    """The lines of every code block of a language."""
    blocks = re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    return [[line for line in block.splitlines() if line.strip()] for block in blocks]


def readme(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", READMES)
def test_the_first_block_holds_the_two_commands(name: str) -> None:
    first = fences(readme(name), "bash")[0]
    commands = [line for line in first if not line.startswith(("git clone ", "cd "))]
    assert commands == [MAIN_JOB, TESTS]


def test_the_test_command_stands_word_for_word_in_the_checks() -> None:
    assert TESTS in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", READMES)
def test_windows_has_the_same_two_commands(name: str) -> None:
    first = fences(readme(name), "powershell")[0]
    assert [line for line in first if not line.startswith("cd ")] == [
        MAIN_JOB.replace("python3", "py"),
        TESTS.replace("python3", "py"),
    ]


def test_both_languages_give_the_same_commands() -> None:
    english, chinese = map(readme, READMES)
    for language in ("bash", "powershell", "text"):
        assert fences(english, language) == fences(chinese, language)


@pytest.mark.parametrize("name", READMES)
def test_the_picture_comes_before_the_commands(name: str) -> None:
    text = readme(name)
    assert 0 < text.index(PICTURES[name]) < text.index("```bash")


@pytest.mark.parametrize("name", READMES)
def test_every_file_a_readme_points_to_is_there(name: str) -> None:
    targets = [target.split("#")[0] for target in re.findall(r"\]\(([^)]+)\)", readme(name))]
    missing = [target for target in targets if target and ":" not in target and not (ROOT / target).exists()]
    assert not missing
