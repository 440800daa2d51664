"""Trouble on demand: the next calls fail the way Telegram or the network does."""

from dataclasses import dataclass, replace
from typing import Literal

from .errors import ApiError, too_many_requests

_DESCRIPTIONS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
    504: "Gateway Timeout",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What happens to the next `times` calls of `method` (None: of every method but getUpdates) in `chat_id`.

    `delay` seconds first; then the connection drops before or after the call is carried out, or the answer is no
    JSON, or a refusal with `status` (`retry_after` seconds make it a 429). With nothing but `delay` the call works.
    """

    method: str | None = None
    chat_id: int | None = None
    times: int = 1
    status: int | None = None
    description: str | None = None
    retry_after: int | None = None
    drop: Literal["before", "after"] | None = None
    garbage: bool = False
    delay: float = 0.0

    def hits(self, method: str, chat_id: object) -> bool:
        by_name = method != "getUpdates" if self.method is None else self.method.lower() == method.lower()
        return by_name and self.chat_id in (None, chat_id)

    @property
    def refusal(self) -> ApiError | None:
        if self.retry_after is not None:
            return too_many_requests(self.retry_after)
        if self.status is not None:
            return ApiError(self.status, self.description or _DESCRIPTIONS.get(self.status, "Error"))
        return None


class Faults:
    """Faults that wait for their call, oldest first."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        if fault.times > 0:
            self._waiting.append(fault)

    def clear(self) -> None:
        self._waiting.clear()

    def take(self, method: str, chat_id: object) -> Fault | None:
        """Return the first fault that hits this call and count it down."""
        for at, fault in enumerate(self._waiting):
            if fault.hits(method, chat_id):
                self._waiting[at : at + 1] = [replace(fault, times=fault.times - 1)] if fault.times > 1 else []
                return fault
        return None
