"""Why the system refused a file is told in the planner's language."""

import errno
import os
import re

import pytest

from scenarios.tables.refusal import _SAID, is_known, refusal


@pytest.mark.parametrize("number", _SAID)
def test_known_refusals_are_told_in_both_languages(number: int) -> None:
    found = refusal(OSError(number, os.strerror(number)))
    assert re.search(r"[A-Za-z]", found.told("zh")) is None
    assert re.search(r"[\u4e00-\u9fff]", found.told("en")) is None
    assert found.words == {"why": found.told("en"), "why_zh": found.told("zh")}


def test_others_keep_the_words_of_the_system() -> None:
    error = OSError(errno.ECHILD, "No child processes")
    assert not is_known(error)
    assert refusal(error).told("en") == "No child processes"
    assert refusal(error).told("zh") == "系统报告 No child processes"
    assert refusal(OSError()).told("en") == "error"
