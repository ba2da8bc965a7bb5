"""Slips in Python: what is given in place of a what-if."""

from __future__ import annotations

from typing import Any

import pytest

from planner import cases_of, read


@pytest.mark.parametrize("stacks", ["crews-20", ["crews-20"], [["crews-20"]]])
def test_names_in_place_of_what_ifs_are_told(stacks: Any) -> None:
    with pytest.raises(TypeError, match="is no what-if: give lists of what read_what_if returns"):
        cases_of(read("examples/small"), stacks)
