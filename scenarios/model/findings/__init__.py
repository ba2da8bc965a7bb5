"""Findings on legal but odd data, and every assumption in force."""

from scenarios.model.findings.contents import CHECKS, look

__all__ = ["CHECKS", "look"]
