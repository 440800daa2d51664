"""The judge of the soak sees what is doubled, lost, missed or told wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.storage.states import AlertRule, AlertState, IntentKind, IntentState, MessageKind, OrderSource, OrderState
from bot.storage.tables import Alert, Intent, Message, Order, OrderNumber
from kis.domestic.codes import OrderType, Side
from kis.market.sessions import Venue
from tests.soak import orders, told
from tests.soak.evidence import Evidence
from tests.soak.market import Print

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
CARD = "#A1 삼성전자 매수 · 전량 체결  🟢모의"
PUSH = "#체결 #A1 삼성전자 매수 10주 @70,000 (10/10) 🟢모의"
RUNG = "#알림 🔔 삼성전자 71,000원 이상 ▲  🟢모의\n71,000원에 닿았어요."
TERMS: dict[str, Any] = {
    "user_id": 1, "credential_id": 1, "short_no": 1, "symbol": "005930", "name": "삼성전자", "side": Side.BUY,
    "quantity": 10, "price": 70_000, "order_type": OrderType.LIMIT, "venue": Venue.KRX,
}  # fmt: skip
ROW: dict[str, Any] = {
    "account": "50000000-01", "number": "0000000007", "original": "", "action": "new", "quantity": 10, "filled": 10,
    "remaining": 0, "cancelled": 0, "rejected": 0,
}  # fmt: skip
POST = {
    "tr_id": "VTTC0012U",
    "sent": {"CANO": "50000000", "ACNT_PRDT_CD": "01", "PDNO": "005930", "ORD_QTY": "10", "ORD_UNPR": "70000"},
}


def told_of(*texts: str) -> dict[int, dict[int, str]]:
    """A chat in which this stands."""
    return {1: dict(enumerate(texts, 1))}


@pytest.fixture
def seen() -> Evidence:
    """One order: pressed, sent, filled and told once; one alert: reached and told once."""
    intent = Intent(
        **TERMS, kind=IntentKind.NEW, order_id=1, offered_price=70_000, state=IntentState.ACCEPTED, offered_at=NOW,
        expires_at=NOW, claimed_at=NOW, sent_at=NOW, message_ref=1,
    )  # fmt: skip
    order = Order(
        **TERMS, source=OrderSource.BOT, order_date=date(2026, 11, 23), state=OrderState.FILLED, card_ref=1,
        created_at=NOW, updated_at=NOW,
    )  # fmt: skip
    number = OrderNumber(credential_id=1, order_date=date(2026, 11, 23), number="7", branch="", order_id=1)
    alert = Alert(
        user_id=1, credential_id=1, symbol="005930", name="삼성전자", rule=AlertRule.ABOVE, target=71_000,
        state=AlertState.FIRED, created_at=NOW, expires_at=NOW,
    )  # fmt: skip
    message = Message(chat_id=1, kind=MessageKind.SEND, message_id=1, created_at=NOW)
    for row in (intent, order, alert, message):
        row.id = 1
    return Evidence(
        users={"50000000-01": 1},
        rows=(ROW,),
        posts=(POST,),
        intents=(intent,),
        orders=(order,),
        numbers=(number,),
        alerts=(alert,),
        messages={1: message},
        chats=told_of(CARD, PUSH, RUNG),
        pressed={1},
        prints=(Print("005930", 71_000, NOW + timedelta(minutes=1)),),
    )


def test_all_is_well(seen: Evidence) -> None:
    """Nothing is found where nothing is wrong."""
    found = orders.judged(seen)

    assert (found.confirmed, found.sent, found.placed) == (1, 1, 1)
    assert found.problems == told.fills(seen).problems == told.alerts(seen).problems == []
    assert told.fills(seen).told == told.alerts(seen).told == 1


def test_sent_oftener_than_pressed(seen: Evidence) -> None:
    """Two posts for one press, or one for none."""
    assert orders.judged(replace(seen, posts=(POST, POST))).doubled == 1
    assert orders.judged(replace(seen, pressed=())).doubled == 1


def test_two_orders_taken_for_one(seen: Evidence) -> None:
    """The second order at the broker has the number of an order that is known already."""
    second = OrderNumber(credential_id=1, order_date=date(2026, 11, 23), number="8", branch="", order_id=1)
    rows = (ROW, ROW | {"number": "0000000008"})

    assert orders.judged(replace(seen, rows=rows, numbers=(*seen.numbers, second))).doubled == 1


def test_confirmed_and_nowhere(seen: Evidence) -> None:
    """Neither at the broker nor told as not sent; and the other way round."""
    assert orders.judged(replace(seen, rows=())).lost == 1
    assert orders.judged(replace(seen, numbers=(), rows=(ROW,), intents=())).lost == 1


def test_refused_and_not_told(seen: Evidence) -> None:
    """What was refused says so on its card."""
    seen.intents[0].state = IntentState.REFUSED
    refused = replace(seen, rows=(), chats=told_of("#A1 삼성전자 매수 · 전송 중…  🟢모의"))

    assert orders.judged(refused).lost == 1
    assert orders.judged(replace(refused, chats=told_of("#A1 삼성전자 매수 · 거부  🟢모의"))).lost == 0


def test_a_card_that_differs(seen: Evidence) -> None:
    """The card says 접수, the broker has filled it."""
    assert orders.judged(replace(seen, chats=told_of("#A1 삼성전자 매수 · 접수  🟢모의"))).differing == 1


@pytest.mark.parametrize(
    ("pushes", "missed", "doubled", "repeated"),
    [
        pytest.param((), 1, 0, 0, id="not told"),
        pytest.param((PUSH, PUSH), 0, 0, 1, id="the same again"),
        pytest.param((PUSH, PUSH.replace("10주", "3주").replace("10/", "3/")), 0, 1, 0, id="more than was filled"),
    ],
)
def test_fills(seen: Evidence, pushes: tuple[str, ...], missed: int, doubled: int, repeated: int) -> None:
    """Shares told against shares filled; the same text again is a repeat."""
    found = told.fills(replace(seen, chats=told_of(CARD, *pushes)))

    assert (found.missed, found.doubled, found.repeated) == (missed, doubled, repeated)


def test_alerts(seen: Evidence) -> None:
    """Reached and not told is missed, also if the bot never noticed; a summary counts."""
    silent = replace(seen, chats=told_of(CARD))
    assert told.alerts(silent).missed == 1
    seen.alerts[0].state = AlertState.ARMED
    assert told.alerts(silent).missed == 1
    assert told.alerts(replace(silent, prints=())).missed == 0
    summary = f"{told.AWAY} · …\n· 삼성전자 71,000원 이상 (10:01 71,000)"
    assert told.alerts(replace(seen, chats=told_of(summary))).missed == 0
    assert told.alerts(replace(seen, chats=told_of(RUNG, RUNG + " 늦은 알림이에요."))).doubled == 1


def test_the_same_alert_set_anew(seen: Evidence) -> None:
    """Two alerts of one line may be told twice, and not three times."""
    twice = replace(seen, alerts=seen.alerts * 2)

    assert told.alerts(replace(twice, chats=told_of(RUNG, RUNG + " 늦은 알림이에요."))).doubled == 0
    assert told.alerts(replace(twice, chats=told_of(RUNG, RUNG + " 늦은", RUNG + " 또"))).doubled > 0
