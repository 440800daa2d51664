"""What is wrong with a command line, said so that the next try works."""

from __future__ import annotations


class Unclear(Exception):
    """The words typed cannot be carried out; the text says what to type instead."""
