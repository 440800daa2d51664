from __future__ import annotations

import pytest

from kis.errors import (
    MalformedMessage,
    Unanswered,
    Unreachable,
)
from kis.oauth import OAuth
from kis.rest import Rest
from kis.throttle import Pace
from kis.tokens import Tokens
from kis.transport import Transport
from kis.units import Shares, Won
from tests.kis.sample import BALANCE, BUY, CREDENTIALS, HOLDINGS, KEY, PRICE, SECRET, Receipt, Sample
from tests.kis.scripted import Say, Scripted, ok, refuse

RECEIPT = ok(output={"ODNO": "0000012345"})


FAST = refuse("EGW00201", "초당 거래건수를 초과하였습니다.", status=500)


async def buy(sample: Sample) -> Receipt:
    return await sample.buy(symbol="005930", quantity=Shares(10), price=Won(70_000))


async def test_pages_are_joined(sample: Sample, server: Scripted) -> None:
    """While tr_cont says F or M the next page is asked, with N and the keys exactly as received."""
    first, second = "12345678^01".ljust(100), "N^A900270".ljust(100)
    more = {"ctx_area_fk100": first, "ctx_area_nk100": second}
    server.answer(
        HOLDINGS,
        Say({"rt_cd": "0", "output": [{"pdno": "005930"}], **more}, headers={"tr_cont": "F"}),
        Say({"rt_cd": "0", "output": [{"pdno": "000660"}], **more}, headers={"tr_cont": "D"}),
    )

    assert [row.symbol for row in await sample.holdings()] == ["005930", "000660"]
    one, two = server.to(HOLDINGS)
    assert (one.headers["tr_cont"], one.query["CTX_AREA_FK100"], one.query["CTX_AREA_NK100"]) == ("", "", "")
    assert (two.headers["tr_cont"], two.query["CTX_AREA_FK100"], two.query["CTX_AREA_NK100"]) == ("N", first, second)
    assert two.query["CANO"] == "12345678"


async def test_totals_come_from_the_last_page(sample: Sample, server: Scripted) -> None:
    """Rows of all pages are kept; the single block is the newest."""
    more = {"ctx_area_fk200": "a", "ctx_area_nk200": "b"}
    server.answer(
        BALANCE,
        Say(
            {"rt_cd": "0", "output1": [{"pdno": "1"}], "output2": [{"dnca_tot_amt": "1"}], **more},
            headers={"tr_cont": "M"},
        ),
        ok(output1=[{"pdno": "2"}], output2=[{"dnca_tot_amt": "2"}]),
    )

    balance = await sample.balance()
    assert ([row.symbol for row in balance.holdings], balance.total.cash) == (["1", "2"], 2)


@pytest.mark.parametrize("blank", [None, "", [], [{"dnca_tot_amt": ""}]], ids=["none", "text", "list", "row"])
async def test_a_page_without_totals_is_a_page(sample: Sample, server: Scripted, blank: object) -> None:
    """KIS may leave the totals out of all pages but one; a whole answer without any is malformed."""
    turn = [{"ctx_area_fk200": str(n), "ctx_area_nk200": str(n)} for n in range(3)]
    first, middle, last = ({"rt_cd": "0", "output1": [{"pdno": str(n)}], "output2": blank, **turn[n]} for n in range(3))
    told = {**middle, "output2": [{"dnca_tot_amt": "7"}]}
    more = {"tr_cont": "M"}
    server.answer(BALANCE, Say(first, headers=more), Say(told, headers=more), Say(last))

    balance = await sample.balance()
    assert ([row.symbol for row in balance.holdings], balance.total.cash) == (["0", "1", "2"], 7)

    server.answer(BALANCE, Say(first, headers=more), Say(last))
    with pytest.raises(MalformedMessage):
        await sample.balance()


async def test_page_that_fails_is_asked_again_alone(sample: Sample, server: Scripted) -> None:
    """Trouble on the second page does not begin the list anew, and never cuts it short."""
    server.answer(
        HOLDINGS,
        Say({"rt_cd": "0", "output": [{"pdno": "1"}], "ctx_area_nk100": "x"}, headers={"tr_cont": "F"}),
        FAST,
        ok(output=[{"pdno": "2"}]),
    )

    assert [row.symbol for row in await sample.holdings()] == ["1", "2"]
    assert [asked.headers["tr_cont"] for asked in server.to(HOLDINGS)] == ["", "N", "N"]


async def test_pages_in_a_circle_end(sample: Sample, server: Scripted) -> None:
    """A server that leads back to the same page is found out at once."""
    page = Say({"rt_cd": "0", "output": [{"pdno": "1"}], "ctx_area_nk100": "x"}, headers={"tr_cont": "F"})
    server.answer(HOLDINGS, page)

    with pytest.raises(MalformedMessage, match="넘어가지 않아요"):
        await sample.holdings()
    assert len(server.to(HOLDINGS)) == 2


async def test_hashkey_is_made_of_the_posted_bytes(
    transport: Transport, tokens: Tokens, pace: Pace, oauth: OAuth, server: Scripted
) -> None:
    """Where hashkeys are wanted the order carries the one of its own bytes."""
    server.answer("/uapi/hashkey", Say({"BODY": {}, "HASH": "fake-hash"}))
    server.answer(BUY, RECEIPT)

    await buy(Sample(Rest(CREDENTIALS, transport, tokens, pace, hasher=oauth.hash)))
    (hashed,), (placed,) = server.to("/uapi/hashkey"), server.to(BUY)
    assert placed.headers["hashkey"] == "fake-hash"
    assert hashed.content == placed.content
    assert (hashed.headers["appkey"], hashed.headers["appsecret"]) == (KEY, SECRET)


async def test_lost_hashkey_is_no_unknown_order(
    transport: Transport, tokens: Tokens, pace: Pace, oauth: OAuth, server: Scripted
) -> None:
    """A hashkey call that is cut leaves the order unsent."""
    server.answer("/uapi/hashkey", Say(cut=True))

    with pytest.raises(Unreachable) as met:
        await buy(Sample(Rest(CREDENTIALS, transport, tokens, pace, hasher=oauth.hash)))
    assert not isinstance(met.value, Unanswered)


async def test_idle_connection_cut_by_the_server_does_not_lose_an_order(sample: Sample, server: Scripted) -> None:
    """An order after a connection was closed by the server goes out on a new one, once."""
    server.answer(PRICE, Say({"rt_cd": "0", "output": {"stck_prpr": "1"}}, headers={"Connection": "close"}))
    server.answer(BUY, RECEIPT)
    await sample.price(symbol="005930")

    assert (await buy(sample)).number == "0000012345"
    assert len(server.to(BUY)) == 1


async def test_oversized_answer_is_not_swallowed(
    transport: Transport, tokens: Tokens, pace: Pace, server: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer without end is dropped before it fills the memory."""
    monkeypatch.setattr("kis.transport._LARGEST_ANSWER", 1000)
    server.answer(BUY, Say(raw=b" " * 100_000))

    with pytest.raises(Unanswered, match="너무 커서"):
        await buy(Sample(Rest(CREDENTIALS, transport, tokens, pace)))
