"""App keys, access tokens and approval keys."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from kis.simulator.accounts import AccountInfo
from kis.simulator.server.refusing import Denied

_VALID = timedelta(hours=24)
_SAME = timedelta(hours=6)
_BEARER = "Bearer "


@dataclass(slots=True)
class Token:
    """An access token (접근토큰) of one app key; `asked` is the host's steady clock at the newest request."""

    text: str
    app_key: str
    issued: datetime
    asked: float

    @property
    def expires(self) -> datetime:
        """End of its 24 hours, market time (KST)."""
        return self.issued + _VALID


class Keys:
    """Who may ask. Validity runs on the market clock, the pause between two issues on the host's.

    `one_token` lets a new token end the one before it; reports differ on whether KIS does.
    """

    def __init__(
        self,
        accounts: Iterable[AccountInfo],
        *,
        seed: int,
        now: Callable[[], datetime],
        monotonic: Callable[[], float],
        token_gap: float,
        one_token: bool = False,
    ) -> None:
        self._accounts: Mapping[str, AccountInfo] = {info.app_key: info for info in accounts}
        self._seed = seed
        self._now = now
        self._monotonic = monotonic
        self._token_gap = token_gap
        self._one_token = one_token
        self.clear()

    def clear(self) -> None:
        """End all tokens and approval keys, and begin their sequence again."""
        self._random = Random(f"{self._seed}:keys")  # noqa: S311 - no secret: a simulator that repeats itself
        self._signature = self._random.randbytes(32)
        self._newest: dict[str, Token] = {}
        self._tokens: dict[str, Token] = {}
        self._approvals: dict[str, tuple[AccountInfo, datetime]] = {}

    def holder(self, app_key: str, app_secret: str) -> AccountInfo:
        """Return the account of a key and its secret. Raises `Denied`."""
        if not app_key:
            raise Denied("EGW00102", "AppKey는 필수입니다.")
        if not app_secret:
            raise Denied("EGW00104", "AppSecret은 필수입니다.")
        found = self._accounts.get(app_key)
        if found is None:
            raise Denied("EGW00103", "유효하지 않은 AppKey입니다.")
        if not hmac.compare_digest(found.app_secret.encode(), app_secret.encode(errors="replace")):
            raise Denied("EGW00105", "유효하지 않은 AppSecret입니다.")
        return found

    def issue(self, app_key: str) -> Token:
        """Return the token of a key: the same one for six hours.

        Raises `Denied` EGW00133 if one was asked for less than a minute ago.
        """
        now, newest = self._now(), self._newest.get(app_key)
        if newest is not None and self._monotonic() - newest.asked < self._token_gap:
            raise Denied("EGW00133", "접근토큰 발급 잠시 후 다시 시도하세요(1분당 1회)")
        if newest is not None and newest.text in self._tokens and now < newest.issued + _SAME:
            newest.asked = self._monotonic()
            return newest
        if newest is not None and self._one_token:
            self._tokens.pop(newest.text, None)
        token = Token(self._signed(app_key, now), app_key, now, self._monotonic())
        self._newest[app_key] = self._tokens[token.text] = token
        return token

    def revoke(self, app_key: str, text: str) -> None:
        """End a token. Raises `Denied` EGW00121 if the key has no such token."""
        token = self._tokens.get(text)
        if token is None or token.app_key != app_key:
            raise Denied("EGW00121", "유효하지 않은 token 입니다.")
        del self._tokens[text]

    def check(self, app_key: str, authorization: str) -> None:
        """Check the authorization header of a call. Raises `Denied`."""
        if not authorization:
            raise Denied("EGW00122", "token을 찾을 수 없습니다.")
        if not authorization.startswith(_BEARER):
            raise Denied("EGW00205", "credentials_type이 유효하지 않습니다.(Bearer)")
        token = self._tokens.get(authorization.removeprefix(_BEARER).strip())
        if token is None or token.app_key != app_key:
            raise Denied("EGW00121", "유효하지 않은 token 입니다.")
        if self._now() >= token.expires:
            raise Denied("EGW00123", "기간이 만료된 token 입니다.")

    def approve(self, info: AccountInfo) -> str:
        """Return a new approval key (접속키) for the websocket; those before it stay good."""
        text = str(UUID(int=self._random.getrandbits(128), version=4))
        self._approvals[text] = (info, self._now() + _VALID)
        return text

    def approved(self, approval_key: str) -> AccountInfo | None:
        """Return whose approval key it is; None if it is unknown or older than a day."""
        info, expires = self._approvals.get(approval_key, (None, self._now()))
        return info if self._now() < expires else None

    def _signed(self, app_key: str, now: datetime) -> str:
        """Return a JWT whose `jti` is the app key; a client in the wild tells real from paper by it."""
        claims = {
            "sub": "token",
            "aud": str(UUID(int=self._random.getrandbits(128), version=4)),
            "iss": "unogw",
            "exp": int((now + _VALID).timestamp()),
            "iat": int(now.timestamp()),
            "jti": app_key,
        }
        signed = f"{_part({'typ': 'JWT', 'alg': 'HS256'})}.{_part(claims)}"
        mark = hmac.new(self._signature, signed.encode(), hashlib.sha256).digest()
        return f"{signed}.{_base64(mark)}"


def _part(value: object) -> str:
    return _base64(json.dumps(value, separators=(",", ":")).encode())


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
