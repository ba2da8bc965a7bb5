#!/usr/bin/env python3
"""Set up and run estate-renewal from its source, on Linux, macOS and Windows, with nothing but Python.

Everything goes into the folder `.venv` beside this file: the libraries exactly as the hash-pinned lock names
them, then this project itself. What is already there is left alone, so only the first run takes its time.
Messages go to stderr; stdout belongs to the command that is run.

size: one file, so that it runs before anything is installed and can be carried about alone.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - older Pythons must be told so, before anything they cannot read
    sys.exit(
        "estate-renewal needs Python 3.11 or newer; this is Python " + sys.version.split()[0] + ".\n"
        "Install a newer Python and start this script with it, for example:  python3.12 dev.py demo"
    )

import hashlib
import importlib.util
import json
import os
import signal
import subprocess
import time
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
HOME = ROOT / ".venv"
BIN = HOME / ("Scripts" if os.name == "nt" else "bin")
EXE = ".exe" if os.name == "nt" else ""
PYTHON = BIN / ("python" + EXE)
STAMP = HOME / "estate-renewal.json"
PROJECT = ROOT / "pyproject.toml"
RUN_LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"
NEWEST_TRIED = (3, 13)
INTERRUPTED = 130


class SetUpError(Exception):
    """Something the reader must mend: a sentence for the screen, and the exit status."""

    def __init__(self, sentence: str, status: int = 1) -> None:
        super().__init__(sentence)
        self.status = status


def say(sentence: str) -> None:
    """Tell the reader, on stderr."""
    print(sentence, file=sys.stderr, flush=True)


# ---- running commands ----


def run(command: Iterable[str | Path], cwd: Path | None = None) -> int:
    """Run a command to its end and give its exit status; Ctrl-C is the command's own to answer."""
    status, _, _ = _run(command, cwd=cwd)
    return status


def step(command: Iterable[str | Path], text: str = "", hidden: bool = False) -> int:
    """Run a step of the set-up: it speaks on stderr (hidden: only when it fails), and Ctrl-C ends all."""
    out = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT} if hidden else {"stdout": sys.stderr}
    status, interrupted, said = _run(command, text, cwd=ROOT, **out)
    if status and interrupted:
        raise KeyboardInterrupt
    if status and said:
        say(said)
    return status


