"""Chance that repeats: the same seed and name give the same numbers on every machine."""

from __future__ import annotations

from random import Random


def chance(seed: int, *name: object) -> Random:
    """Return a generator of its own for `name`, so that drawing for one thing never shifts another."""
    return Random(":".join(map(str, (seed, *name))))  # noqa: S311 - a market to play with, nothing is secret
