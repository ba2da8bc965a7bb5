"""The command line ``renewal``."""

from planner.command.main import main

__all__ = ["main"]
