"""Capital budgeting in the XML of LOGOS: investments, each with one or more dated plans, under yearly funds.

Three kinds are read: one way of doing each investment; several knapsacks, where an investment is done from
one of several capitals; and several options an investment. Of options exactly one is chosen where
``nonSelection`` is true (doing nothing is then an option of its own) or the investment is mandatory, else at
most one. Cash flows, where given, stand before the list of net present values: the first column is not
discounted, and the tax is taken off every flow. Scenarios of capitals under ``Uncertainties`` are read by
themselves.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice, product
from typing import TYPE_CHECKING

from benchmarks.published.values import Item, Limit, Option, Selection, WrongInstanceError
from benchmarks.published.xml_tree import Node, tree_of

if TYPE_CHECKING:
    from pathlib import Path

ROOT = "Logos"


@dataclass(frozen=True, kw_only=True)
class _File:
    """The file under way: its root, its investments, and the options of each (None: done in one way)."""

    path: Path
    root: Node
    investments: list[str]
    options: list[list[str | None]]

    def node(self, *names: str) -> Node:
        found = self.root.at(*names)
        if found is None:
            raise WrongInstanceError(self.path, self.root.line, f"has no {'/'.join(names)}")
        return found

    def names(self, *at: str) -> list[str]:
        """Return the words of a list of names; none where there is no such list."""
        node = self.root.at(*at)
        return [] if node is None else _all(node, self.path)

    def numbers(self, node: Node, count: int, what: str, least: int | None = None) -> list[Decimal]:
        """Return exactly so many numbers that a node lists; ``least`` is the least that they may be."""
        words = node.words(self.path)
        if words.left != count:
            raise WrongInstanceError(
                self.path, node.line, f"{node.name} lists {words.left} numbers; {what} want {count}"
            )
        if least is None:
            return [words.number(node.name) for _ in range(count)]
        return [words.amount(node.name) for _ in range(count)]


def read_logos(path: Path) -> Selection:
    """Return the capital budget in a file; raises WrongInstanceError where it is none."""
    root = tree_of(path)
    if root.name != ROOT:
        raise WrongInstanceError(path, root.line, f"the outermost element is {ROOT}, not {root.name}")
    investments = _File(path=path, root=root, investments=[], options=[]).names("Sets", "investments")
    if not investments or len(set(investments)) < len(investments):
        raise WrongInstanceError(path, root.line, "Sets/investments names each investment once")
    options = _options(path, root, investments)
    file = _File(path=path, root=root, investments=investments, options=options)
    capitals = file.names("Sets", "capitals")
    values = _values(file)
    if capitals:
        return _by_capital(file, capitals, values)
    return _by_option(file, values)


def read_scenarios(path: Path) -> tuple[tuple[Decimal, Selection], ...]:
    """Return the (probability, capital budget) of each scenario in a file; none where it has none.

    Raises WrongInstanceError as read_logos.
    """
    given = read_logos(path)
    file = _File(path=path, root=tree_of(path), investments=[], options=[])
    node = file.root.at("Uncertainties", "available_capitals")
    if node is None:
        return ()
    at = ("Uncertainties", "available_capitals")
    count = int(file.numbers(file.node(*at, "totalScenarios"), 1, "totalScenarios", 0)[0])
    chances = file.numbers(file.node(*at, "probabilities"), count, "the scenarios", 0)
    each = len(given.limits)
    amounts = iter(file.numbers(file.node(*at, "scenarios"), count * each, "scenarios and limits", 0))
    found = []
    for number, chance in enumerate(chances, start=1):
        limits = tuple(replace(limit, amount=next(amounts)) for limit in given.limits)
        found.append((chance, replace(given, name=f"{given.name}:scenario_{number}", limits=limits)))
    return tuple(found)


def _options(path: Path, root: Node, investments: list[str]) -> list[list[str | None]]:
    """Return the options of each investment, as ``;`` divides them."""
    node = root.at("Sets", "options")
    if node is None:
        return [[None] for _ in investments]
    groups: list[list[str | None]] = [list(part.replace(",", " ").split()) for part in node.text.split(";")]
    if groups and not groups[-1]:
        groups.pop()
    if len(groups) != len(investments) or not all(groups):
        raise WrongInstanceError(
            path, node.line, f"options are {len(groups)} groups; there are {len(investments)} investments"
        )
    return groups


def _values(file: _File) -> list[Decimal]:
    """Return the net present values, one an option."""
    count = sum(map(len, file.options))
    flows = file.root.at("Economics", "net_present_values")
    if flows is None or flows.part("CashFlow") is None:
        return file.numbers(file.node("Parameters", "net_present_values"), count, "the options")
    base = ("Economics", "net_present_values")
    rate, tax, inflation = (
        file.numbers(file.node(*base, name), 1, name)[0] for name in ("DiscountRate", "tax", "inflation")
    )
    if inflation:
        raise WrongInstanceError(file.path, flows.line, "inflation other than 0 is not read")
    columns = len(file.names("Sets", "time_periods")) + 1
    flow = iter(file.numbers(file.node(*base, "CashFlow"), count * columns, "options and years"))
    factor = [(1 - tax) / (1 + rate) ** year for year in range(columns)]
    return [
        sum((a * b for a, b in zip(islice(flow, columns), factor, strict=True)), Decimal(0))
        for _ in range(count)
    ]


def _by_capital(file: _File, capitals: list[str], values: list[Decimal]) -> Selection:
    """Return several knapsacks: an investment is done from one of the capitals, at the same cost."""
    costs = file.numbers(file.node("Parameters", "costs"), len(values), "the investments", 0)
    amounts = _amounts(file, len(capitals), "capitals")
    must, _ = _duties(file)
    items = []
    for name, value, cost in zip(file.investments, values, costs, strict=True):
        options = tuple(
            Option(name=c, value=value, uses=tuple(cost * (c == other) for other in capitals))
            for c in capitals
        )
        items.append(Item(name=name, options=options, must=name in must))
    limits = tuple(Limit(name=c, amount=a) for c, a in zip(capitals, amounts, strict=True))
    return Selection(name=file.path.stem, items=tuple(items), limits=limits)


def _by_option(file: _File, values: list[Decimal]) -> Selection:
    """Return investments of which at most one option, or exactly one, is chosen."""
    years = file.names("Sets", "time_periods") or [""]
    sources = file.names("Sets", "resources") or [""]
    cells = list(product(sources, years))
    wanted = len(values) * len(cells)
    costs = iter(
        file.numbers(file.node("Parameters", "costs"), wanted, "options, resources and years together", 0)
    )
    amounts = _amounts(file, len(cells), "resources and years together")
    must, one_always = _duties(file)
    value, items = iter(values), []
    for name, options in zip(file.investments, file.options, strict=True):
        held = tuple(
            Option(name=option, value=next(value), uses=tuple(islice(costs, len(cells))))
            for option in options
        )
        if len({option.name for option in held}) < len(held):
            raise WrongInstanceError(
                file.path, file.node("Sets", "options").line, f"{name} has two options of one name"
            )
        several = one_always and options != [None]
        items.append(Item(name=name, options=held, must=several or name in must))
    limits = tuple(
        Limit(name=" ".join(filter(None, cell)) or "capital", amount=amount)
        for cell, amount in zip(cells, amounts, strict=True)
    )
    return Selection(name=file.path.stem, items=tuple(items), limits=limits)


def _amounts(file: _File, count: int, what: str) -> list[Decimal]:
    return file.numbers(file.node("Parameters", "available_capitals"), count, what, 0)


def _duties(file: _File) -> tuple[set[str], bool]:
    """Return the mandatory investments, and whether exactly one option of every investment is chosen."""
    must = file.names("Settings", "mandatory")
    unknown = sorted(set(must) - set(file.investments))
    if unknown:
        line = file.node("Settings", "mandatory").line
        raise WrongInstanceError(file.path, line, f"{unknown[0]} is mandatory, but no investment")
    said = file.root.at("Settings", "nonSelection")
    return set(must), said is not None and said.text.strip().lower() == "true"


def _all(node: Node, path: Path) -> list[str]:
    words = node.words(path)
    return [words.take(node.name) for _ in range(words.left)]
