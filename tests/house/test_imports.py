"""Imports run one way, planner to solvers to scenarios, never in a circle; each big library has one door."""

from pathlib import Path, PurePosixPath

import networkx as nx
import pytest

from tests.house.source import PACKAGES, ROOT, Modules, arrows, inside, listed, read_modules, uses

MAY_IMPORT = {
    "scenarios": ("scenarios",),
    "solvers": ("solvers", "scenarios"),
    "planner": ("planner", "solvers", "scenarios"),
}
NAMELESS = {"util", "utils", "common", "misc", "helper", "helpers"}
ONE_FILE_ONLY = {"pulp": "solvers.engines"}
ONLY_IN = {
    "highspy": ("solvers.engines",),
    "simpy": ("solvers.construction",),
    "openpyxl": ("scenarios.tables", "planner.report"),
    "python_calamine": ("scenarios.tables", "planner.report"),
    "xlsxwriter": ("scenarios.tables", "planner.report"),
}
# What stands left never reaches what stands right, not even by way of a third file.
NEVER_REACHES = {
    ("solvers.plan.audit",): ("solvers.program", "solvers.rules", "solvers.engines"),
    ("solvers.construction",): ("solvers.program", "solvers.rules", "solvers.engines"),
    ("solvers.program", "solvers.rules", "solvers.engines"): ("solvers.construction",),
    ("solvers.engines",): ("scenarios",),
}


def back_arrows(modules: Modules) -> list[str]:
    """Imports from a lower package to a higher one, or to a folder outside the three packages."""
    outside = ("tests", "benchmarks", "examples", "dev")
    return [
        f"{module.where} imports {base}"
        for module in modules.values()
        for base, _ in sorted(module.imported)
        if base.split(".")[0] in {*PACKAGES, *outside}
        and base.split(".")[0] not in MAY_IMPORT[module.name.split(".")[0]]
    ]


def circles_of_files(modules: Modules) -> list[str]:
    """Files that import each other in a loop; imports for typing count."""
    return _circles(arrows(modules))


def circles_of_rooms(modules: Modules) -> list[str]:
    """Rooms of one package that import each other in a loop, though no two files do."""
    rooms: dict[str, set[str]] = {}
    for start, ends in arrows(modules).items():
        if "." in start:
            here = _room(start)
            rooms.setdefault(here, set()).update(_room(end) for end in ends if "." in end)
            rooms[here].discard(here)
    return _circles(rooms)


def _room(name: str) -> str:
    return ".".join(name.split(".")[:2])


def _circles(graph: dict[str, set[str]]) -> list[str]:
    net = nx.DiGraph((start, end) for start, ends in graph.items() for end in ends)
    loops = [nx.find_cycle(net, min(knot)) for knot in nx.strongly_connected_components(net) if len(knot) > 1]
    return [" -> ".join([loop[0][0], *(end for _, end in loop)]) for loop in loops]


def nameless(root: Path) -> list[str]:
    """Files and folders whose name does not say what is in them."""
    paths = [path for package in (*PACKAGES, "tests") for path in sorted((root / package).rglob("*"))]
    names = [PurePosixPath(path.relative_to(root)) for path in paths if "__pycache__" not in path.parts]
    return [str(name) for name in names if name.stem.strip("_").lower() in NAMELESS]


def strays(modules: Modules) -> list[str]:
    """Files that import a library outside its one door."""
    found = []
    for library, room in ONE_FILE_ONLY.items():
        doors = [module for module in modules.values() if uses(module, library)]
        found += [f"{door.where} imports {library}" for door in doors if not inside(door.name, room)]
        if len(doors) > 1:
            found.append(f"{library} is imported in {len(doors)} files: {', '.join(d.where for d in doors)}")
    for library, rooms in ONLY_IN.items():
        doors = [module for module in modules.values() if uses(module, library)]
        found += [f"{door.where} imports {library}" for door in doors if not inside(door.name, *rooms)]
    return found


