"""A caller that answers from files and remembers what it was asked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TypeVar

from kis.credentials import Environment
from kis.endpoint import Endpoint
from kis.wire import write

R = TypeVar("R")
_SAMPLES = Path(__file__).resolve().parents[1] / "samples"


def sample(name: str, market: str = "domestic") -> dict[str, Any]:
    """An answer in KIS's form, with invented numbers."""
    found: dict[str, Any] = json.loads((_SAMPLES / market / f"{name}.json").read_text("utf-8"))
    return found


class Recorder:
    """Stands where the REST engine stands."""

    def __init__(self, environment: Environment, *answers: str, market: str = "domestic") -> None:
        self.environment = environment
        self._market = market
        self.asked: list[tuple[str | None, dict[str, Any]]] = []
        self._answers = list(answers)

    async def call(self, endpoint: Endpoint[..., R], request: object) -> R:
        self.asked.append((endpoint.tr_id(self.environment, request), write(request, missing=None)))
        return endpoint.reply.read(sample(self._answers.pop(0), self._market))
