"""The set-up script: what it says and passes on. That it sets up is shown by every run of these tests."""

import importlib.util
import os
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

from tests.house.source import ROOT


@pytest.fixture
def dev(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script as a module, with its environment in an empty folder."""
    spec = importlib.util.spec_from_file_location("dev", ROOT / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name, place in {"HOME": ".venv", "PYTHON": ".venv/bin/python", "STAMP": ".venv/stamp.json"}.items():
        monkeypatch.setattr(module, name, tmp_path / place)
    return module


def script(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, ROOT / "dev.py", *words], capture_output=True, encoding="utf-8")


@pytest.mark.parametrize("words", [(), ("help",), ("--help",)])
def test_help_names_every_verb(words: tuple[str, ...], dev: ModuleType) -> None:
    done = script(*words)
    assert done.returncode == 0
    assert all(f"dev.py {verb}" in done.stdout for verb in dev.VERBS)


def test_an_unknown_verb_is_named() -> None:
    done = script("dmeo")
    assert done.returncode == 2
    assert "'dmeo' is no verb" in done.stderr


@pytest.mark.parametrize(
    ("rest", "folder"),
    [
        ([], "jinping-plan"),
        (["--json"], "jinping-plan"),
        (["--out", "a"], "a"),
        (["--lang", "zh", "--out=a/b"], "a/b"),
        (["--out"], "jinping-plan"),  # renewal itself says what is wrong
    ],
)
def test_the_folder_of_the_results_is_known(dev: ModuleType, rest: list[str], folder: str) -> None:
    assert dev.out_folder(rest) == Path(folder)


def test_only_new_results_are_named(
    dev: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, age in {"plan.html": 0, "plan.xlsx": 3600}.items():
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (time.time() - age, time.time() - age))
    dev.show_results(tmp_path, time.time())
    assert "plan.html" in (said := capsys.readouterr().err)
    assert "plan.xlsx" not in said


def test_a_command_gives_its_status_and_its_words(dev: ModuleType, capfd: pytest.CaptureFixture[str]) -> None:
    assert dev.run([sys.executable, "-c", "print('out'); raise SystemExit(3)"]) == 3
    assert capfd.readouterr().out == "out\n"
    assert dev.step([sys.executable, "-c", "print('quiet')"], hidden=True) == 0
    assert dev.step([sys.executable, "-c", "print('reason'); raise SystemExit(4)"], hidden=True) == 4
    assert capfd.readouterr() == ("", "reason\n\n")


@pytest.mark.skipif(os.name == "nt", reason="signals are sent another way on Windows")
def test_ctrl_c_belongs_to_the_command_and_ends_a_set_up(dev: ModuleType) -> None:
    pressed = "import os, signal, sys; os.kill(os.getppid(), signal.SIGINT); sys.exit({})"
    assert dev.run([sys.executable, "-c", pressed.format(0)]) == 0
    assert dev.run([sys.executable, "-c", pressed.format(4)]) == 4
    with pytest.raises(KeyboardInterrupt):
        dev.step([sys.executable, "-c", pressed.format(1)])


def test_a_folder_that_is_no_environment_is_left_alone(dev: ModuleType) -> None:
    dev.HOME.mkdir()
    (dev.HOME / "letter.txt").touch()
    with pytest.raises(dev.SetUpError, match="Move it away"):
        dev.make_environment()
    assert (dev.HOME / "letter.txt").exists()


def test_a_python_without_venv_names_the_package(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(dev.SetUpError, match=r"apt install python3\.\d+-venv"):
        dev.make_environment()


def test_what_is_set_up_is_left_alone(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    def make() -> None:
        dev.PYTHON.parent.mkdir(parents=True, exist_ok=True)
        dev.PYTHON.touch()
        done.append("environment")

    monkeypatch.setattr(dev, "make_environment", make)
    monkeypatch.setattr(dev, "install_libraries", lambda lock: done.append(lock.name))
    monkeypatch.setattr(dev, "install_project", lambda: done.append("project"))
    dev.set_up(dev.RUN_LOCK)
    assert done == ["environment", "requirements.lock", "project"]
    dev.set_up(dev.RUN_LOCK)
    dev.set_up(dev.DEV_LOCK)
    assert done[3:] == ["requirements-dev.lock", "project"]
    dev.set_up(dev.RUN_LOCK)
    dev.set_up(dev.DEV_LOCK)
    assert len(done) == 5
    monkeypatch.setattr(dev, "digest", lambda path: "another")
    dev.set_up(dev.RUN_LOCK)
    assert done[5:] == ["requirements.lock", "project"]
    monkeypatch.setattr(dev, "ROOT", dev.HOME)  # the folder has been moved
    dev.set_up(dev.RUN_LOCK)
    assert done[7:] == ["environment", "requirements.lock", "project"]
