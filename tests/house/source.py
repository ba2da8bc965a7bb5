"""Reads this project's own source: which file imports what, and which files are kept in the repository."""

import ast
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("scenarios", "solvers", "planner")


@dataclass(frozen=True, kw_only=True)
class Module:
    """One Python file of the three packages."""

    name: str  # dotted; a face (`__init__.py`) has the name of its package
    where: str  # path from the root, with forward slashes
    text: str
    tree: ast.Module
    imported: frozenset[tuple[str, str]]  # ("a.b", "c") for `from a.b import c`, ("a.b", "") for `import a.b`

    @property
    def is_face(self) -> bool:
        return self.where.endswith("__init__.py")


Modules = Mapping[str, Module]


def read_modules(root: Path) -> Modules:
    """Every Python file of the three packages under a root, by its dotted name."""
    paths = [path for package in PACKAGES for path in sorted((root / package).rglob("*.py"))]
    modules = [_read_module(root, path) for path in paths]
    return {module.name: module for module in modules}


def _read_module(root: Path, path: Path) -> Module:
    where = path.relative_to(root)
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text, filename=str(where))
    parts = where.parent.parts if path.stem == "__init__" else where.with_suffix("").parts
    return Module(
        name=".".join(parts),
        where=where.as_posix(),
        text=text,
        tree=tree,
        imported=frozenset(_imported(tree, where.parent.parts)),
    )


def _imported(tree: ast.Module, package: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Every import of a file, wherever it stands: at the top, in a function, under TYPE_CHECKING."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from ((alias.name, "") for alias in names)
            case ast.ImportFrom(module=module, names=names, level=level):
                above = package[: len(package) - level + 1] if level else ()
                whole = ".".join([*above, *([module] if module else [])])
                yield from ((whole, alias.name) for alias in names)
            case ast.Call(
                func=ast.Name(id="import_module" | "__import__") | ast.Attribute(attr="import_module"),
                args=[ast.Constant(value=str(name)), *_],
            ):
                yield name, ""


def uses(module: Module, library: str) -> bool:
    """Whether a file imports a library or anything inside it."""
    return any(base == library or base.startswith(library + ".") for base, _ in module.imported)


def arrows(modules: Modules) -> dict[str, set[str]]:
    """For each file the files of ours it imports, by name; `from room import file` points at the file."""
    graph: dict[str, set[str]] = {}
    for module in modules.values():
        ends = {f"{base}.{name}" if f"{base}.{name}" in modules else base for base, name in module.imported}
        graph[module.name] = {end for end in ends if end.split(".")[0] in PACKAGES}
    return graph


def inside(name: str, *rooms: str) -> bool:
    """Whether a dotted name is one of the rooms or stands in one of them."""
    return any(name == room or name.startswith(room + ".") for room in rooms)


def tracked(root: Path) -> list[Path]:
    """The files that are kept in the repository and are there now."""
    names = subprocess.run(["git", "ls-files", "-z"], cwd=root, check=True, capture_output=True).stdout
    paths = [root / name for name in names.decode("utf-8").split("\0") if name]
    return [path for path in paths if path.is_file()]


def listed(faults: list[str]) -> str:
    """Faults for the reader of a failed test, one a line."""
    return "\n".join([f"{len(faults)} found:", *faults])
