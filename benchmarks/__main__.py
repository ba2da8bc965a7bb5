"""Run a benchmark by its name: ``python -m benchmarks reading [--json]``."""

from __future__ import annotations

import importlib
import sys

BENCHMARKS = {
    "build": "benchmarks.build",
    "city": "benchmarks.large:city",
    "growth": "benchmarks.growth",
    "jinping": "benchmarks.jinping",
    "nation": "benchmarks.large:nation",
    "phasing": "benchmarks.phasing",
    "published": "benchmarks.published.every_file",
    "reading": "benchmarks.reading",
    "rewarm": "benchmarks.rewarm",
    "rules": "benchmarks.rules",
    "simulation": "benchmarks.simulation",
    "solve": "benchmarks.published.one_file",
    "study": "benchmarks.study",
}
"""Each benchmark's module; its ``main``, or the function named after a colon, takes the arguments.

It gives the exit status.
"""


def main(arguments: list[str]) -> int:
    """Run the benchmark that the first argument names."""
    if not arguments or arguments[0] not in BENCHMARKS:
        print(f"usage: python -m benchmarks {{{','.join(BENCHMARKS)}}} [--json]", file=sys.stderr)
        return 2
    module, _, function = BENCHMARKS[arguments[0]].partition(":")
    run = getattr(importlib.import_module(module), function or "main")
    return int(run(arguments[1:]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
