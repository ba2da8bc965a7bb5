"""What every test of the house looks at."""

import shutil
from pathlib import Path

import pytest

from tests.house.source import ROOT, Modules, read_modules, tracked


@pytest.fixture(scope="session")
def modules() -> Modules:
    return read_modules(ROOT)


@pytest.fixture(scope="session")
def tracked_files() -> list[Path]:
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: nobody can say which files are kept in it")
    return tracked(ROOT)
