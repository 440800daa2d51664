from __future__ import annotations

import asyncio
import socket

import pytest

from kis.errors import (
    BadRequest,
    KisError,
    NotOffered,
    Rejected,
    TokenRefused,
    TooFast,
    Unanswered,
    Unauthorized,
    Unreachable,
)
from kis.market.clock import MarketClock
from kis.rest import Rest, Retry
from kis.throttle import Pace
from kis.tokens import Tokens
from kis.transport import Timeouts, Transport
from kis.units import Shares, Won
from tests.kis.sample import BUY, CREDENTIALS, KEY, PRICE, SECRET, Receipt, Sample
from tests.kis.scripted import TOKEN_PATH, Say, Scripted, ok, refuse

QUOTE = ok(output={"stck_prpr": "00070000"})


RECEIPT = ok(output={"ODNO": "0000012345"})


EXPIRED = refuse("EGW00123", "기간이 만료된 token 입니다.", status=500)


FAST = refuse("EGW00201", "초당 거래건수를 초과하였습니다.", status=500)


async def buy(sample: Sample) -> Receipt:
    return await sample.buy(symbol="005930", quantity=Shares(10), price=Won(70_000))


async def test_read_carries_what_kis_asks_for(sample: Sample, server: Scripted) -> None:
    """A quote is a GET with keys as declared, the token, both keys, the TR id and the customer type."""
    server.answer(PRICE, QUOTE)

    assert (await sample.price(symbol="005930")).price == 70_000
    (asked,) = server.to(PRICE)
    assert (asked.method, asked.query) == ("GET", {"FID_INPUT_ISCD": "005930"})
    wanted = {"authorization": "Bearer fake-token-1", "appkey": KEY, "appsecret": SECRET, "tr_id": "FHKST01"}
    assert wanted.items() <= asked.headers.items()
    assert (asked.headers["custtype"], asked.headers["tr_cont"]) == ("P", "")
    assert asked.headers["content-type"] == "application/json; charset=utf-8"


async def test_order_is_posted_with_account_and_text_values(sample: Sample, server: Scripted) -> None:
    """An order is a POST of strings with the account in front; what was not given is left out."""
    server.answer(BUY, RECEIPT)

    assert (await buy(sample)).number == "0000012345"
    (asked,) = server.to(BUY)
    assert asked.method == "POST"
    assert asked.headers["tr_id"] == "VTTC03U"
    assert asked.body == {
        "CANO": "12345678",
        "ACNT_PRDT_CD": "01",
        "PDNO": "005930",
        "ORD_QTY": "10",
        "ORD_UNPR": "70000",
    }


async def test_what_paper_lacks_is_said_before_asking(sample: Sample, server: Scripted) -> None:
    """A call the environment does not offer names what works instead, and nothing is sent."""
    with pytest.raises(NotOffered, match="현재가를 써 주세요"):
        await sample.real_only(symbol="005930")

    assert server.asked == []


@pytest.mark.parametrize(
    "trouble",
    [
        pytest.param(FAST, id="too fast"),
        pytest.param(refuse("EGW00215", status=500), id="ledger too fast"),
        pytest.param(refuse("EGW00002", status=500), id="server error"),
        pytest.param(refuse("IGW00009", rt_cd="0"), id="not composed"),
        pytest.param(refuse("EGW00301", status=500), id="back end timed out"),
        pytest.param(Say(cut=True), id="cut"),
        pytest.param(Say({}, truncate=1), id="cut in the body"),
        pytest.param(Say(raw=b"<html>maintenance</html>", status=503), id="maintenance page"),
        pytest.param(Say(raw=b"", status=500), id="500 without a body"),
        pytest.param(Say(raw=b"[" * 100_000), id="endless nesting"),
    ],
)
async def test_read_is_asked_again(sample: Sample, server: Scripted, trouble: Say) -> None:
    """What passes by itself is not seen by the caller of a read."""
    server.answer(PRICE, trouble, trouble, QUOTE)

    assert (await sample.price(symbol="005930")).price == 70_000
    assert len(server.to(PRICE)) == 3


