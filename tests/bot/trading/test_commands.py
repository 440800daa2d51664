"""The lines and buttons of trading, from what the user types to what is read."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select

from bot.buttons import Press
from bot.chat import Chat, Incoming
from bot.commands import balance, order, orders
from bot.commands.command import Command, OnPress
from bot.errors import UserError
from bot.finding import Finding
from bot.locks.pins import Pins
from bot.storage.states import SAID, OrderState
from bot.storage.tables import Message, Order
from bot.storage.vault import KeyRing, Vault, new_key
from bot.trading.presses import AmendOrder, CancelAll, CancelOrder, Confirm, StartOrder
from bot.views import offer as offers
from kis.credentials import Environment
from kis.domestic.codes import Side
from kis.symbols import well_known
from tests.bot.storage import rows

from .scene import ALICE, SAMSUNG, Scene

COMMANDS: dict[str, Command] = {
    word: command for module in (order, orders, balance) for command in module.COMMANDS for word in command.names
}
PRESSES: dict[type[Press], OnPress] = {row.press: row for module in (order, orders, balance) for row in module.PRESSES}


async def arrive(scene: Scene, text: str = "", press: Press | None = None, message_id: int = 0) -> list[str]:
    """Handle a line or a press as the router does; returns the toasts."""
    word, _, rest = text.partition(" ")
    handler = PRESSES[type(press)].handler if press is not None else COMMANDS[word].handler
    services: Any = SimpleNamespace(
        database=scene.database,
        outbox=scene.outbox,
        connections=scene.opened,
        desk=scene.desk,
        symbols=well_known(),
        finding=Finding(scene.database, well_known()),
        pins=Pins(scene.database, Vault(KeyRing.parse(new_key("test")))),
    )
    toasts: list[str] = []

    async def toast(words: str) -> None:
        toasts.append(words)

    async def forget() -> bool:
        return True

    incoming = Incoming(ALICE, "Alice", ALICE, True, text, message_id, press)
    await handler(Chat(incoming, await scene.user(), rest, services, toast, forget))
    return toasts


async def last(scene: Scene) -> Message:
    async with scene.database.read() as session:
        rows = await session.scalars(select(Message).where(Message.kind.in_(SAID)).order_by(Message.id.desc()).limit(1))
        return rows.one()


async def offered(scene: Scene) -> list[Press]:
    return [Press.parse(button["data"]) for row in (await last(scene)).buttons for button in row]


async def test_line_and_press_place_an_order(scene: Scene) -> None:
    """`매수 삼성전자 10 70000`, then 확정."""
    await arrive(scene, "매수 삼성전자 10 70000")
    confirm = (await offered(scene))[0]
    assert isinstance(confirm, Confirm)
    toasts = await arrive(scene, press=confirm, message_id=77)
    await scene.desk.chores.finish()

    assert toasts == ["보내고 있어요…"]
    assert [row.state for row in await scene.orders()] == [OrderState.ACCEPTED]


async def test_missing_price_and_quantity_are_asked(scene: Scene) -> None:
    """From a price of the book to the quantity, from a quantity to the price, then the check card."""
    await arrive(scene, "매수 삼성전자 10")
    prices = [press.wanted_price for press in await offered(scene) if isinstance(press, StartOrder)]
    assert len(prices) == 3

    await arrive(scene, press=StartOrder.of(Side.SELL, SAMSUNG, scene.won(70_000)))
    asked = await offered(scene)
    assert StartOrder("sell", SAMSUNG, "70000", "all") in asked

    await arrive(scene, press=StartOrder("buy", SAMSUNG, "70000", "10"))
    assert "매수 확인" in (await last(scene)).text


async def test_a_stock_alone_is_asked_how_many(scene: Scene) -> None:
    """매수 with nothing but a name goes on by buttons, first the quantity, then the price."""
    await arrive(scene, "매수 삼성전자")
    assert "몇 주 매수할까요?" in (await last(scene)).text
    await arrive(scene, press=(await offered(scene))[0])

    assert "1주 매수 · 가격을 골라 주세요" in (await last(scene)).text


@pytest.mark.parametrize("line", ["매수 코스피200 1 100", "매도 코스피200", "가능 코스피200 100"])
async def test_what_nobody_can_order_is_said(scene: Scene, line: str) -> None:
    """The name of an index is known, and answered with a sentence instead of an order."""
    with pytest.raises(UserError, match="주문할 수 없어요"):
        await arrive(scene, line)


async def test_several_names_are_chosen_from_with_the_same_figures(scene: Scene) -> None:
    """Nothing the user typed is lost."""
    await arrive(scene, "매수 삼성 10 70000")

    choices = await offered(scene)
    assert len(choices) > 1
    assert all(isinstance(press, StartOrder) and (press.price, press.quantity) == ("70000", "10") for press in choices)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param("매수", "무엇을 몇 주", id="nothing said"),
        pytest.param("매수 삼성전자 열주 70000", "숫자로 읽지 못했어요", id="words where a number belongs"),
        pytest.param("매수 없는회사 10 70000", "찾지 못했어요", id="no such name"),
        pytest.param("정정 A1 비싸게", "가격으로 읽지 못했어요", id="no price"),
        pytest.param("정정", "주문 번호와 새 가격", id="nothing to amend"),
        pytest.param("취소 그거", "주문 번호를 적어 주세요", id="nothing to cancel"),
        pytest.param("취소 전부", "취소할 미체결 주문이 없어요", id="nothing open"),
        pytest.param("취소 A99", "#A99 주문이 없어요", id="no such order"),
        pytest.param("가능", "종목과 가격을 적어", id="able to buy nothing named"),
        pytest.param("가능 없는회사 70000", "「없는회사」 종목을 찾지", id="able to buy nothing known"),
        pytest.param("가능 삼성전자 많이", "적어 주세요: 가능 삼성전자", id="able to buy at no price"),
    ],
)
async def test_wrong_lines_say_what_to_type(scene: Scene, text: str, sentence: str) -> None:
    """One sentence that helps."""
    with pytest.raises(UserError, match=sentence):
        await arrive(scene, text)


async def test_amend_and_cancel_by_line_and_button(scene: Scene) -> None:
    """정정 A1 69000 and the button 취소 both lead to a card of their own."""
    await scene.order("삼성전자 10 70000")
    await arrive(scene, "정정 A1 69000")
    assert "70,000원 → <b>69,000원</b>" in (await last(scene)).text

    await arrive(scene, press=AmendOrder(1, ""))
    assert len([press for press in await offered(scene) if isinstance(press, AmendOrder)]) == 3

    await arrive(scene, press=CancelOrder(1))
    assert "취소 확인" in (await last(scene)).text


async def test_several_are_cancelled_by_one_card(scene: Scene) -> None:
    """Those that were named and no other, each once; one that is not there refuses them all."""
    for price in (70_000, 69_900, 69_800):
        await scene.order(f"삼성전자 10 {price}")
    with pytest.raises(UserError, match="#A9 주문이 없어요"):
        await arrive(scene, "취소 A1 A9")
    with pytest.raises(UserError, match="20건까지"):
        await arrive(scene, "취소 " + " ".join(f"A{number}" for number in range(1, 22)))

    await arrive(scene, "취소 A1 #a3 3")
    card = (await last(scene)).text
    assert "모두 취소 확인</b> 2건" in card
    assert ["#A1" in card, "#A2" in card, "#A3" in card] == [True, False, True]
    assert card.count("🟢모의") == 1

    paper = [await scene.desk.offer_cancel(await scene.user(), number) for number in (1, 2)]
    both = offers.all_cancelled([paper[0], replace(paper[1], environment=Environment.REAL)], 0).splitlines()
    assert both[:3] == [
        "<b>🟢모의 🔴실전 모두 취소 확인</b> 2건",
        "🟢모의 #A1 삼성전자 매수 남은 10주",
        "🔴실전 #A2 삼성전자 매수 남은 10주",
    ]


async def test_a_new_price_in_other_money(scene: Scene) -> None:
    """The figure of another currency is no new price of an order."""
    await scene.order("삼성전자 10 70000")
    with pytest.raises(UserError, match=r"KRW 단위예요.*정정 A1$"):
        await arrive(scene, "정정 A1 71달러")
    await arrive(scene, "정정 A1 7만1천원")
    assert "71,000원" in (await last(scene)).text


async def test_all_is_all_of_the_account_in_use(scene: Scene) -> None:
    """취소 전부 in 모의 does not touch what waits in 실전."""
    await scene.order("삼성전자 10 70000")
    order = await scene.order("삼성전자 10 69900")
    async with scene.database.begin() as session:
        other = rows.credential(ALICE, Environment.REAL, created_at=order.created_at)
        session.add(other)
        await session.flush()
        (await session.get_one(Order, order.id)).credential_id = other.id

    await arrive(scene, "취소 전부")
    card = (await last(scene)).text
    assert "🟢모의 모두 취소 확인</b> 1건" in card
    assert "#A2" not in card


async def test_lists_tell_what_kis_tells(scene: Scene) -> None:
    """미체결 and 체결 ask KIS first; when it cannot be asked they say so instead of looking empty."""
    await scene.order("삼성전자 10 70000")
    scene.trade(70_000, 3)
    await arrive(scene, "미체결")
    assert "7/10주 @70,000원 · 부분 3/10" in (await last(scene)).text

    await arrive(scene, "체결")
    assert "#A1 삼성전자 매수 3주 @70,000" in (await last(scene)).text

    scene.fault("message", "inquire-daily-ccld", msg_cd="EGW00003", msg1="접근이 거부되었습니다.")
    await arrive(scene, "체결")
    assert "KIS에 확인하지 못해" in (await last(scene)).text


async def test_balance_and_possible_quantity(scene: Scene) -> None:
    """잔고 shows holdings and a masked account; 가능 what can be bought and sold."""
    await scene.order("삼성전자 10 시장가")
    await arrive(scene, "잔고")
    text = (await last(scene)).text
    assert "삼성전자 10주" in text
    assert scene.connection.account.number not in text

    await arrive(scene, "가능 삼성전자 70000")
    assert "매도가능 10주" in (await last(scene)).text


async def test_halt_offers_to_cancel_what_stands(scene: Scene) -> None:
    """정지 does not wait, says what it stops, and offers the cancellation of what is open."""
    await scene.order("삼성전자 10 70000")
    await arrive(scene, "정지")
    assert COMMANDS["정지"].urgent
    assert await offered(scene) == [CancelAll()]

    await arrive(scene, press=CancelAll())
    assert "모두 취소 확인" in (await last(scene)).text
    await arrive(scene, "재개")
    assert "재개" in (await last(scene)).text
