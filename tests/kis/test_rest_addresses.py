"""Where a call goes: TR id, account and what an environment lacks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kis.credentials import Account
from kis.errors import NotOffered
from kis.rest import Rest
from kis.throttle import Pace
from kis.tokens import Tokens
from kis.transport import Transport
from tests.kis.sample import BALANCE, BUY, CREDENTIALS, PRICE, REAL, Sample
from tests.kis.scripted import Scripted, ok
from tests.kis.test_rest import QUOTE, RECEIPT, buy


async def test_real_environment_has_its_own_tr_ids(
    transport: Transport, tokens: Tokens, pace: Pace, server: Scripted
) -> None:
    """The TR id comes from the table of the environment."""
    server.answer(BUY, RECEIPT)

    await buy(Sample(Rest(REAL, transport, tokens, pace)))
    assert server.to(BUY)[0].headers["tr_id"] == "TTTC03U"


@pytest.mark.parametrize("disputed", [True, False], ids=["try", "refuse"])
async def test_what_kis_contradicts_itself_about(
    transport: Transport, tokens: Tokens, pace: Pace, server: Scripted, disputed: bool
) -> None:
    """Whether paper has a disputed call is found out by asking, or it is refused at once: a setting."""
    server.answer(PRICE, QUOTE)
    sample = Sample(Rest(CREDENTIALS, transport, tokens, pace, disputed=disputed))

    if disputed:
        assert (await sample.disputed(symbol="005930")).price == 70_000
    else:
        with pytest.raises(NotOffered, match="현재가를 써 주세요"):
            await sample.disputed(symbol="005930")
    assert len(server.to(PRICE)) == int(disputed)


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        pytest.param(None, ("12345678", "03"), id="same number"),
        pytest.param(Account("87654321", "03"), ("87654321", "03"), id="account of its own"),
    ],
)
async def test_account_of_another_product(
    transport: Transport, tokens: Tokens, pace: Pace, server: Scripted, given: Account | None, sent: tuple[str, str]
) -> None:
    """Derivatives go to product 03 of the customer, or to the account named for them."""
    server.answer(BALANCE, ok(output2=[{"dnca_tot_amt": "1"}]))

    await Sample(Rest(replace(CREDENTIALS, derivatives=given), transport, tokens, pace)).margin()
    (asked,) = server.to(BALANCE)
    assert (asked.query["CANO"], asked.query["ACNT_PRDT_CD"]) == sent