@pytest.mark.parametrize(
    "silent",
    [Say(RECEIPT.body, delay=2), Say(RECEIPT.body, truncate=1, hang=2), Say(RECEIPT.body, drip=0.02)],
    ids=["mute", "half an answer", "a byte at a time"],
)
async def test_waiting_has_an_end(
    server: Scripted, clock: MarketClock, tokens: Tokens, pace: Pace, silent: Say
) -> None:
    """A server that does not answer, or not to the end, is waited for once; the order is then unknown."""
    await tokens.get()
    server.answer(BUY, silent)
    transport = Transport(server.origin, clock, Timeouts(connect=0.05, read=0.05))

    with pytest.raises(Unanswered):
        await buy(Sample(Rest(CREDENTIALS, transport, tokens, pace)))
    assert len(server.to(BUY)) == 1


async def test_read_gives_up_after_three_tries(sample: Sample, server: Scripted) -> None:
    """Trouble that stays is raised as it was met last."""
    server.answer(PRICE, FAST)

    with pytest.raises(TooFast, match="초당 거래건수"):
        await sample.price(symbol="005930")
    assert len(server.to(PRICE)) == 3


async def test_read_gives_up_at_its_deadline(
    transport: Transport, tokens: Tokens, pace: Pace, server: Scripted
) -> None:
    """No try begins after the deadline, however many are left."""
    server.answer(PRICE, Say(cut=True))
    rest = Rest(CREDENTIALS, transport, tokens, pace, retry=Retry(tries=50, base=0.0, deadline=-1.0))

    with pytest.raises(Unreachable):
        await Sample(rest).price(symbol="005930")
    assert len(server.to(PRICE)) == 1


async def test_refused_read_is_not_repeated(sample: Sample, server: Scripted) -> None:
    """KIS's no is final; its words come without padding, with the code."""
    server.answer(PRICE, refuse("APBK0656", "해당종목정보가 없습니다.      "))

    with pytest.raises(Rejected) as refused:
        await sample.price(symbol="000000")
    assert (refused.value.code, refused.value.message) == ("APBK0656", "해당종목정보가 없습니다.")
    assert len(server.to(PRICE)) == 1


@pytest.mark.parametrize(
    ("trouble", "outcome"),
    [
        pytest.param(Say(cut=True), Unanswered, id="cut"),
        pytest.param(Say({}, truncate=1), Unanswered, id="cut in the body"),
        pytest.param(Say(raw=b"oops"), Unanswered, id="garbage"),
        pytest.param(Say(raw=b"", status=500), Unanswered, id="500 without a body"),
        pytest.param(Say({}, status=500), Unanswered, id="500 with a strange body"),
        pytest.param(refuse("EGW00002", status=500), Unanswered, id="server error"),
        pytest.param(refuse("EGW00300", status=500), Unanswered, id="routing"),
        pytest.param(refuse("EGW00301", status=500), Unanswered, id="back end timed out"),
        pytest.param(refuse("OPSQ0005"), Unanswered, id="back end call"),
        pytest.param(refuse("IGW00009", rt_cd="0"), Unanswered, id="not composed"),
        pytest.param(refuse("NEWCODE1", status=500), Unanswered, id="unknown code from a failing server"),
        pytest.param(refuse("NEWCODE1"), Rejected, id="unknown code, complete refusal"),
        pytest.param(Say({"rt_cd": "1", "msg1": "?"}), Unanswered, id="refusal without a code"),
        pytest.param(Say({"rt_cd": "0", "output": {}}), Unanswered, id="accepted without an output"),
        pytest.param(ok(output={"ODNO": "  "}), Unanswered, id="accepted without a number"),
        pytest.param(FAST, TooFast, id="too fast"),
        pytest.param(refuse("EGW00215", status=500), TooFast, id="ledger too fast"),
        pytest.param(refuse("OPSQ2000", rt_cd="2", status=500), Unauthorized, id="wrong account"),
        pytest.param(refuse("OPSQ2001", rt_cd="2", status=500), BadRequest, id="field missing"),
        pytest.param(refuse("APBK0952", rt_cd="7"), Rejected, id="cash"),
    ],
)
async def test_order_is_sent_once(sample: Sample, server: Scripted, trouble: Say, outcome: type[KisError]) -> None:
    """Whatever comes back, an order leaves once, and what may have been executed is `Unanswered`."""
    server.answer(BUY, trouble, RECEIPT)

    with pytest.raises(outcome) as met:
        await buy(sample)
    assert isinstance(met.value, Unanswered) is (outcome is Unanswered)
    assert len(server.to(BUY)) == 1


