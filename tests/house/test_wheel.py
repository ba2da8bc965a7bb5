"""The wheel holds the three packages and the examples, and nothing else."""

import subprocess
import sys
import zipfile
from pathlib import Path, PurePosixPath

import pytest

from tests.house.source import PACKAGES, ROOT, listed


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    target = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(target)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (path,) = target.glob("estate_renewal-*-py3-none-any.whl")
    return zipfile.ZipFile(path)


def test_every_file_of_ours_is_in_the_wheel(wheel: zipfile.ZipFile, tracked_files: list[Path]) -> None:
    ours = [PurePosixPath(path.relative_to(ROOT).as_posix()) for path in tracked_files]
    wanted = [path for path in ours if path.parts[0] in PACKAGES]
    wanted += ["scenarios" / path for path in ours if path.parts[0] == "examples"]
    faults = sorted(set(map(str, wanted)) - set(wheel.namelist()))
    assert not faults, listed(faults)


def test_nothing_else_is_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} <= set(PACKAGES)


def test_the_licence_the_notice_and_the_command_are_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    held = {name.split("/", 1)[1]: name for name in wheel.namelist() if ".dist-info/" in name}
    assert {"licenses/LICENSE", "licenses/NOTICE"} <= set(held)
    assert "renewal = planner.command:main" in wheel.read(held["entry_points.txt"]).decode()
