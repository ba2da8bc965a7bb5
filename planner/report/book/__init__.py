"""The workbook of a plan: one sheet for each question a bureau asks."""

from planner.report.book.writer import write_xlsx

__all__ = ["write_xlsx"]
