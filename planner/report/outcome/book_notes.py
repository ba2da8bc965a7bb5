"""Sheets of the risk register, another plan, and assumptions."""

from __future__ import annotations

from typing import Any

from planner.report.book.sheet import Book, Column
from planner.report.outcome.labels import VERDICTS
from planner.report.outcome.said import band_line, date_about, money_about
from planner.report.outcome.told import difference_rows
from planner.report.units import wan_number

Document = dict[str, Any]


def register_sheet(book: Book, document: Document) -> None:
    """Write the risk register before and after mitigation, and what is not known of the numbers."""
    t, register = book.t, document["register"]
    sheet = book.sheet(
        t("Risk register"), t("Risk register, and what is not known of the numbers"), band_line(document, t)
    )
    columns = (
        Column(head=t("Risk"), most=40),
        Column(head=t("Owner")),
        Column(head=t("Probability"), kind="share"),
        Column(head=t("After mitigation"), kind="share"),
        Column(head=t("Strikes in"), kind="share"),
        Column(head=t("P80 of the finish without it, days earlier"), kind="number"),
        Column(head="±", kind="number"),
        Column(head=t("P80 of the cost without it, less (10,000 yuan)"), kind="wan"),
        Column(head=t("± of the cost"), kind="wan"),
        Column(head=t("Cost of the measure (10,000 yuan)"), kind="wan", total=True),
    )
    rows = [] if register is None else [_line(line, t.lang) for line in register["lines"]]
    last = book.table(sheet, columns, rows)
    if register is None:
        sheet.write_string(last, 0, t("The programme has no risk register."))
        return
    for at, (name, key) in enumerate(
        ((t("Before mitigation"), "before"), (t("After mitigation"), "after")), start=last + 1
    ):
        read = register[key]
        finish = None if read["finish"] is None else {"grain": "day", "first": None, **read["finish"]}
        cost = None if read["cost"]["value"] is None else read["cost"]
        sheet.write_string(at, 0, name, book.look("text"))
        sheet.write_string(at, 1, f"{t('P80 of the finish')}: {date_about(finish, t)}")
        sheet.write_string(at, 5, f"{t('P80 of the cost')}: {money_about(cost, t)}")


def _line(line: Document, lang: str) -> tuple[Any, ...]:
    return (
        (line["name_zh"] if lang == "zh" else "") or line["risk"],
        line["owner"],
        line["probability"],
        line["probability_after"],
        line["strikes"],
        line["finish_days"]["value"],
        line["finish_days"]["half_width"],
        *(
            None if line["cost"][key] is None else wan_number(line["cost"][key])
            for key in ("value", "half_width")
        ),
        wan_number(line["mitigation_cost"] or 0),
    )


def against_sheet(book: Book, document: Document) -> None:
    """Write this plan beside another; no sheet where none was given."""
    t, against = book.t, document["against"]
    if against is None:
        return
    note = t(
        "This plan: {a}. The other: {b}. {n} [pair|pairs].",
        a=against["a"],
        b=against["b"],
        n=against["pairs"],
    )
    sheet = book.sheet(t("Two plans"), t("This plan against the other"), note)
    columns = (
        Column(head=t("Measure"), most=60),
        Column(head=t("Unit"), most=30),
        *(
            Column(head=head, kind="precise")
            for head in (t("This plan"), t("The other"), t("The other less this"), "±")
        ),
        Column(head=t("Verdict"), kind="center"),
    )
    rows = [
        (
            one[t.lang],
            one["unit_zh"] if t.lang == "zh" else one["unit"],
            *(one[key] for key in ("this", "other", "difference", "half_width")),
            t(VERDICTS[one["verdict"]]),
        )
        for one in difference_rows(against["measures"])
    ]
    book.table(sheet, columns, rows)


def assumptions_sheet(book: Book, document: Document) -> None:
    """Write every number of chance with its meaning and source."""
    t = book.t
    note = t(
        "Every result stands on these numbers. Those without a published source are judgement; replace them "
        "with your own in programme.toml."
    )
    sheet = book.sheet(t("Assumptions"), t("Assumptions of construction played forward"), note)
    columns = (
        Column(head=t("Setting"), most=50),
        Column(head=t("Value"), most=40),
        Column(head=t("What"), kind="wrap", most=60),
        Column(head=t("Standing"), kind="center"),
        Column(head=t("Source"), kind="wrap", most=80),
    )
    rows = [
        (
            one["key"],
            one["value"],
            t.pick(one["meaning"], one["meaning_zh"]),
            _standing(one, book),
            t("judgement, no published source") if one["judged"] else t.pick(one["source"], one["source_zh"]),
        )
        for one in document["assumptions"]
    ]
    book.table(sheet, columns, rows)


def _standing(told: Document, book: Book) -> str:
    t = book.t
    if not told["assumed"]:
        return t("as given")
    return t("assumption") if told["judged"] else t("default")
