"""The door: one customer's KIS.

    async with Kis(Credentials(Environment.PAPER, key, secret, Account.parse("12345678-01"))) as kis:
        price = await kis.domestic.quotes.price(symbol="005930")

Codes to order with are in `kis.domestic` (`OrderType`, `Venue`), channels to listen to in `kis.realtime`.
The HTTP and websocket libraries are loaded when the first client is made, so that `import kis` stays light.
"""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Self

from kis.credentials import OFFICIAL, Credentials, Environment, Origins
from kis.errors import Unauthorized
from kis.market.clock import MarketClock
from kis.throttle import Pace
from kis.tokens import Tokens
from kis.tokenstore import MemoryTokens, TokenStore

if TYPE_CHECKING:
    from kis.derivatives import Derivatives
    from kis.domestic import Domestic
    from kis.overseas import Overseas
    from kis.realtime.stream import Stream
    from kis.rest import Around, Guard, Rest
    from kis.transport import Timeouts

RATES = {Environment.REAL: 10.0, Environment.PAPER: 0.95}
"""Calls a second, below KIS's limits of 18 and 1."""

_WRONG_ACCOUNT = "OPSQ2000"


class Kis:
    """A client for one set of credentials; an async context manager.

    `tokens` keeps the access token over restarts; clients of one app key share one `pace`. `rate` is in calls a
    second and matters only without a `pace`. `hashkey` signs order bodies, which KIS no longer asks for and which
    costs a call each. `guard` has the last word on each order, in the moment it leaves; `around` stands around each
    call as a whole. `disputed` False refuses in
    paper what KIS's documents contradict each other about (see `kis.rest.Rest`).
    """

    def __init__(
        self,
        credentials: Credentials,
        *,
        origins: Origins | None = None,
        tokens: TokenStore | None = None,
        rate: float | None = None,
        pace: Pace | None = None,
        clock: MarketClock | None = None,
        timeouts: Timeouts | None = None,
        hashkey: bool = False,
        guard: Guard | None = None,
        around: Around | None = None,
        disputed: bool = True,
    ) -> None:
        from kis.oauth import OAuth
        from kis.rest import Rest
        from kis.transport import Timeouts, Transport

        self.credentials = credentials
        self.origins = origins or OFFICIAL[credentials.environment]
        self.clock = clock or MarketClock()
        self.pace = pace or Pace(rate or RATES[credentials.environment])
        self._transport = Transport(self.origins.rest, self.clock, timeouts or Timeouts())
        self._oauth = OAuth(credentials, self._transport, self.pace, self.clock)
        store = MemoryTokens() if tokens is None else tokens
        self._tokens = Tokens(credentials.key_id, self._oauth.issue, store, self.clock.now)
        self.rest: Rest = Rest(
            credentials,
            self._transport,
            self._tokens,
            self.pace,
            hasher=self._oauth.hash if hashkey else None,
            guard=guard,
            around=around,
            disputed=disputed,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        """End renewals of the token and close the connections. The token lives on, for the next start."""
        await self._tokens.close()
        await self._transport.aclose()

    @cached_property
    def domestic(self) -> Domestic:
        """국내주식: orders, account, quotes, info."""
        from kis.domestic import Domestic

        return Domestic(self.rest)

    @cached_property
    def overseas(self) -> Overseas:
        """해외주식: orders, account, quotes, info."""
        from kis.overseas import Overseas

        return Overseas(self.rest)

    @cached_property
    def derivatives(self) -> Derivatives:
        """국내선물옵션: orders, account, quotes, boards."""
        from kis.derivatives import Derivatives

        return Derivatives(self.rest)

    def stream(self) -> Stream:
        """Return a realtime connection (실시간), to be opened with `async with`. KIS allows one for an app key.

        async with kis.stream() as stream:
            await stream.register(TRADES, "005930")
            async for event in stream: ...
        """
        from kis.realtime.stream import Stream

        return Stream(self._oauth.approval, self.origins.websocket, self.credentials.environment)

    def token_age(self) -> timedelta | None:
        """How old the access token is; None before the first call."""
        token = self._tokens.current
        return None if token is None else self.clock.now() - token.issued_at

    async def renew_token(self) -> None:
        """Get a new token ahead of time, so that it lasts the trading day (scheduled renewal)."""
        await self._tokens.renew()

    async def revoke_token(self) -> None:
        """End the token at KIS and forget it (접근토큰폐기): for leaving, not for shutting down."""
        token = await self._tokens.forget()
        if token is not None:
            await self._oauth.revoke(token)

    async def check_posting(self) -> None:
        """See that KIS takes a body with these keys, by a hashkey that nobody uses: nothing is ordered or changed.

        Raises what an order would meet before it counts: `Unauthorized`, `TooFast`, `Unreachable`.
        """
        await self._oauth.hash(b"{}")

    async def check(self) -> None:
        """Try the credentials step by step: keys by a token, then the account by its balance.

        Raises `Unauthorized` whose text says which of them is wrong; other errors say nothing about them.
        """
        await self._tokens.get()
        try:
            await self.domestic.account.balance()
        except Unauthorized as error:
            if error.code != _WRONG_ACCOUNT:
                raise
            account = self.credentials.account.masked
            raise Unauthorized(
                f"계좌번호({account})가 이 앱 키의 계좌가 아니에요. 다시 확인해 주세요.", code=error.code
            ) from error
