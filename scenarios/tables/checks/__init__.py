"""Checks of what only the whole can show: across rows, tables and settings."""

from scenarios.tables.checks.contents import CHECKS, check_all
from scenarios.tables.checks.given import Given

__all__ = ["CHECKS", "Given", "check_all"]
