"""Every sentence of docs/construction.md is tested on every engine."""

from collections.abc import Iterator

import pytest

from tests.construction.by_hand import ENGINE

ON_ALL_ENGINES = ("test_semantics", "test_psplib")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Repeat the tests of these files for each engine."""
    if metafunc.module.__name__.rpartition(".")[2].startswith(ON_ALL_ENGINES):
        metafunc.fixturenames.append("engine")
        metafunc.parametrize("engine", ["reference", "lean", "kernel"], indirect=True)


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let an engine play what a test sees."""
    if request.param == "kernel":
        pytest.importorskip("numba")
    before = ENGINE.set(request.param)
    yield
    ENGINE.reset(before)
