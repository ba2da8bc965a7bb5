"""What all tests share: the browser, and a word where there is none."""

import os
import shutil
from collections import defaultdict
from pathlib import Path

import hypothesis
import pytest

hypothesis.settings.register_profile("repeatable", derandomize=True)
hypothesis.settings.register_profile("searching", print_blob=True)
# The same examples each time, so that a change is judged by itself; `dev.py slow` goes looking for new ones.
hypothesis.settings.load_profile("searching" if os.environ.get("RENEWAL_TESTS_SEARCH") else "repeatable")

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
ELSEWHERE = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "{ProgramFiles}/Google/Chrome/Application/chrome.exe",
    "{ProgramFiles(x86)}/Microsoft/Edge/Application/msedge.exe",
    "{ProgramFiles}/Microsoft/Edge/Application/msedge.exe",
)


def find_chromium() -> str | None:
    """The browser the variable CHROMIUM names, else the first Chromium, Chrome or Edge found here."""
    named = [os.environ.get("CHROMIUM"), *map(shutil.which, NAMES)]
    elsewhere = [place.format_map(defaultdict(str, os.environ)) for place in ELSEWHERE]
    return next((path for path in [*named, *elsewhere] if path and Path(path).is_file()), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out the tests marked `browser` where there is no browser to drive."""
    if find_chromium() is None:
        left_out = pytest.mark.skip(reason="no Chromium, Chrome or Edge on this computer")
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(left_out)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the browser, for playwright's `executable_path`."""
    path = find_chromium()
    assert path is not None, "mark the test `browser`: it is then left out where there is none"
    return path
