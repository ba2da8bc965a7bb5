"""The made-up plan, and the files made of it once for all tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from planner.document.document import document_of
from planner.report.book import write_xlsx
from planner.report.facts import Facts
from planner.report.outcome.page import write_outcome_html
from planner.report.page import write_html
from scenarios.model.programme import Programme
from solvers import audit, solve
from tests.shown.fake import fake_document, fake_programme
from tests.shown.four_estates import four_estates
from tests.shown.played import Played, played_district


@pytest.fixture(scope="session")
def programme() -> Programme:
    return fake_programme()


@pytest.fixture(scope="session")
def document() -> dict[str, Any]:
    return fake_document()


@pytest.fixture(scope="session")
def four(tmp_path_factory: pytest.TempPathFactory) -> Programme:
    return four_estates(tmp_path_factory.mktemp("four"))


@pytest.fixture(scope="session")
def four_planned(four: Programme) -> dict[str, Any]:
    found = solve(four, engine="highs", seconds=20)
    assert found.plan is not None
    return document_of(four, found, audit(four, found.plan), four.findings)


@pytest.fixture(scope="session")
def facts(programme: Programme, document: dict[str, Any]) -> Facts:
    return Facts(document, programme)


@pytest.fixture(scope="session")
def page_file(
    programme: Programme, document: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    path = tmp_path_factory.mktemp("page") / "plan.html"
    write_html(document, programme, path, "zh")
    return path


@pytest.fixture(scope="session", params=["zh", "en"])
def book_file(
    request: pytest.FixtureRequest,
    programme: Programme,
    document: dict[str, Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Path, str]:
    path = tmp_path_factory.mktemp("book") / f"plan-{request.param}.xlsx"
    write_xlsx(document, programme, path, request.param)
    return path, request.param


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    return played_district(tmp_path_factory.mktemp("played"))


@pytest.fixture(scope="session")
def outcome_file(played: Played) -> Path:
    path = played.folder / "outcome.html"
    write_outcome_html(played.document, played.programme, path, "zh")
    return path
