"""Every engine that proves goes through the same tests."""

import pytest


@pytest.fixture(params=["highs", "pulp"])
def engine(request: pytest.FixtureRequest) -> str:
    """An engine that proves how good its plans are."""
    return str(request.param)
