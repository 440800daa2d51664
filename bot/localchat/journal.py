"""Every Bot API call the server got, in order."""

from collections import deque
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

KEPT = 5_000


@dataclass(slots=True)
class Request:
    """One call: `at` is Unix time in seconds, `params` as they came (files by name and size)."""

    number: int
    at: float
    method: str
    params: Json
    files: tuple[str, ...]
    content_type: str
    status: int = 0
    description: str = ""
    milliseconds: float = 0.0

    @property
    def view(self) -> Json:
        return {
            "number": self.number,
            "at": self.at,
            "method": self.method,
            "params": self.params,
            "files": list(self.files),
            "status": self.status,
            "description": self.description,
            "milliseconds": self.milliseconds,
        }


class Journal:
    """The newest `KEPT` calls."""

    def __init__(self) -> None:
        self._requests: deque[Request] = deque(maxlen=KEPT)
        self._count = 0

    def write(self, *, at: float, method: str, params: Json, files: tuple[str, ...], content_type: str) -> Request:
        self._count += 1
        request = Request(self._count, at, method, params, files, content_type)
        self._requests.append(request)
        return request

    def read(self, method: str | None = None, after: int = 0) -> list[Request]:
        """Return calls with a number over `after`, of `method` alone if it is given."""
        return [r for r in self._requests if r.number > after and method in (None, r.method)]
