from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from kis.credentials import Account, Credentials, Environment
from kis.errors import KisError, MalformedMessage, TokenTooSoon, Unauthorized, Unreachable
from kis.market.clock import KST, MarketClock
from kis.oauth import OAuth
from tests.kis.sample import KEY, SECRET
from tests.kis.scripted import TOKEN_PATH, Say, Scripted

APPROVAL = "/oauth2/Approval"


async def test_token_is_asked_for_as_documented(oauth: OAuth, server: Scripted) -> None:
    """The end of a token is read from KIS's words, which are Korean time."""
    server.answer(
        TOKEN_PATH,
        Say(
            {
                "access_token": "fake-token",
                "access_token_token_expired": "2026-12-22 08:16:59",
                "token_type": "Bearer",
                "expires_in": 86400,
            }
        ),
    )

    token = await oauth.issue()
    (asked,) = server.asked
    assert asked.body == {"grant_type": "client_credentials", "appkey": KEY, "appsecret": SECRET}
    assert (token.value, token.expires_at) == ("fake-token", datetime(2026, 12, 22, 8, 16, 59, tzinfo=KST))


async def test_token_without_a_readable_end(oauth: OAuth, server: Scripted, clock: MarketClock) -> None:
    """Without KIS's words the seconds count, on the broker's clock."""
    server.answer(TOKEN_PATH, Say({"access_token": "fake-token", "expires_in": 3600}))

    token = await oauth.issue()
    assert token.expires_at - token.issued_at == timedelta(hours=1)
    assert abs(token.issued_at - clock.now()) < timedelta(seconds=5)


@pytest.mark.parametrize("seconds", [10**20, -1, 0, "86400", None])
async def test_token_without_a_sensible_end(oauth: OAuth, server: Scripted, seconds: object) -> None:
    """Seconds that make no sense are taken for the documented day."""
    server.answer(TOKEN_PATH, Say({"access_token": "fake-token", "expires_in": seconds}))

    token = await oauth.issue()
    assert token.expires_at - token.issued_at == timedelta(days=1)


@pytest.mark.parametrize(
    ("said", "error"),
    [
        pytest.param(
            Say({"error_code": "EGW00133", "error_description": "잠시 후 다시 시도하세요(1분당 1회)"}, status=403),
            TokenTooSoon,
            id="twice in a minute",
        ),
        pytest.param(
            Say({"error_code": "EGW00105", "error_description": "유효하지 않은 AppSecret입니다."}, status=403),
            Unauthorized,
            id="wrong secret",
        ),
        pytest.param(
            Say({"error_code": "EGW77777", "error_description": "?"}, status=403), Unauthorized, id="new code"
        ),
        pytest.param(Say({}, status=401), Unauthorized, id="401 without words"),
        pytest.param(Say(raw=b"<html>", status=502), Unreachable, id="maintenance"),
        pytest.param(Say({}, status=500), Unreachable, id="500"),
        pytest.param(Say({"message": "slow down"}, status=429), Unreachable, id="a busy gateway says nothing of keys"),
        pytest.param(Say({"token_type": "Bearer"}), MalformedMessage, id="no token in it"),
        pytest.param(Say({"access_token": "bad\nheader"}), MalformedMessage, id="token that no header holds"),
    ],
)
async def test_refused_token(oauth: OAuth, server: Scripted, said: Say, error: type[KisError]) -> None:
    """What KIS says about a token request is told by what to do next."""
    server.answer(TOKEN_PATH, said)

    with pytest.raises(error):
        await oauth.issue()
    assert len(server.asked) == 1


async def test_approval_key_is_asked_for_as_documented(oauth: OAuth, server: Scripted) -> None:
    """For the websocket key the secret goes by another name."""
    server.answer(APPROVAL, Say({"approval_key": "fake-approval"}))

    assert await oauth.approval() == "fake-approval"
    assert server.asked[0].body == {"grant_type": "client_credentials", "appkey": KEY, "secretkey": SECRET}


async def test_revoked_token_is_named(oauth: OAuth, server: Scripted) -> None:
    """Revoking sends the token with both keys."""
    server.answer("/oauth2/revokeP", Say({"code": 200, "message": "접근토큰 폐기에 성공하였습니다"}))
    await oauth.revoke(await oauth.issue())

    assert server.asked[-1].body == {"appkey": KEY, "appsecret": SECRET, "token": "fake-token-1"}


@pytest.mark.parametrize("key", ["", "has space", "두글자", "line\nbreak"])
def test_key_that_cannot_be_one(key: str) -> None:
    """A key mangled by copying is refused before it travels, and is not quoted."""
    with pytest.raises(Unauthorized, match="다시 복사해 주세요") as met:
        Credentials(Environment.PAPER, "fake-key", key, Account.parse("12345678-01"))

    assert not key or key not in str(met.value)