def _run(command: Iterable[str | Path], text: str = "", **options: Any) -> tuple[int, bool, str]:
    """Run a command to its end; give its exit status, whether Ctrl-C was pressed, and what it said to us."""
    heard: list[bool] = []
    before = signal.signal(signal.SIGINT, lambda *_: heard.append(True))  # the command hears it as well
    try:
        process = subprocess.Popen(
            [str(part) for part in command],
            env=os.environ | {"PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
            stdin=subprocess.PIPE if text else None,
            encoding="utf-8",
            errors="replace",
            **options,
        )
        said, _ = process.communicate(text or None)
    finally:
        signal.signal(signal.SIGINT, before)
    status = process.returncode
    return 128 - status if status < 0 else status, bool(heard), said or ""


def run_all(commands: Iterable[Iterable[str | Path]]) -> int:
    """Run every command in the project's folder, also after one has failed; give the first bad status."""
    statuses = [run(command, cwd=ROOT) for command in commands]
    return next((status for status in statuses if status), 0)


# ---- setting up ----


def set_up(lock: Path) -> None:
    """Make `.venv` hold what the lock pins and this project; do nothing where it does already."""
    here, have = str(ROOT), read_stamp()
    want = {path.name: digest(path) for path in (RUN_LOCK, DEV_LOCK, PROJECT)}
    if have.get("root") != here and not (have == {} and usable()):
        make_environment()
        have = {}
    if have.get(lock.name) != want[lock.name]:
        install_libraries(lock)
        # The development lock holds all of the other one.
        held = (RUN_LOCK, DEV_LOCK) if lock == DEV_LOCK else (RUN_LOCK,)
        have = write_stamp({"root": here} | {path.name: want[path.name] for path in held})
    if have.get(PROJECT.name) != want[PROJECT.name]:
        install_project()
        write_stamp(have | {PROJECT.name: want[PROJECT.name]})


def read_stamp() -> dict[str, str]:
    """What the environment was last made from; empty where nothing is known."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8")) if PYTHON.exists() else {}
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(stamp: dict[str, str]) -> dict[str, str]:
    """Note what the environment was made from."""
    STAMP.write_text(json.dumps(stamp), encoding="utf-8")
    return stamp


def usable() -> bool:
    """Whether `.venv` is an environment of a Python new enough, with a pip that was not broken off."""
    probe = "import pip, sys; sys.exit(sys.version_info < (3, 11))"
    return PYTHON.exists() and subprocess.run([PYTHON, "-c", probe], capture_output=True).returncode == 0


def digest(path: Path) -> str:
    """The sha256 of a file whatever its line ends, so that a checkout on Windows counts as the same."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def make_environment() -> None:
    """Make `.venv` anew."""
    if HOME.exists() and not (HOME.is_dir() and ((HOME / "pyvenv.cfg").exists() or not any(HOME.iterdir()))):
        raise SetUpError(
            f"{HOME} exists and is no Python environment. Move it away, then run the same command again."
        )
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        number = ".".join(map(str, sys.version_info[:2]))
        raise SetUpError(
            f"This Python has no module {' and no module '.join(missing)}, which makes environments.\n"
            f"On Debian and Ubuntu:  sudo apt install python{number}-venv\n"
            "Elsewhere install Python whole, from its own installer or your system's packages."
        )
    say(f"Making an environment in {HOME}")
    status = step([sys.executable, "-m", "venv", "--clear", HOME], hidden=True)
    if status:
        raise SetUpError(
            f"The environment could not be made (status {status}); the reason stands above.", status
        )


def install_libraries(lock: Path) -> None:
    """Install the libraries a lock pins; pip refuses any file whose hash is not in it."""
    count = sum("==" in line for line in lock.read_text(encoding="utf-8").splitlines())
    say(f"Installing {count} libraries pinned in {lock.name}; once, a minute or two")
    began = time.monotonic()
    status = step([*pip_install(), "--require-hashes", "--requirement", lock])
    if status:
        raise SetUpError(why_pip_fails(status, lock), status)
    say(f"Libraries ready after {time.monotonic() - began:.0f} s")


def install_project() -> None:
    """Install this project from its folder, so that a change in the source is a change in the command."""
    command = [*pip_install(), "--no-deps", "--no-build-isolation", "--editable", ROOT]
    status = step(command)
    if status:
        raise SetUpError(
            f"The project itself could not be installed (status {status}); the reason stands above.", status
        )


def pip_install() -> list[str | Path]:
    """The start of a pip command; its long account is shown to a person and not to a log.

    Python compiles a library when it is first imported: compiling all of them here would double the time.
    """
    return [PYTHON, "-m", "pip", "install", "--no-compile", *([] if sys.stderr.isatty() else ["--quiet"])]


def why_pip_fails(status: int, lock: Path) -> str:
    """What to do when pip ends with a bad status."""
    lines = [
        f"The libraries could not be installed (pip ended with status {status}; its words stand above).",
        "- Behind a proxy: set HTTPS_PROXY. With a mirror in the house: set PIP_INDEX_URL to its address;",
        f"  the hashes in {lock.name} vouch for the files, wherever they come from.",
        "- Without any network: copy the wheels into a folder; set PIP_NO_INDEX=1, PIP_FIND_LINKS=<folder>.",
    ]
    if sys.version_info[:2] > NEWEST_TRIED:
        newest = ".".join(map(str, NEWEST_TRIED))
        lines.append(
            f"- This Python is newer than {newest}, the newest tried: some library may not offer it yet."
        )
    return "\n".join([*lines, "Then run the same command again; nothing needs to be undone."])


# ---- the verbs ----


def demo(rest: list[str]) -> int:
    """Set up, then plan the built-in Jinping example; results go to ./jinping-plan."""
    set_up(RUN_LOCK)
    began = time.time()
    status = run([BIN / ("renewal" + EXE), "plan", "jinping", *rest])
    show_results(out_folder(rest), began)
    return status


def out_folder(rest: list[str]) -> Path:
    """Where `renewal plan jinping` with these arguments writes."""
    for place, word in enumerate(rest):
        name, _, value = word.partition("=")
        if name == "--out" and (value or rest[place + 1 :]):
            return Path(value or rest[place + 1])
    return Path("jinping-plan")


def show_results(folder: Path, since: float) -> None:
    """Name the results that were written just now."""
    uses = {
        "plan.html": "open it in a browser",
        "plan.xlsx": "open it in Excel",
        "plan.json": "for other programs",
    }
    files = {folder.resolve() / name: use for name, use in uses.items()}
    new = {path: use for path, use in files.items() if path.is_file() and path.stat().st_mtime >= since - 1}
    if new:
        say("\nResults:")
    for path, use in new.items():
        say(f"  {path}   ({use})")


def test(rest: list[str]) -> int:
    """Set up with the tools of development, then run the tests; what follows goes to pytest.

    Files of tests go to as many workers as there are processors, unless the options say otherwise (`-n 0`).
    """
    set_up(DEV_LOCK)
    own = any(option.startswith(("-n", "--numprocesses", "--pdb", "--dist")) for option in rest)
    workers = [] if own else ["-n", "auto", "--dist", "loadfile"]
    return run([PYTHON, "-m", "pytest", *workers, *rest], cwd=ROOT)


def slow(rest: list[str]) -> int:
    """Run the tests that take long, those marked slow or scale; random programmes are drawn afresh."""
    os.environ["RENEWAL_TESTS_SEARCH"] = "1"
    return test(["-m", "slow or scale", *rest])


def lint(_: list[str]) -> int:
    """Look for faults without running anything: ruff's rules, ruff's format, mypy."""
    set_up(DEV_LOCK)
    tools = (["ruff", "check"], ["ruff", "format", "--check"], ["mypy"])
    return run_all([PYTHON, "-m", *tool] for tool in tools)


def check(rest: list[str]) -> int:
    """Do all that must hold before a change is handed in: lint, then test."""
    return max(lint([]), test(rest))


def tool(rest: list[str]) -> int:
    """Run a command of the environment, for example `run renewal plan jinping` or `run ruff check`."""
    if not rest:
        raise SetUpError("Which command? For example:  python3 dev.py run renewal examples", 2)
    set_up(RUN_LOCK if rest[0] == "renewal" else DEV_LOCK)
    command = BIN / (rest[0] + EXE)
    if not command.exists():
        raise SetUpError(f"The environment has no command '{rest[0]}'.", 2)
    return run([command, *rest[1:]])


def lock(rest: list[str]) -> int:
    """Make both locks anew from pyproject.toml; versions that still fit stay, unless `--upgrade` is said."""
    set_up(DEV_LOCK)
    wanted = "\n".join(tomllib.loads(PROJECT.read_text(encoding="utf-8"))["build-system"]["requires"])
    # Nothing of the machine that makes a lock may stay in it.
    options = (
        "--quiet --no-config --universal --python-version 3.11 --fork-strategy fewest --generate-hashes "
        "--no-header --no-annotate --no-emit-index-url --no-emit-find-links"
    )
    resolve: list[str | Path] = [
        BIN / ("uv" + EXE),
        "pip",
        "compile",
        "pyproject.toml",
        "-",
        *options.split(),
    ]
    for name in ("UV_FIND_LINKS", "UV_INDEX", "UV_EXTRA_INDEX_URL", "UV_CONSTRAINT", "UV_OVERRIDE"):
        os.environ.pop(name, None)
    for target, more in (
        (DEV_LOCK, ["--extra", "dev", *rest]),
        (RUN_LOCK, ["--constraint", DEV_LOCK.name, *rest]),
    ):
        status = step([*resolve, *more, "--output-file", target.name], text=wanted)
        if status:
            return status
        if "://" in target.read_text(encoding="utf-8"):
            raise SetUpError(
                f"{target.name} names an address. Do not commit it; look how uv is set up on this machine."
            )
    return 0


VERBS: dict[str, tuple[Callable[[list[str]], int], str]] = {
    "demo": (demo, "[OPTIONS OF renewal plan]"),
    "test": (test, "[OPTIONS OF pytest]"),
    "slow": (slow, "[OPTIONS OF pytest]"),
    "lint": (lint, ""),
    "check": (check, "[OPTIONS OF pytest]"),
    "run": (tool, "COMMAND [ITS OPTIONS]"),
    "lock": (lock, "[--upgrade]"),
}


def help_text() -> str:
    """What this script can do."""
    opening = (__doc__ or "").strip()
    lines = [
        f"  dev.py {verb} {after}".rstrip() + f"\n      {function.__doc__}"
        for verb, (function, after) in VERBS.items()
    ]
    return "\n".join([opening, "", *lines])


def main(words: list[str]) -> int:
    """Run one verb; every fault ends in a sentence, not in a traceback."""
    if not words or words[0] in ("help", "-h", "--help"):
        print(help_text())
        return 0
    if words[0] not in VERBS:
        say(f"'{words[0]}' is no verb of this script; it has {', '.join(VERBS)}.")
        return 2
    try:
        return VERBS[words[0]][0](words[1:])
    except SetUpError as fault:
        say(str(fault))
        return fault.status
    except KeyboardInterrupt:
        say("Stopped. Run the same command again to go on.")
        return INTERRUPTED
    except OSError as fault:
        say(f"The system refused: {fault}")
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
