"""The plan document: what ``plan.json`` says (docs/plan-file.md), from which every report is made."""
