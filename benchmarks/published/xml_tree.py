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


class _Builder:
    """Builds the tree of one file as the parser goes through it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.above = [Node(name="", line=1)]
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.begin
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.StartDoctypeDeclHandler = self.refuse

    def wrong(self, what: str) -> WrongInstanceError:
        return WrongInstanceError(self.path, self.parser.CurrentLineNumber, what)

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if len(self.above) > DEEPEST:
            raise self.wrong(f"elements lie more than {DEEPEST} deep in each other")
        node = Node(name=name, line=self.parser.CurrentLineNumber, attributes=attributes)
        self.above[-1].parts.append(node)
        self.above.append(node)

    def end(self, _: str) -> None:
        self.above.pop()

    def text(self, words: str) -> None:
        self.above[-1].text += words

    def refuse(self, *_: object) -> None:
        raise self.wrong("declares a document type; leave it out")


def tree_of(path: Path) -> Node:
    """Return the root of an XML file.

    Raises WrongInstanceError where it cannot be read, is no XML, or declares a document type: no instance
    needs one, and entities are how XML files attack their readers.
    """
    builder = _Builder(path)
    root = builder.above[0]
    try:
        builder.parser.Parse(path.read_bytes(), True)
    except OSError as fault:
        raise WrongInstanceError(path, None, f"cannot be read: {fault.strerror}") from fault
    except WrongInstanceError:
        raise
    except (expat.ExpatError, ValueError) as fault:
        raise builder.wrong(f"is no XML: {fault}") from fault
    return root.parts[0]
