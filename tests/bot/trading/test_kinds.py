"""How orders at home are priced and where they go: from the line to KIS, or a sentence on what works instead."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, time

import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st

from bot import markets
from bot.errors import UserError
from bot.markets.market import Terms
from bot.storage.states import OrderState
from bot.storage.terms import OrderType
from bot.trading.draft import AmbiguousName, OrderDraft
from bot.trading.presses import StartOrder
from kis.credentials import Environment
from kis.domestic.codes import Side
from kis.market.sessions import Session, Venue, session_at, takes
from kis.symbols import well_known

from .scene import MORNING, SAMSUNG, Scene, stage

SYMBOLS = well_known()
KINDS = {
    "최유리": OrderType.BEST,
    "최우선": OrderType.OWN_BEST,
    "중간가": OrderType.MID,
    "최유리 IOC": OrderType.BEST_IOC,
    "최유리 fok": OrderType.BEST_FOK,
    "중간가 FOK": OrderType.MID_FOK,
    "시장가 IOC": OrderType.MARKET_IOC,
    "70000 IOC": OrderType.LIMIT_IOC,
    "70000 FOK": OrderType.LIMIT_FOK,
    "70000 조건부": OrderType.CONDITIONAL_LIMIT,
    "70000 지정가": OrderType.LIMIT,
    "70000": OrderType.LIMIT,
    "시장가": OrderType.MARKET,
}
HOURS = st.times(min_value=time(7), max_value=time(21)).map(
    lambda at: datetime.combine(MORNING.date(), at, MORNING.tzinfo)
)


def terms(line: str, at: datetime = MORNING, *, paper: bool = False) -> Terms:
    draft = OrderDraft.parse(Side.BUY, line, SYMBOLS)
    return markets.of_instrument(draft.instrument).terms(draft.wanted, at, paper=paper)


@pytest.mark.parametrize("words", KINDS)
def test_each_word_is_its_type(words: str) -> None:
    """최유리, 조건부, IOC and the like behind quantity and price say how the order is priced."""
    assert terms(f"삼성전자 10 {words}").order_type is KINDS[words]


@given(st.sampled_from(list(KINDS)), st.sampled_from(["", *Venue]), st.booleans(), HOURS)
def test_what_is_refused_comes_with_what_works(words: str, venue: str, paper: bool, at: datetime) -> None:
    """At every hour an order fits its venue, or the line that the refusal names does; none ends without one."""
    place = Venue(venue or "KRX")
    try:
        found = terms(f"삼성전자 10 {words} {venue}", at, paper=paper)
    except UserError as refused:
        sentence = str(refused)
        assert "예: 매수 " in sentence or "에 받아요." in sentence
        if "예: 매수 " in sentence:
            example = sentence.rpartition("예: 매수 ")[2]
            session = session_at(Venue.KRX, at, paper=paper)
            if "지금은" in sentence or session is Session.REGULAR:
                terms(example, at, paper=paper)
    else:
        session = session_at(place, at, paper=paper)
        plain = found.order_type in (OrderType.LIMIT, OrderType.MARKET) and place is Venue.KRX
        over = at.time() >= time(15, 30) if paper else at.time() >= time(20)
        assert plain or over or takes(session, found.order_type.value, venue=place, paper=paper)


@given(
    st.sampled_from(["삼성전자", "KODEX 200", "005930", "NAVER"]),
    st.integers(1, 9999),
    st.sampled_from(list(KINDS)),
    st.sampled_from(list(Venue)),
    st.booleans(),
)
def test_conditions_leave_the_rest_alone(name: str, quantity: int, words: str, venue: Venue, first: bool) -> None:
    """The venue stands before or behind the type, and neither changes what is read of name, quantity and price."""
    price, _, _ = words.partition(" ")
    figures, conditions = (f"{name} {quantity} {price}", words[len(price) :]) if price[0] in "7시" else (
        f"{name} {quantity}", words)  # fmt: skip
    line = f"{figures} {venue} {conditions}" if first else f"{figures} {conditions} {venue}"
    bare = OrderDraft.parse(Side.SELL, figures, SYMBOLS)
    full = OrderDraft.parse(Side.SELL, line, SYMBOLS)

    assert (full.instrument, full.quantity, full.venue) == (bare.instrument, bare.quantity, venue)
    assert full.wanted.price == bare.wanted.price


@pytest.mark.parametrize(
    ("line", "at", "paper", "says"),
    [
        pytest.param("삼성전자 10 중간가", time(10), True, "예: 매수 삼성전자 10 최유리", id="paper has no mid"),
        pytest.param("삼성전자 10 70000 IOC", time(10), True, "예: 매수 삼성전자 10 70000", id="paper has no IOC"),
        pytest.param("삼성전자 10 70000 NXT", time(10), True, "예: 매수 삼성전자 10 70000", id="paper has no NXT"),
        pytest.param("삼성전자 10 시장가 NXT", time(10), False, "예: 매수 삼성전자 10 최유리 NXT", id="NXT at market"),
        pytest.param("삼성전자 10 중간가 SOR", time(10), False, "예: 매수 삼성전자 10 최유리 SOR", id="SOR has no mid"),
        pytest.param("KODEX 200 10 35000 NXT", time(10), False, "예: 매수 KODEX 200 10 35000", id="funds at NXT"),
        pytest.param("삼성전자 10 70000 NXT", time(7), False, "08:00~08:50, 09:00~15:20, 15:30~20:00", id="too early"),
        pytest.param("삼성전자 10 시간외", time(10), False, "15:30~16:00", id="the close is not yet"),
        pytest.param("삼성전자 10 70000 최유리", time(10), False, "가격을 적지 않아요", id="a price too many"),
        pytest.param("삼성전자 10 시장가 조건부", time(10), False, "가격이 있어야 해요", id="a price too few"),
        pytest.param("삼성전자 10 70000 단일가", time(17), False, "애프터마켓", id="what has ended"),
        pytest.param("삼성전자 10 최유리 중간가", time(10), False, "함께 쓸 수 없어요", id="two types"),
        pytest.param("삼성전자 10 70000 NXT KRX", time(10), False, "함께 쓸 수 없어요", id="two venues"),
        pytest.param("삼성전자 10 최우선 IOC", time(10), False, "함께 쓸 수 없어요", id="no such pair"),
        pytest.param("애플 1 120.5 NXT", time(10), False, "국내주식만", id="a venue of another market"),
        pytest.param("애플 1 최유리", time(10), False, "예: 매수 애플 1 120.5", id="a type of another market"),
    ],
)
def test_refusals_say_what_to_type(line: str, at: time, paper: bool, says: str) -> None:
    """Before any card: what cannot be, and the nearest line or the hours at which it can."""
    with pytest.raises(UserError) as refused:
        terms(line, datetime.combine(MORNING.date(), at, MORNING.tzinfo), paper=paper)

    assert says in str(refused.value)


@pytest.mark.parametrize(
    ("words", "at", "kind"),
    [
        pytest.param("시간외", time(8, 35), OrderType.PRE_OPEN, id="before the open"),
        pytest.param("시간외 종가", time(15, 45), OrderType.POST_CLOSE, id="after the close"),
        pytest.param("70000", time(17), OrderType.AFTER_LIMIT, id="a limit in the after-market"),
        pytest.param("최유리 IOC", time(17), OrderType.AFTER_BEST_IOC, id="the best there"),
    ],
)
def test_the_hour_chooses_the_code(words: str, at: time, kind: OrderType) -> None:
    """One word means what the session calls it."""
    assert terms(f"삼성전자 10 {words}", datetime.combine(MORNING.date(), at, MORNING.tzinfo)).order_type is kind


def test_an_unclear_name_keeps_the_conditions() -> None:
    """The button of a name carries type and venue on."""
    with pytest.raises(AmbiguousName) as choice:
        OrderDraft.parse(Side.BUY, "삼성 10 최유리 IOC NXT", SYMBOLS)

    press = StartOrder.of(Side.BUY, SAMSUNG, None, None, choice.value.conditions)
    assert press.wanted_conditions == choice.value.conditions
    assert (press.kind, press.venue) == ("15", "NXT")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def real(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Scene]:
    """A real account on a Monday morning, which the file shares."""
    async with stage(tmp_path_factory.mktemp("real"), environment=Environment.REAL) as scene:
        yield scene


def told(scene: Scene, path: str, field: str) -> list[str]:
    """What every such call said to KIS in a field, oldest first."""
    calls = [entry for entry in scene.simulator.journal.entries() if entry.get("path", "").endswith(path)]
    return [entry["sent"][field] for entry in calls]


@pytest.mark.asyncio(loop_scope="module")
async def test_nxt_from_the_line_to_the_cancellation(real: Scene) -> None:
    """NXT stands on the card and in the order, prices come from there, and 정정 and 취소 go there too."""
    price = int((await real.connection.price(SAMSUNG)).price) // 1000 * 1000 - 5000
    intent_id, message_id = await real.card(f"삼성전자 3 {price} NXT")
    assert "(NXT)" in await real.reads((await real.intent(intent_id)).message_ref)
    assert told(real, "inquire-price", "FID_COND_MRKT_DIV_CODE")[-1] == "NX"

    await real.press(intent_id, message_id)
    order = await real.order_of(intent_id)
    assert (order.venue, order.state) == ("NXT", OrderState.ACCEPTED)
    await real.change(await real.desk.offer_amend(await real.user(), order.short_no, price + 1000))
    await real.notify()
    assert (await real.again(order)).state is OrderState.AMENDED
    await real.change(await real.desk.offer_cancel(await real.user(), order.short_no))
    await real.notify()
    await real.reconcile()

    assert (await real.again(order)).state is OrderState.CANCELLED
    assert told(real, "order-rvsecncl", "EXCG_ID_DVSN_CD") == ["NXT", "NXT"]


@pytest.mark.asyncio(loop_scope="module")
async def test_best_of_both_is_sent_once_though_its_answer_is_lost(real: Scene) -> None:
    """최유리 by SOR leaves as such, and the list finds the order whose answer never came."""
    before = real.sent()
    real.fault("cut_after")
    order = await real.order("현대차 1 최유리 SOR")
    await real.reconcile()
    await real.reconcile()

    found = await real.again(order)
    assert (found.state, found.order_type, found.venue) == (OrderState.FILLED, OrderType.BEST, "SOR")
    assert real.sent() == before + 1
    assert (told(real, "order-cash", "ORD_DVSN")[-1], told(real, "order-cash", "EXCG_ID_DVSN_CD")[-1]) == ("03", "SOR")
    assert len(await real.pushes("#체결")) == 1


@pytest.mark.asyncio(loop_scope="module")
async def test_the_same_once_more_keeps_its_conditions(real: Scene) -> None:
    """A card that is made anew asks for the same type at the same venue."""
    intent_id, _ = await real.card("삼성전자 1 최유리 IOC NXT")
    offer = await real.desk.offer_again(await real.user(), intent_id)

    assert (offer.intent.order_type, offer.intent.venue) == (OrderType.BEST_IOC, "NXT")
