"""A package's face lists names and computes nothing: a docstring, imports, `__all__`."""

import ast
from collections.abc import Iterator

import pytest

from tests.house.source import Module, Modules, listed

# A face that must answer before its heavy libraries are there may fetch its names when they are asked for.
MAY_FETCH_LATE = {"planner", "scenarios", "solvers"}
LATE = {"__getattr__", "__dir__"}


def more_than_a_face(module: Module) -> Iterator[str]:
    """What stands in a face and does not belong there."""
    if ast.get_docstring(module.tree) is None:
        yield f"{module.where} has no docstring"
    for node in module.tree.body[1 if ast.get_docstring(module.tree) is not None else 0 :]:
        match node:
            case ast.Import() | ast.ImportFrom():
                pass
            case ast.Assign(targets=[ast.Name(id="__all__")], value=ast.List() | ast.Tuple()):
                pass
            case ast.If(test=ast.Name(id="TYPE_CHECKING"), orelse=[]) if _only_imports(node.body):
                pass
            case ast.FunctionDef(name=name) if name in LATE and module.name in MAY_FETCH_LATE:
                pass
            case _:
                yield f"{module.where}:{node.lineno} computes something"


def _only_imports(body: list[ast.stmt]) -> bool:
    return all(isinstance(node, ast.Import | ast.ImportFrom) for node in body)


def promised(module: Module) -> set[str]:
    """The names in `__all__`."""
    for node in module.tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id="__all__")], value=value):
                return set(ast.literal_eval(value))
    return set()


def taken_in(module: Module) -> set[str]:
    """The names a face imports, by the name they bear there."""
    nodes = [node for node in ast.walk(module.tree) if isinstance(node, ast.ImportFrom)]
    return {alias.asname or alias.name for node in nodes for alias in node.names}


def faces(modules: Modules) -> list[Module]:
    return [module for module in modules.values() if module.is_face]


def made_up(text: str, name: str) -> Module:
    return Module(name=name, where="__init__.py", text=text, tree=ast.parse(text), imported=frozenset())


def test_faces_only_list(modules: Modules) -> None:
    faults = [fault for face in faces(modules) for fault in more_than_a_face(face)]
    assert not faults, listed(faults)


def test_what_is_listed_is_there(modules: Modules) -> None:
    missing = {face.where: sorted(promised(face) - taken_in(face)) for face in faces(modules)}
    faults = [
        f"{where} lists {name} and does not import it" for where, names in missing.items() for name in names
    ]
    assert not faults, listed(faults)


@pytest.mark.parametrize(
    ("text", "name", "faults"),
    [
        ('"""A."""\n\nfrom a import b\n\n__all__ = ["b"]\n', "solvers.plan", 0),
        ("from a import b\n", "planner", 1),  # no docstring
        ('"""A."""\nx = 1\n', "planner", 1),  # computes
        ('"""A."""\nif True:\n    import a\n', "planner", 1),  # chooses
        ('"""A."""\ndef __getattr__(name): ...\n', "planner", 0),  # fetches late, at the top
        ('"""A."""\ndef __getattr__(name): ...\n', "planner.web", 1),  # fetches late, in a room
    ],
)
def test_a_planted_fault_is_found(text: str, name: str, faults: int) -> None:
    assert len(list(more_than_a_face(made_up(text, name)))) == faults