def broken_partings(modules: Modules) -> list[str]:
    """Ways by which a file reaches a room it must not know."""
    net = nx.DiGraph((start, end) for start, ends in arrows(modules).items() for end in ends)
    found = []
    for rooms, forbidden in NEVER_REACHES.items():
        for start in sorted(name for name in net if _starts_in(name, rooms)):
            for end, way in nx.single_source_shortest_path(net, start).items():
                if inside(end, *forbidden):
                    found.append(f"{start} reaches {end}: {' -> '.join(way)}")
    return found


def _starts_in(name: str, rooms: tuple[str, ...]) -> bool:
    """Like `inside`, but `solvers.plan.audit` also means `solvers.plan.audit_funds`."""
    return any(inside(name, room) or name.startswith(room + "_") for room in rooms)


def test_imports_run_one_way(modules: Modules) -> None:
    assert not (faults := back_arrows(modules)), listed(faults)


def test_no_file_is_in_a_circle(modules: Modules) -> None:
    assert not (faults := circles_of_files(modules)), listed(faults)


def test_no_room_is_in_a_circle(modules: Modules) -> None:
    assert not (faults := circles_of_rooms(modules)), listed(faults)


def test_every_name_says_what_is_in_it() -> None:
    assert not (faults := nameless(ROOT)), listed(faults)


def test_each_library_has_its_door(modules: Modules) -> None:
    assert not (faults := strays(modules)), listed(faults)


def test_what_must_not_meet_does_not(modules: Modules) -> None:
    assert not (faults := broken_partings(modules)), listed(faults)


PLANTED = [
    (
        back_arrows,
        {"scenarios/a.py": "def f():\n    from planner import b"},
        "scenarios/a.py imports planner",
    ),
    (back_arrows, {"solvers/a.py": "import tests.house"}, "solvers/a.py imports tests.house"),
    (
        circles_of_files,
        {
            "solvers/a.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from . import b",
            "solvers/b.py": "import solvers.a",
        },
        "solvers.a -> solvers.b",
    ),
    (
        circles_of_files,
        {"solvers/r/__init__.py": "from solvers.r.a import x", "solvers/r/a.py": "from solvers.r import x"},
        "solvers.r",
    ),
    (
        circles_of_rooms,
        {
            "solvers/r/a.py": "from solvers.s.a import x",
            "solvers/s/a.py": "x = 1",
            "solvers/s/b.py": "from ..r.b import y",
            "solvers/r/b.py": "y = 1",
        },
        "solvers.r",
    ),
    (strays, {"solvers/engines/a.py": "import pulp", "solvers/engines/b.py": "import pulp.apis"}, "2 files"),
    (strays, {"solvers/rules/a.py": "from highspy import Highs"}, "solvers/rules/a.py imports highspy"),
    (
        strays,
        {"planner/web/a.py": "importlib.import_module('openpyxl')"},
        "planner/web/a.py imports openpyxl",
    ),
    (strays, {"solvers/plan/a.py": "import simpy.events"}, "solvers/plan/a.py imports simpy"),
    (
        broken_partings,
        {
            "solvers/plan/audit_money.py": "from solvers.plan.plan import Plan",
            "solvers/plan/plan.py": "import solvers.program.rows",
            "solvers/program/rows.py": "",
        },
        "solvers.plan.audit_money reaches solvers.program.rows",
    ),
    (
        broken_partings,
        {"solvers/engines/a.py": "from scenarios.model.estate import Estate"},
        "solvers.engines.a reaches scenarios.model.estate",
    ),
]


@pytest.mark.parametrize(("check", "files", "fault"), PLANTED)
def test_a_planted_fault_is_found(check, files, fault, tmp_path) -> None:
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert any(fault in found for found in check(read_modules(tmp_path)))


def test_a_nameless_file_is_found(tmp_path) -> None:
    (tmp_path / "solvers" / "plan").mkdir(parents=True)
    (tmp_path / "solvers" / "plan" / "_utils.py").touch()
    (tmp_path / "planner" / "common").mkdir(parents=True)
    (tmp_path / "planner" / "common_random_numbers.py").touch()
    assert nameless(tmp_path) == ["solvers/plan/_utils.py", "planner/common"]
