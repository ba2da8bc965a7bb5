"""Construction played forward: a phase plan day by day, and all that comes between (docs/construction.md)."""
