"""Run a benchmark by its name: ``python -m benchmarks reading [--json]``."""

from __future__ import annotations

import importlib
import sys

BENCHMARKS = {
    "jinping": "benchmarks.jinping",
    "published": "benchmarks.published.every_file",
    "reading": "benchmarks.reading",
    "rules": "benchmarks.rules",
    "solve": "benchmarks.published.one_file",
}
"""Name of each benchmark and the module whose ``main(arguments)`` runs it and gives the exit status."""


def main(arguments: list[str]) -> int:
    """Run the benchmark that the first argument names."""
    if not arguments or arguments[0] not in BENCHMARKS:
        print(f"usage: python -m benchmarks {{{','.join(BENCHMARKS)}}} [--json]", file=sys.stderr)
        return 2
    run = importlib.import_module(BENCHMARKS[arguments[0]]).main
    return int(run(arguments[1:]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
