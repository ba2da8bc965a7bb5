"""The summary of a plan in a terminal: figures, phases by year, money by fund, limits, the certificate.

Where the output is no terminal (a file, a pipe, a console of another encoding) it is plain columns without
colours and box characters, and every character of it is in GBK.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from rich import box
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from planner.report.answers import nearest_lines, street_lines
from planner.report.changes import change_lines
from planner.report.confidence import confidence_lines
from planner.report.decided import lapse_lines, told_lines
from planner.report.giving_way import broken_besides, gave_way_lines, tier_lines
from planner.report.labels import PAYERS, SOLVE_STATES, fund_labels, programme_name
from planner.report.scores import method_sentence, score_lines
from planner.report.sentences import audit_sentence, breach_sentence, certificate_sentence, largest_limits
from planner.report.units import count, decimal, percent, wan
from planner.report.where import row_names
from planner.words import Words, mark, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from rich.console import Console, ConsoleOptions, RenderResult

    from planner.report.facts import Document
    from scenarios.model.programme import Programme

FILE_USES = {
    ".json": mark("for other programs"),
    ".xlsx": mark("open it in Excel"),
    ".html": mark("open it in a browser"),
}
"""What each written file is for, by its ending."""
_BREACHES_SHOWN = 10
_LAPSES_SHOWN = 3
_ANSWERS = 3


def summary(
    document: Document, lang: str, programme: Programme | None = None, files: Iterable[Path] = ()
) -> Summary:
    """Return the summary of a plan document, to be printed by a rich console.

    ``programme`` gives its name in Chinese and the kinds of its funds; ``files`` are the files written.
    """
    return Summary(document, words(lang), programme, tuple(files))


class Summary:
    """What a console prints of a plan: give it to ``Console.print``."""

    def __init__(
        self, document: Document, t: Words, programme: Programme | None, files: tuple[Path, ...]
    ) -> None:
        """Keep what is to be shown; nothing is worked out before it is printed."""
        self._document, self._t, self._programme, self._files = document, t, programme, files

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Lay the summary out, as rich as the console can show it."""
        drawn = console.is_terminal and not options.ascii_only
        yield from self._heading()
        yield from self._changes()
        yield from self._gave_way()
        yield from self._confidence()
        yield ""
        yield self._figures(drawn)
        yield from self._payers()
        yield ""
        yield Text(self._t("Phases by year"), style="bold")
        yield self._phases(drawn)
        yield ""
        yield Text(self._t("Money by fund and year (10,000 yuan)"), style="bold")
        yield from self._money(drawn, options.max_width)
        yield from self._terms()
        yield from self._scores()
        yield from self._answers()
        yield from self._breaches()
        yield from self._where()

    def _heading(self) -> RenderResult:
        t, certificate = self._t, self._document["certificate"]
        yield Text(programme_name(self._document, self._programme, self._t), style="bold")
        good = certificate["status"] in ("PROVEN_BEST", "WITHIN_GAP")
        state = t(SOLVE_STATES.get(certificate["status"], certificate["status"]))
        yield Text(
            f"[{state}] {certificate_sentence(self._document, t)}", style="green" if good else "yellow"
        )
        broken = bool(broken_besides(self._document))
        yield Text(audit_sentence(self._document, t), style="bold red" if broken else "green")

    def _changes(self) -> RenderResult:
        """The values that what-ifs changed, so that nobody takes the plan for one of the programme itself."""
        if self._document["changes"]:
            number = count(len(self._document["changes"]))
            yield ""
            yield Text(f"{self._t('Values changed by what-ifs')} ({number})", style="bold yellow")
        for line in change_lines(self._document, self._t):
            yield Text(line, overflow="fold")

    def _confidence(self) -> RenderResult:
        """What rounds of planning and playing gave, where they were asked for."""
        told = self._document.get("confidence")
        if told:
            yield ""
            yield Text(self._t("Confidence {asked}", asked=percent(told["asked"], 0)), style="bold")
            for line in confidence_lines(told, self._t):
                yield Text(f"- {line}", overflow="fold")

    def _gave_way(self) -> RenderResult:
        """What gave way, and aims held in turn."""
        for title, lines in (
            (
                self._t("What gave way"),
                gave_way_lines(self._document, self._t, row_names(self._programme, self._t)),
            ),
            (self._t("Aims in strict order"), tier_lines(self._document, self._t)),
        ):
            if lines:
                yield ""
                yield Text(title, style="bold yellow")
            for line in lines[:_BREACHES_SHOWN]:
                yield Text(f"- {line}", overflow="fold")
            if len(lines) > _BREACHES_SHOWN:
                yield Text(self._t("and {n} more", n=count(len(lines) - _BREACHES_SHOWN)))

    def _figures(self, drawn: bool) -> Table:
        """The strip of figures: what the plan does, of what was asked."""
        t, totals, asked = self._t, self._document["totals"], self._document["programme_totals"]
        shown = {
            t("Estates"): t("{n} of {all}", n=count(totals["estates"]), all=count(asked["estates"])),
            t("Households"): count(totals["households"]),
            t("Buildings"): count(totals["buildings"]),
            t("Floor area (10,000 m2)"): decimal(totals["floor_area_m2"] / 10_000),
            t("Total cost (10,000 yuan)"): wan(totals["cost"]),
        }
        table = Table(box=box.SIMPLE_HEAD if drawn else None, pad_edge=False)
        for label in shown:
            table.add_column(label, justify="right", header_style="")
        table.add_row(*shown.values(), style="bold")
        return table

    def _payers(self) -> RenderResult:
        """Who pays, in a sentence."""
        t, campaigns = self._t, self._document["campaigns"]
        paid = {who: sum(c["by_payer"].get(who, 0) for c in campaigns) for who in PAYERS}
        parts = [f"{t(PAYERS[who])} {wan(amount)}" for who, amount in paid.items() if amount]
        if parts:
            yield Text(t("Paid by (10,000 yuan): {parts}", parts=t(", ").join(parts)))

    def _phases(self, drawn: bool) -> Table:
        t = self._t
        heads = (
            t("Year"),
            t("Started"),
            t("Completed"),
            t("Households completed"),
            t("Money (10,000 yuan)"),
        )
        table = _columns(heads, drawn)
        rows = self._document["by_year"]
        for row in rows:
            table.add_row(str(row["year"]), *_phase(row))
        keys = ("started", "completed", "households_completed", "cost")
        total = {key: sum(row[key] for row in rows) for key in keys}
        table.add_row(t("Total"), *_phase(total), style="bold")
        return table

    def _money(self, drawn: bool, width: int) -> RenderResult:
        """Drawn by fund and year, in as many tables as the width makes necessary."""
        t, rows = self._t, self._document["by_year"]
        names = [name for name in self._fund_names() if any(row["by_fund"].get(name) for row in rows)]
        labels = fund_labels({name: self._kinds().get(name, "") for name in names}, t)
        lines = {labels[name]: [float(row["by_fund"].get(name, 0.0)) for row in rows] for name in names}
        lines[t("Total")] = [float(row["cost"]) for row in rows]
        heads = [*(str(row["year"]) for row in rows), t("Total")]
        cells = {label: [wan(amount) for amount in (*line, sum(line))] for label, line in lines.items()}
        widths = [max(len(cell) for cell in column) + 2 for column in zip(*cells.values(), strict=True)]
        at_once = _at_once(widths, width - max(map(cell_len, cells)) - 3)
        for first in range(0, len(heads), at_once):
            yield from [""] if first else []
            table = _columns((t("Fund"), *heads[first : first + at_once]), drawn)
            for label, line in cells.items():
                total = label == t("Total")
                table.add_row(label, *line[first : first + at_once], style="bold" if total else None)
            yield table

    def _terms(self) -> RenderResult:
        """What lapses, how firm the dates are, what is opened again, and value after the plan."""
        t = self._t
        for line in told_lines(self._document, t):
            yield Text(line, overflow="fold")
        lines = lapse_lines(self._document, t.lang, _LAPSES_SHOWN)
        if lines:
            yield ""
            yield Text(t("Money that lapses"), style="bold")
        for line in lines:
            yield Text(f"- {line}", overflow="fold")
        more = len(self._document.get("lapses") or ()) - len(lines)
        if more > 0:
            yield Text(t("and {n} more", n=count(more)))

    def _kinds(self) -> dict[str, str]:
        """Kind of each fund by its name; empty where the programme is not at hand."""
        if self._programme is None:
            return {}
        funds = self._programme.funds
        return {str(name): str(kind) for name, kind in zip(funds.fund, funds.kind, strict=True)}

    def _fund_names(self) -> list[str]:
        rows = self._document["by_year"]
        named = [name for row in rows for name in (*row["limits"], *row["by_fund"])]
        return list(dict.fromkeys([*self._kinds(), *named]))

    def _scores(self) -> RenderResult:
        """The first estates by score; nothing where application mode is off."""
        if not self._document.get("scores"):
            return
        yield ""
        yield Text(self._t("Scores of estates (an assumption)"), style="bold")
        yield Text(method_sentence(self._document, self._t))
        for line in score_lines(self._document, self._t):
            yield Text(line, overflow="fold")

    def _answers(self) -> RenderResult:
        """Who nearly came a year earlier, what limits the plan most, and streets far from their share."""
        t, names = self._t, row_names(self._programme, self._t)
        parts = (
            (t("Most nearly a year earlier (by price)"), nearest_lines(self._document, t, names)),
            (t("What limits the plan most"), largest_limits(self._document, t, names, _ANSWERS)),
            (t("Streets against their share of households"), street_lines(self._document, t, _ANSWERS)),
        )
        for title, lines in parts:
            if lines:
                yield ""
                yield Text(title, style="bold")
                table = Table.grid(padding=(0, 1))
                table.add_column()
                table.add_column(overflow="fold")
                for number, sentence in enumerate(lines, start=1):
                    table.add_row(f"{number}." if len(lines) > 1 else "-", Text(sentence))
                yield table

    def _breaches(self) -> RenderResult:
        breaches = broken_besides(self._document)
        if breaches:
            yield ""
            yield Text(self._t("Rules that are broken"), style="bold red")
        for breach in breaches[:_BREACHES_SHOWN]:
            yield Text(f"- {breach_sentence(breach, self._t)}")
        if len(breaches) > _BREACHES_SHOWN:
            yield Text(self._t("and {n} more", n=count(len(breaches) - _BREACHES_SHOWN)))

    def _where(self) -> RenderResult:
        if self._files:
            yield ""
            yield Text(self._t("Files"), style="bold")
        for file in self._files:
            use = FILE_USES.get(file.suffix, "")
            yield Text(f"{file}" + (f"   ({self._t(use)})" if use else ""), overflow="fold")


def _phase(row: Mapping[str, float]) -> tuple[str, ...]:
    return (
        count(row["started"]),
        count(row["completed"]),
        count(row["households_completed"]),
        wan(row["cost"]),
    )


def _at_once(widths: Sequence[int], room: int) -> int:
    """How many columns to show beside each other, so that the tables they make are of about equal width."""
    if sum(widths) <= room:
        return len(widths)
    tables = math.ceil(len(widths) / max(1, room // max(widths)))
    return math.ceil(len(widths) / tables)


def _columns(heads: Iterable[str], drawn: bool) -> Table:
    """A table whose first column holds words and the others numbers."""
    table = Table(box=box.SIMPLE_HEAD if drawn else None, pad_edge=False)
    for place, head in enumerate(heads):
        table.add_column(head, justify="right" if place else "left", overflow="fold")
    return table
