"""The sheet of residents 居民: support, fears, votes to come, who could step in, catch-up, menus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.report.book.sheet import Column, day
from planner.report.book.stacked import stack
from planner.report.residents import (
    catch_up_rows,
    fear_rows,
    menu_rows,
    reserve_rows,
    residents,
    resting_rows,
    support_rows,
)
from planner.report.units import wan_number

if TYPE_CHECKING:
    from planner.report.book.sheet import Book
    from planner.report.book.stacked import Part
    from planner.report.facts import Facts
    from planner.words import Words


def residents_sheet(book: Book, facts: Facts) -> None:
    """Write what residents say and agree to; no sheet where nothing is told of them."""
    t, told = book.t, residents(facts.document)
    if not any(told.get(key) for key in ("support", "fears", "reserve", "catch_up", "menus")):
        return
    note = t(
        "Counts of households only; those of few households are not told. Few answers are filled up with "
        "the neighbours' and never look sure."
    )
    sheet = book.sheet(t("Residents"), t("What residents say, fear and agree to"), note)
    parts = (
        _resting(book, facts),
        _reserve(book, facts),
        _catch_up(book, facts),
        _menus(book, facts),
        _fears(book, facts),
        _support(book, facts),
    )
    stack(book, sheet, parts, top=3)
    sheet.freeze_panes(2, 1)


def _support(book: Book, facts: Facts) -> Part:
    t = book.t
    columns = (
        Column(head=t("Estate"), most=26),
        Column(head=t("Work type"), most=26),
        Column(head=t("Households"), kind="count"),
        Column(head=t("Asked"), kind="count"),
        Column(head=t("Answered"), kind="count"),
        Column(head=t("Response rate"), kind="share"),
        Column(head=t("Said yes"), kind="share"),
        Column(head=t("Support of all households"), kind="share"),
        Column(head=t("At least (90 %)"), kind="share"),
        Column(head=t("At most (90 %)"), kind="share"),
        Column(head=t("How sure"), kind="center"),
    )
    note = t(
        "Support is believed of all households, with a 90 % interval; said yes is of those that answered."
    )
    return t("Support of works"), note, columns, support_rows(facts, t)


def _fears(book: Book, facts: Facts) -> Part:
    t = book.t
    columns = (
        Column(head=t("Estate"), most=26),
        Column(head=t("Fear"), most=26),
        Column(head=t("Households that named it"), kind="count"),
        Column(head=t("Share of all households"), kind="share"),
        Column(head=t("Weight"), kind="number"),
    )
    note = t(
        "The weight multiplies that kind of disruption there; 1 where the fear is of nothing that disturbs."
    )
    return t("Fears"), note, columns, fear_rows(facts, t)


def _resting(book: Book, facts: Facts) -> Part:
    t = book.t
    columns = (
        Column(head=t("Campaign"), most=26),
        Column(head=t("Works"), most=26),
        Column(head=t("Year"), kind="year"),
        Column(head=t("Chance that the votes pass"), kind="share"),
        Column(head=t("Cost"), kind="wan", total=True),
    )
    rows = [
        (name, works, year, chance, wan_number(cost))
        for name, year, works, chance, cost in resting_rows(facts, t)
    ]
    return t("What rests on votes to come"), t("Costs in 10,000 yuan."), columns, rows


def _reserve(book: Book, facts: Facts) -> Part:
    t = book.t
    columns = (
        Column(head=t("If it falls out"), most=26),
        Column(head=t("Could step in"), kind="wrap", most=26),
        Column(head=t("Year"), kind="year"),
        Column(head=t("Cost"), kind="wan"),
        Column(head=t("Share replaced"), kind="share"),
        Column(head=t("Why"), kind="center"),
        Column(head=t("Earliest day"), kind="date"),
        Column(head=t("Catch-up round"), kind="center"),
    )
    rows = [
        (name, stands, year, wan_number(cost), replaced, why, day(earliest), period)
        for name, why, year, cost, stands, replaced, earliest, period in reserve_rows(facts, t)
    ]
    return t("Reserve"), t("A list, not a plan. Costs in 10,000 yuan."), columns, rows


def _catch_up(book: Book, facts: Facts) -> Part:
    t = book.t
    columns = (
        Column(head=t("Campaign"), most=26),
        Column(head=t("Work type"), most=26),
        Column(head=t("Units"), kind="number"),
        Column(head=t("Earliest day"), kind="date"),
        Column(head=t("Households"), kind="count", total=True),
        Column(head=t("Cost"), kind="wan", total=True),
        Column(head=t("Why"), kind="center"),
    )
    rows = [
        (name, kind, _or_few(units, t), day(earliest), _or_few(households, t), wan_number(cost), why)
        for name, kind, why, units, earliest, households, cost in catch_up_rows(facts, t)
    ]
    return (
        t("Catch-up round"),
        t("What works do not reach now, and may later. Costs in 10,000 yuan."),
        columns,
        rows,
    )


def _or_few(count: float | None, t: Words) -> float | str:
    """Return a count, or in words that it is of few households and not told."""
    return t("few") if count is None else count


def _menus(book: Book, facts: Facts) -> Part:
    t = book.t
    columns = (
        Column(head=t("Estate"), most=26),
        Column(head=t("Plan's choice"), kind="wrap", most=30),
        Column(head=t("Benefit lost by residents' rule"), kind="count"),
        Column(head=t("Wishes lost by the plan's choice"), kind="count"),
        Column(head=t("Budget"), kind="wan"),
        Column(head=t("Equal shares"), kind="center"),
        Column(head=t("Greedy approval"), kind="wrap"),
    )
    rows = [
        (name, bureau, benefit, _or_few(votes, t), wan_number(budget), equal, greedy)
        for name, budget, _, bureau, equal, greedy, benefit, votes in menu_rows(facts, t)
    ]
    note = t("Estates where a residents' rule chooses otherwise for the same money. Budgets in 10,000 yuan.")
    return t("Menus: the plan's choice and residents' rules"), note, columns, rows
