"""The locks pin every library by version and hash, name no index, and fit what pyproject.toml asks for."""

import re
import tomllib
from collections.abc import Iterator

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.source import ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def entries(name: str) -> Iterator[tuple[Requirement, list[str]]]:
    """Each requirement of a lock with its hashes."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    for line in filter(None, map(str.strip, text.splitlines())):
        requirement, *_ = re.split(r"\s--hash", line, maxsplit=1)
        yield Requirement(requirement), HASH.findall(line)


def pinned(name: str) -> dict[str, set[str]]:
    """The versions a lock pins, by library; more than one where they differ between systems."""
    versions: dict[str, set[str]] = {}
    for requirement, _ in entries(name):
        versions.setdefault(canonicalize_name(requirement.name), set()).add(str(requirement.specifier)[2:])
    return versions


def asked(*extras: str) -> list[Requirement]:
    """What pyproject.toml asks for, with what builds the project."""
    data = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    optional = data["project"]["optional-dependencies"]
    lines = [*data["build-system"]["requires"], *data["project"]["dependencies"]]
    return [Requirement(line) for line in [*lines, *(line for extra in extras for line in optional[extra])]]


@pytest.mark.parametrize("name", LOCKS)
def test_no_address_no_option_no_path(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert ":" + "//" not in text
    assert " @ " not in text
    assert not re.search(r"^\s*(-|#|\.|/|file:)(?!-hash=)", text, re.MULTILINE)


@pytest.mark.parametrize("name", LOCKS)
def test_every_library_is_pinned_and_hashed(name: str) -> None:
    for requirement, hashes in entries(name):
        assert re.fullmatch(r"==[\w.!+]+", str(requirement.specifier)), requirement
        assert hashes, f"{requirement} has no hash"
        assert len(hashes) == len(set(hashes))


@pytest.mark.parametrize(("name", "extras"), [(LOCKS[0], []), (LOCKS[1], ["dev"])])
def test_the_lock_fits_what_is_asked_for(name: str, extras: list[str]) -> None:
    versions = pinned(name)
    for requirement in asked(*extras):
        have = versions.get(canonicalize_name(requirement.name), set())
        assert have, f"{requirement} is not in {name}: python3 dev.py lock"
        assert all(requirement.specifier.contains(version) for version in have), requirement


def test_the_development_lock_holds_the_other() -> None:
    run, dev = pinned(LOCKS[0]), pinned(LOCKS[1])
    assert {name: dev.get(name) for name in run} == run
