"""인증: token, revoke, approval key, hashkey. None of them is a trading call, and none is ever logged."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from kis.credentials import Credentials, fits_header
from kis.errors import KisError, MalformedMessage, Unauthorized, Unreachable
from kis.market.clock import KST, MarketClock
from kis.throttle import Pace
from kis.tokenstore import Token
from kis.transport import Transport
from kis.verdicts import Envelope, open_envelope, verdict

_JSON = {"content-type": "application/json; charset=utf-8"}
_DAY = 86400
_LONGEST = 366 * _DAY
_ABOUT_KEYS = frozenset({400, 401, 403})


class OAuth:
    """Speaks to KIS's `/oauth2` and `/uapi/hashkey` for one app key; each call takes a slot of the pace."""

    def __init__(self, credentials: Credentials, transport: Transport, pace: Pace, clock: MarketClock) -> None:
        self._credentials = credentials
        self._transport = transport
        self._pace = pace
        self._clock = clock

    async def issue(self) -> Token:
        """Ask for an access token (접근토큰발급).

        Raises `TokenTooSoon` within a minute of the last one, `Unauthorized` for a wrong key or secret.
        """
        body = await self._post("/oauth2/tokenP", {**self._grant, "appsecret": self._credentials.app_secret})
        now = self._clock.now()
        return Token(_text(body, "access_token"), now, _expiry(body, now))

    async def revoke(self, token: Token) -> None:
        """End a token (접근토큰폐기). Not for shutdown: the next start would need a new issue."""
        await self._post("/oauth2/revokeP", {**self._keys, "token": token.value})

    async def approval(self) -> str:
        """Ask for an approval key for the websocket (접속키). Each connection has one of its own, never a stale one."""
        body = await self._post("/oauth2/Approval", {**self._grant, "secretkey": self._credentials.app_secret})
        return _text(body, "approval_key")

    async def hash(self, content: bytes) -> str:
        """Return the hashkey of an order's body, which is then posted byte for byte."""
        return _text(await self._send("/uapi/hashkey", content, self._keys), "hash")

    @property
    def _keys(self) -> dict[str, str]:
        return {"appkey": self._credentials.app_key, "appsecret": self._credentials.app_secret}

    @property
    def _grant(self) -> dict[str, str]:
        return {"grant_type": "client_credentials", "appkey": self._credentials.app_key}

    async def _post(self, path: str, body: Mapping[str, str]) -> dict[str, Any]:
        return await self._send(path, json.dumps(body).encode(), {})

    async def _send(self, path: str, content: bytes, headers: Mapping[str, str]) -> dict[str, Any]:
        await self._pace.take(urgent=True)
        answer = await self._transport.send("POST", path, {**_JSON, **headers}, content=content)
        envelope = open_envelope(answer.status, answer.content)
        if answer.status != 200 or (envelope.code and envelope.rt_cd != "0"):
            raise _refusal(envelope)
        return {key.lower(): value for key, value in envelope.body.items()}


def _refusal(envelope: Envelope) -> KisError:
    """A 400, 401 or 403 without a known code is about the keys: there is nothing else in these requests."""
    error = verdict(envelope, changes=False)
    if error is None or (isinstance(error, Unreachable) and envelope.status in _ABOUT_KEYS):
        return Unauthorized(envelope.words or "KIS 인증에 실패했어요.", code=envelope.code)
    return error


def _text(body: Mapping[str, Any], key: str) -> str:
    """A value that goes into a header again, so it has to fit there."""
    value = body.get(key)
    if not isinstance(value, str) or not fits_header(value):
        raise MalformedMessage(f"KIS의 인증 답에 {key} 값이 없어요.")
    return value


def _expiry(body: Mapping[str, Any], now: datetime) -> datetime:
    """KIS's own words (KST) where they can be read, seconds from now otherwise; a day if they make no sense either."""
    try:
        return datetime.strptime(str(body["access_token_token_expired"]), "%Y-%m-%d %H:%M:%S").replace(tzinfo=KST)
    except (KeyError, ValueError):
        seconds = body.get("expires_in")
        return now + timedelta(seconds=seconds if isinstance(seconds, int) and 0 < seconds <= _LONGEST else _DAY)
