"""Which TR id is answered by whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeVar

from kis.credentials import Environment
from kis.endpoint import Endpoint
from kis.errors import MalformedMessage
from kis.simulator.accounts import AccountInfo
from kis.simulator.server.legacy import current_tr_id
from kis.simulator.server.refusing import Denied, invalid_field, missing_field, not_in_paper
from kis.wire import Scalar, columns, read

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Call:
    """Who asks and with what: the account of the app key, the parameters with their names in lower case."""

    info: AccountInfo
    params: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """Code and words (msg_cd, msg1) of a success in each environment."""

    real: tuple[str, str]
    paper: tuple[str, str]

    def to(self, environment: Environment) -> tuple[str, str]:
        """Return what `environment` says."""
        return self.paper if environment is Environment.PAPER else self.real


@dataclass(frozen=True, slots=True)
class Route:
    """An endpoint and who answers it; `rows` a page in real and paper, `said` on success if not the usual.

    `aliases` are values of a parameter (name in lower case) that stand for another, "" for a blank.
    """

    endpoint: Endpoint[..., Any]
    handler: Callable[[Call, Any], Any]
    rows: Mapping[Environment, int] = field(default_factory=dict)
    said: Said | None = None
    aliases: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def read(self, params: Mapping[str, str]) -> Any:
        """Read the request message. Raises `Denied` OPSQ2001 that names the first field missing or unusable."""
        message = self.endpoint.request
        if not isinstance(message, type):
            raise TypeError(f"{self.endpoint!r} has no request message")
        sent = {key: self.aliases.get(key, {}).get(value.strip(), value) for key, value in params.items()}
        for column in columns(message):
            if isinstance(column, Scalar) and column.default is not None and not sent.get(column.keys[0], "").strip():
                sent.pop(column.keys[0], None)
                continue
            _check(column, sent)
        return read(message, sent)


def _check(column: Any, sent: Mapping[str, str]) -> None:
    """Raise `Denied` if a field that KIS demands is not there or does not parse.

    Python reads numbers that KIS does not: 1_000, and digits of other scripts.
    """
    key = column.keys[0]
    written = sent.get(key, "")
    try:
        value = column.read(sent)
    except MalformedMessage:
        raise (invalid_field(key) if written.strip() else missing_field(key)) from None
    if isinstance(value, int | Decimal) and ("_" in written or not written.isascii()):
        raise invalid_field(key)
    if isinstance(column, Scalar) and not column.value.optional and key not in sent:
        raise missing_field(key)


class Routes:
    """All calls the simulator answers, found by TR id; KIS does not look at the path.

    `disputed` says whether paper has the calls about which KIS's documents disagree.
    """

    def __init__(self, *, disputed: bool = True) -> None:
        self._disputed = disputed
        self._table: dict[Environment, dict[str, list[Route]]] = {env: defaultdict(list) for env in Environment}

    def serve(
        self,
        endpoint: Endpoint[..., R],
        handler: Callable[[Call, Any], R],
        *,
        real_rows: int = 100,
        paper_rows: int = 100,
        said: Said | None = None,
        aliases: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        """Let `handler` answer `endpoint`; endpoints with one TR id are told apart by what their messages read."""
        rows = {Environment.REAL: real_rows, Environment.PAPER: paper_rows}
        for environment in Environment:
            for tr_id in self._tr_ids(endpoint, environment):
                self._table[environment][tr_id].append(Route(endpoint, handler, rows, said, aliases or {}))

    def _tr_ids(self, endpoint: Endpoint[..., Any], environment: Environment) -> Sequence[str]:
        if environment is Environment.PAPER and endpoint.disputed and not self._disputed:
            return ()
        return endpoint.tr_ids(environment)

    def find(self, tr_id: str, environment: Environment) -> Sequence[Route]:
        """Return the routes of a TR id, of which more than one may read the request. Raises `Denied`."""
        wanted = current_tr_id(tr_id.strip().upper(), environment)
        found = self._table[environment].get(wanted)
        if found:
            return found
        raise self._refusal(wanted, environment)

    def _refusal(self, tr_id: str, environment: Environment) -> Denied:
        real = self._table[Environment.REAL]
        if environment is Environment.REAL:
            if tr_id in self._table[Environment.PAPER]:
                return Denied("EGW02004", "실전투자 TR 이 아닙니다.")
        elif tr_id in real:
            offered = any(self._tr_ids(route.endpoint, Environment.PAPER) for route in real[tr_id])
            return Denied("EGW02004", "모의투자 TR  이 아닙니다.") if offered else not_in_paper()
        elif any(tr_id == f"V{known[1:]}" for known in real):
            return not_in_paper()
        return Denied("EGW00202", "GW라우팅 중 오류가 발생했습니다.")


def choose(routes: Sequence[Route], params: Mapping[str, str]) -> tuple[Route, Any]:
    """Return the first route that can read the request, and the message. Raises `Denied` if none can."""
    refusal: Denied | None = None
    for route in routes:
        try:
            return route, route.read(params)
        except Denied as denied:
            refusal = refusal or denied
    raise refusal or Denied("EGW00202", "GW라우팅 중 오류가 발생했습니다.")
