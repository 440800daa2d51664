from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
import traceback
from collections.abc import Callable
from datetime import timedelta

import pytest

from kis.client import Kis
from kis.credentials import Account, Credentials, Environment, Origins
from kis.domestic.account import Account as AccountCalls
from kis.errors import KisError, Unauthorized, Unreachable
from kis.throttle import Pace
from kis.tokenstore import FileTokens, MemoryTokens
from kis.transport import Timeouts
from kis.units import Shares, Won
from tests.kis.sample import BUY, CREDENTIALS, PRICE, Sample
from tests.kis.scripted import TOKEN_PATH, Say, Scripted, ok, refuse

Make = Callable[..., Kis]
BALANCE = AccountCalls.balance.path


async def test_client_from_the_door_to_the_answer(client: Make, server: Scripted) -> None:
    """Credentials and an origin are all it takes; clock, token age and headroom can be looked at."""
    server.answer(PRICE, ok(output={"stck_prpr": "70000"}))
    async with client() as kis:
        assert (kis.token_age(), kis.clock.skew) == (None, None)

        assert (await Sample(kis.rest).price(symbol="005930")).price == 70_000
        age = kis.token_age()
        assert age is not None
        assert timedelta(seconds=-1) < age < timedelta(minutes=1)
        assert kis.clock.skew is not None
        assert kis.pace.headroom > 0.9


def test_defaults_are_below_kis_limits() -> None:
    """Without settings the official hosts are spoken to, slower than KIS permits."""
    kis = Kis(CREDENTIALS)

    assert kis.origins.rest == "https://openapivts.koreainvestment.com:29443"
    assert kis.pace.rate == 0.95


async def test_check_passes(client: Make, server: Scripted) -> None:
    """Keys and account that fit together pass by a token and a balance."""
    server.answer(BALANCE, ok(output1=[], output2=[{"dnca_tot_amt": "1000000"}]))
    async with client() as kis:
        await kis.check()

    assert [asked.path for asked in server.asked] == [TOKEN_PATH, BALANCE]


async def test_check_names_the_key(client: Make, server: Scripted) -> None:
    """A wrong secret is found by the token, in KIS's words."""
    server.answer(
        TOKEN_PATH, Say({"error_code": "EGW00105", "error_description": "유효하지 않은 AppSecret입니다."}, status=403)
    )
    async with client() as kis:
        with pytest.raises(Unauthorized, match="AppSecret"):
            await kis.check()

    assert server.to(BALANCE) == []


async def test_check_names_the_account(client: Make, server: Scripted) -> None:
    """A wrong account is found by the balance and named by its last digits only."""
    server.answer(BALANCE, refuse("OPSQ2000", "ERROR : INPUT INVALID_CHECK_ACNO", rt_cd="2", status=500))
    async with client() as kis:
        with pytest.raises(Unauthorized, match=r"계좌번호\(\*{6}78-01\)") as met:
            await kis.check()

    assert "12345678" not in str(met.value)


async def test_outage_is_not_a_wrong_key(client: Make, server: Scripted) -> None:
    """While KIS is down `check` says nothing about the credentials."""
    server.answer(TOKEN_PATH, Say(raw=b"", status=503))
    async with client() as kis:
        with pytest.raises(Unreachable):
            await kis.check()


async def test_clients_of_one_key_can_share_pace_and_token(client: Make, server: Scripted) -> None:
    """Two clients with one store and one pace ask for one token."""
    server.answer(PRICE, ok(output={"stck_prpr": "1"}))
    store, pace = MemoryTokens(), Pace(10_000)
    async with client(tokens=store, pace=pace) as one, client(tokens=store, pace=pace) as two:
        await asyncio.gather(Sample(one.rest).price(symbol="1"), Sample(two.rest).price(symbol="2"))

    assert server.issued == 1