async def test_order_that_never_left_is_not_unknown(clock: MarketClock, tokens: Tokens, pace: Pace) -> None:
    """Where no connection is made nothing was ordered: `Unreachable`, and not `Unanswered`."""
    await tokens.get()
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        origin = f"http://127.0.0.1:{closed.getsockname()[1]}"
        transport = Transport(origin, clock, Timeouts(connect=0.2, read=0.2))

        with pytest.raises(Unreachable) as met:
            await buy(Sample(Rest(CREDENTIALS, transport, tokens, pace)))
    assert not isinstance(met.value, Unanswered)


async def test_order_whose_token_was_lost_is_not_unknown(sample: Sample, server: Scripted) -> None:
    """A cut while asking for the token says nothing about an order that had not left."""
    server.answer(TOKEN_PATH, Say(cut=True))

    with pytest.raises(Unreachable) as met:
        await buy(sample)
    assert not isinstance(met.value, Unanswered)
    assert server.to(BUY) == []


@pytest.mark.parametrize("code", ["EGW00121", "EGW00123"])
async def test_refused_token_is_renewed_once(sample: Sample, server: Scripted, code: str) -> None:
    """An order whose token is refused goes out again with a new one: KIS had not looked at it."""
    server.answer(BUY, refuse(code, status=500), RECEIPT)

    assert (await buy(sample)).number == "0000012345"
    assert [asked.headers["authorization"] for asked in server.to(BUY)] == [
        "Bearer fake-token-1",
        "Bearer fake-token-2",
    ]


async def test_token_refused_twice_is_raised(sample: Sample, server: Scripted) -> None:
    """One renewal, not a loop."""
    server.answer(PRICE, EXPIRED)

    with pytest.raises(TokenRefused):
        await sample.price(symbol="005930")
    assert (server.issued, len(server.to(PRICE))) == (2, 2)


async def test_many_refused_calls_share_one_renewal(sample: Sample, server: Scripted) -> None:
    """Ten reads that meet an ended token at once ask for one new token."""
    server.answer(PRICE, *[EXPIRED] * 10, QUOTE)

    await asyncio.gather(*(sample.price(symbol="005930") for _ in range(10)))
    assert server.issued == 2


async def test_too_fast_slows_the_pace(sample: Sample, server: Scripted, pace: Pace) -> None:
    """After EGW00201 the slots are spread wider for a while."""
    server.answer(PRICE, FAST, QUOTE)

    await sample.price(symbol="005930")
    assert pace.slowed


async def test_keys_are_read_in_any_case(sample: Sample, server: Scripted) -> None:
    """KIS writes the envelope and the output in either case."""
    server.answer(PRICE, Say({"RT_CD": "0", "Msg_Cd": "OK", "OUTPUT": {"STCK_PRPR": "1"}}))

    assert (await sample.price(symbol="005930")).price == 1


async def test_gateways_own_error_shape_is_read(sample: Sample, server: Scripted) -> None:
    """error_code/error_description is understood like msg_cd/msg1."""
    server.answer(
        PRICE, Say({"error_code": "EGW00103", "error_description": "유효하지 않은 AppKey입니다."}, status=403)
    )

    with pytest.raises(Unauthorized, match="유효하지 않은 AppKey") as met:
        await sample.price(symbol="005930")
    assert met.value.code == "EGW00103"


async def test_answers_set_the_market_clock(sample: Sample, server: Scripted, clock: MarketClock) -> None:
    """The Date of every answer, refusals too, tells the broker's time."""
    host = server.now
    server.now = lambda: host().replace(year=2030)
    server.answer(PRICE, refuse("APBK0656"))

    with pytest.raises(Rejected):
        await sample.price(symbol="005930")
    assert clock.now().year == 2030
