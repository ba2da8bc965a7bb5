"""Findings on legal but odd data, and every assumption in force."""

from scenarios.model.findings.contents import CHECKS, findings_of, look

__all__ = ["CHECKS", "findings_of", "look"]
