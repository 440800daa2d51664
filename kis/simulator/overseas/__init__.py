"""Overseas stocks: nine exchanges, money in five currencies, and won exchanged for them where they run short."""

from __future__ import annotations
