from __future__ import annotations

from pathlib import Path

from kis.catalogue import catalogue
from kis.shell.reference import reference

KEPT = Path(__file__).resolve().parents[3] / "kis" / "REFERENCE.md"


def test_reference_is_true() -> None:
    """The page in the library's folder is what `python -m kis reference > kis/REFERENCE.md` writes."""
    assert KEPT.read_text("utf-8") == reference(catalogue()) + "\n"