async def test_leaving_keeps_the_token_and_revoking_ends_it(client: Make, server: Scripted, tmp_path) -> None:
    """Closing does not revoke; `revoke_token` does, and forgets."""
    server.answer(PRICE, ok(output={"stck_prpr": "1"}))
    server.answer("/oauth2/revokeP", Say({"code": 200, "message": "접근토큰 폐기에 성공하였습니다"}))
    for _ in range(2):
        async with client(tokens=FileTokens(tmp_path)) as kis:
            await Sample(kis.rest).price(symbol="1")
    assert (server.issued, server.to("/oauth2/revokeP")) == (1, [])
    async with client(tokens=FileTokens(tmp_path)) as kis:
        await kis.revoke_token()

    assert server.to("/oauth2/revokeP")[0].body["token"] == "fake-token-1"
    assert await FileTokens(tmp_path).load(CREDENTIALS.key_id) is None


def test_import_is_light() -> None:
    """`import kis` loads neither the HTTP nor the websocket library nor cryptography."""
    code = "import kis, sys; print([name for name in ('httpx', 'websockets', 'cryptography') if name in sys.modules])"
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30
    )

    assert done.stdout.strip() == "[]"


PLANTED = Credentials(Environment.PAPER, "PLANTED-KEY", "PLANTED-SECRET", Account.parse("98765432-01"), "PLANTED-HTS")
TROUBLES = {
    "refused": Say({"rt_cd": "1", "msg_cd": "APBK0656", "msg1": "?"}),
    "token refused": refuse("EGW00121", status=500),
    "wrong account": refuse("OPSQ2000", status=500),
    "garbage": Say(raw=b"\xff\xfe oops"),
    "cut": Say(cut=True),
    "half": Say({}, truncate=1),
    "mute": Say(delay=1),
    "broken HTTP": Say({}, headers={"Content-Length": "PLANTED"}),
    "missing block": ok(),
    "unreadable value": ok(output={"stck_prpr": "98765432x", "ODNO": ""}),
}


@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES.keys())
@pytest.mark.parametrize("path", [TOKEN_PATH, PRICE, BUY])
async def test_planted_secrets_do_not_come_out(
    client: Make, server: Scripted, caplog: pytest.LogCaptureFixture, path: str, trouble: Say
) -> None:
    """Whatever breaks, neither logs at DEBUG, the HTTP library's too, nor any error in the chain shows a secret."""
    caplog.set_level(logging.DEBUG)
    server.answer(TOKEN_PATH, Say({"access_token": "PLANTED-TOKEN", "expires_in": 86400}))
    for each in (PRICE, BUY):
        server.answer(each, ok(output={"stck_prpr": "1", "ODNO": "1"}))
    server.answer(path, trouble)
    met: list[BaseException] = []
    async with client(PLANTED, timeouts=Timeouts(connect=1, read=0.05)) as kis:
        sample = Sample(kis.rest)
        for call in (
            sample.price(symbol="005930"),
            sample.buy(symbol="005930", quantity=Shares(1), price=Won(1)),
        ):
            try:
                await call
            except KisError as error:
                met.append(error)
        shown = [repr(kis), repr(kis.credentials), repr(kis.rest), repr(await MemoryTokens().load("x"))]

    for error in met:
        shown += traceback.format_exception(error)
        shown += [str(vars(link)) + repr(link) for link in chain(error)]
    leaked = "\n".join([*shown, caplog.text])
    assert all(secret not in leaked for secret in ("PLANTED-", "98765432"))
    assert met
    assert len(caplog.records) > 5


def chain(error: BaseException | None) -> list[BaseException]:
    """An error and all that a traceback shows behind it."""
    links: list[BaseException] = []
    while error is not None:
        links.append(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return links


async def test_no_address_to_speak_to() -> None:
    """A closed port is an outage in one sentence."""
    kis = Kis(CREDENTIALS, origins=Origins("http://127.0.0.1:9", ""), timeouts=Timeouts(connect=1), rate=1000)

    with pytest.raises(Unreachable, match="KIS에 연결하지 못했어요"):
        async with kis:
            await kis.check()
