"""XML as a tree of plain nodes with their lines, read without any entity, document type or outside file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from benchmarks.published.values import WrongInstanceError
from benchmarks.published.words import Words

if TYPE_CHECKING:
    from pathlib import Path

DEEPEST = 50
"""How deep elements may lie in each other."""


@dataclass(kw_only=True)
class Node:
    """An element: its name, attributes, own text (without that of its parts), parts, and where it begins."""

    name: str
    line: int
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    parts: list[Node] = field(default_factory=list)

    def part(self, name: str) -> Node | None:
        """Return the first part of a name, None where there is none."""
        return next((part for part in self.parts if part.name == name), None)

    def at(self, *names: str) -> Node | None:
        """Return what lies at the end of a chain of names, None where it breaks off."""
        here: Node | None = self
        for name in names:
            here = None if here is None else here.part(name)
        return here

    def words(self, path: Path) -> Words:
        """Return the words of its text, commas between them left out."""
        return Words(path, "\n" * (self.line - 1) + self.text.replace(",", " "))


def tree_of(path: Path) -> Node:
    """Return the root of an XML file.

    Raises WrongInstanceError where it cannot be read, is no XML, or declares a document type: no instance
    needs one, and entities are how XML files attack their readers.
    """
    parser = expat.ParserCreate()
    outside = Node(name="", line=1)
    above = [outside]

    def begin(name: str, attributes: dict[str, str]) -> None:
        if len(above) > DEEPEST:
            raise WrongInstanceError(
                path, parser.CurrentLineNumber, f"elements lie more than {DEEPEST} deep in each other"
            )
        node = Node(name=name, line=parser.CurrentLineNumber, attributes=attributes)
        above[-1].parts.append(node)
        above.append(node)

    def end(name: str) -> None:
        above.pop()

    def text(words: str) -> None:
        above[-1].text += words

    def refuse(*_: object) -> None:
        raise WrongInstanceError(path, parser.CurrentLineNumber, "declares a document type; leave it out")

    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = text, refuse
    try:
        parser.Parse(path.read_bytes(), True)
    except OSError as fault:
        raise WrongInstanceError(path, None, f"cannot be read: {fault.strerror}") from fault
    except (expat.ExpatError, ValueError) as fault:
        if isinstance(fault, WrongInstanceError):
            raise
        line = getattr(fault, "lineno", parser.CurrentLineNumber)
        raise WrongInstanceError(path, line, f"is no XML: {fault}") from fault
    return outside.parts[0]
