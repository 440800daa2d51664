"""Run all measurements and print them as one table: `python -m tests.benchmarks [module ...]`."""

from __future__ import annotations

import pkgutil
import sys
from importlib import import_module

import tests.benchmarks
from tests.benchmarks.table import Row, table


def main(wanted: list[str]) -> int:
    """Every module here with a function `rows() -> list[Row]` is measured, one after another."""
    measured: list[Row] = []
    for module in pkgutil.iter_modules(tests.benchmarks.__path__):
        if module.name.startswith("__") or (wanted and module.name not in wanted):
            continue
        rows = getattr(import_module(f"tests.benchmarks.{module.name}"), "rows", None)
        if rows is not None:
            measured += rows()
    sys.stdout.write(table(measured) + "\n")
    return 1 if any(row.met is False for row in measured) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
