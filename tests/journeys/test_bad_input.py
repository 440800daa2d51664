"""Every bad input, met at the level of the user's eyes: one sentence that says what to do, and nothing lost.

`kis`, `here` and `operator` stand for `test_bad_days_at_kis`, `_here` and `_of_the_operator`; the last column is closer
to the cause.

| bad input | at the user's eyes | and |
|---|---|---|
| wrong and ambiguous names | `test_wrong_lines_…`, `test_an_ambiguous_name_…` | trading/test_draft |
| off-tick, over-limit, zero prices | `test_wrong_lines_…`, `test_an_off_tick_price_…` | trading/test_checks |
| too much cash or stock | `test_too_much_cash_…`, `test_too_much_stock_…` | trading/test_checks |
| a closed market | `test_a_closed_market_…` | trading/test_answers |
| a second, a late press, by someone else | `test_a_second_press_…`, `_late_…`, `_press_by_…` | trading/test_desk |
| words where numbers belong | `test_wrong_lines_…` | trading/test_draft |
| 40,000 characters | `test_forty_thousand_characters_…` | commands/test_looking |
| an expired token | kis: `test_an_expired_token_…`, `test_a_token_refused_…` | kis/test_tokens |
| a wrong HTS id | kis: `test_a_wrong_hts_id_…` | live/test_connections, web/test_connect |
| KIS down | kis: `test_kis_away_…` | trading/test_answers |
| KIS slow | kis: `test_a_slow_…` | trading/test_answers |
| KIS answering 500 with and without a body | kis: `test_500_…`, `test_an_order_met_by_500_…` | kis/test_verdicts |
| a websocket dropped in the middle of a fill | kis: `test_a_stream_cut_…` | live/test_connections |
| Telegram down or answering 429 | here: `test_telegram_…`, `test_429_…` | outbox/test_trouble |
| the database locked | here: `test_…_locked_database_…` | storage/test_database |
| a port in use | operator: `test_a_port_in_use_…` | cli/test_commands |
| a missing or wrong key ring | operator: `test_…_key_ring_…` | cli/test_commands, test_vault |
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from bot.storage import users
from bot.storage.states import Role
from bot.storage.tables import Intent
from bot.trading.presses import Confirm
from kis.market.clock import KST
from tests.bot.house import ALICE, BOB, House
from tests.journeys.conftest import Opener
from tests.journeys.trading import buy, card, orders, pushes, sent, trade

CLOSED = datetime(2026, 11, 23, 22, 0, tzinfo=KST)

LINES = {
    "없는회사": "모르는 말이에요",
    "현재가 없는회사": "「없는회사」 종목을 찾지 못했어요",
    "호가 없는회사": "「없는회사」 종목을 찾지 못했어요",
    "가능 없는회사 70000": "예: 가능 삼성전자 70000",
    "매수 없는회사 10 70000": "예: 매수 삼성전자 10 70000",
    "매도 없는회사 10 70000": "예: 매도 삼성전자 10 70000",
    "알림 없는회사 70000 이상": "예: 알림 삼성전자 71000 이상",
    "가능 삼성 70000": "어느 종목인지 더 적어 주세요: 삼성전자,",
    "알림 삼성 70000 이상": "「삼성」에 맞는 종목이 여럿이에요",
    "매수 삼성전자 10 990000": "원 사이로 적어 주세요",
    "매수 삼성전자 10 10": "원 사이로 적어 주세요",
    "매수 삼성전자 10 9999999999999": "원 사이로 적어 주세요",
    "매수 삼성전자 7 0": "이렇게 적어 주세요: 매수 삼성전자 7 시장가",
    "매도 삼성전자 0 70000": "이렇게 적어 주세요: 매도 삼성전자 1 70000",
    "매수 삼성전자 열주 70000": "「열주」를 숫자로 읽지 못했어요",
    "매수 삼성전자 10 비싸게": "「비싸게」를 숫자로 읽지 못했어요",
    "매수 삼성전자 -10 70000": "「-10」을 숫자로 읽지 못했어요",
    "매수 삼성전자 1.5 70000": "「1.5」를 숫자로 읽지 못했어요",
    "매수 삼성전자 10 70000 빨리": "「빨리」를 숫자로 읽지 못했어요",
    "매수 10 70000": "어느 종목인지 적어 주세요",
    "정정 A1 비싸게": "적어 주세요: 정정 A17 71000",
    "정정 A99 70000": "#A99 주문이 없어요. 「미체결」로",
    "취소 아까그거": "예: 취소 A17",
    "가능 삼성전자 많이": "적어 주세요: 가능 삼성전자 70000",
    "알림 삼성전자 비싸면 이상": "예: 알림 삼성전자 71000 이상",
    "알림 삼성전자 0 이상": "예: 알림 삼성전자 71000 이상",
    "알림 삼성전자 9999999999999 이상": "작은 값으로 적어 주세요",
}


async def test_wrong_lines_get_one_sentence_each(open_house: Opener) -> None:
    """Names, prices, quantities and numbers that cannot be: one short answer that can be followed; nothing is sent."""
    async with open_house() as home:
        for line, told in LINES.items():
            await home.ask(line, told)

        assert len(home.said()) == len(LINES)
        assert all(len(text) < 200 for text in home.said())
        assert sent(home) == 0


async def test_a_line_may_be_broken_anywhere(open_house: Opener) -> None:
    """A phone's newline or tab between the words is a blank."""
    async with open_house() as home:
        trade(home, 70_500)
        await card(home, "매수\n삼성전자\n10\t70000")


async def test_an_ambiguous_name_is_chosen_from_and_keeps_the_figures(open_house: Opener) -> None:
    """The user picks the stock by button; quantity and price are as typed."""
    async with open_house() as home:
        trade(home, 70_500)
        await home.ask("매수 삼성 3 70000", "여럿이에요. 골라 주세요")
        shown = await home.press("삼성전자 005930", "매수 확인")

        assert "3주 × 70,000원" in shown.text


async def test_an_off_tick_price_is_put_on_its_tick_in_sight(open_house: Opener) -> None:
    """The card says from what to what, for a new order and for an amendment; that is what KIS gets."""
    async with open_house() as home:
        trade(home, 70_500)
        shown = await card(home, "매수 삼성전자 10 70055")
        assert "가격 조정 70,055 → 70,000원 (호가단위 100원)" in shown.text
        await home.press("매수 확정", "매수 · 접수")
        shown = await home.ask("정정 A1 69999", "정정 확인")
        assert "가격 조정 69,999 → 69,900원 (호가단위에 맞췄어요)" in shown.text
        await home.press("정정 확정", "· 정정")

        assert [row.price for row in home.simulator.broker.every_order()] == [70_000, 69_900]


async def test_too_much_cash_names_what_can_be_bought(open_house: Opener) -> None:
    """The refusal holds the largest quantity, and that very quantity is taken."""
    async with open_house() as home:
        trade(home, 70_500)
        refusal = await home.ask("매수 삼성전자 1000000 70000", "최대")
        most = refusal.text.partition("최대 ")[2].partition("주")[0]

        await buy(home, f"매수 삼성전자 {most} 70000")
        assert [f"{row.quantity:,}" for row in orders(home)] == [most]


async def test_too_much_stock_names_what_can_be_sold(open_house: Opener) -> None:
    """With none there is nothing to sell; with ten, eleven are refused and ten are not."""
    async with open_house() as home:
        await home.ask("매도 삼성전자 10 시장가", "주식이 없어요. 「잔고」로 확인해 주세요")
        await card(home, "매수 삼성전자 10 시장가")
        await home.press("매수 확정", "전량 체결")
        await home.ask("매도 삼성전자 11 시장가", "팔 수 있는 삼성전자는 10주예요")
        await card(home, "매도 삼성전자 10 시장가")
        await home.press("매도 확정", "매도 · 전량 체결")


async def test_a_closed_market_is_told_before_and_by_kis(open_house: Opener) -> None:
    """The card warns; KIS decides and its words reach the card and a push; no order is open."""
    async with open_house(now=CLOSED) as home:
        shown = await card(home)
        assert "⚠️" in shown.text
        await home.press("매수 확정", "#거부")
        refused = await home.chat.wait_for(ALICE, "매수 · 거부")

        assert "주문을 받지 않는 시간이에요" in refused.text
        assert len(pushes(home, "#거부")) == 1
        await home.ask("미체결", "미체결 주문이 없어요")


async def test_a_second_press_says_that_it_was_sent(open_house: Opener) -> None:
    """Two fingers at once, and the same press delivered again by Telegram: one order."""
    async with open_house() as home:
        trade(home, 70_500)
        shown = await card(home)
        first, _second = (home.chat.press(ALICE, "매수 확정", message_id=shown.message_id) for _ in range(2))
        await home.chat.wait_for_toast(ALICE, "이미")
        await home.chat.wait_for(ALICE, "매수 · 접수")
        again = home.last()
        home.chat.again(first)
        await home.ask("도움", "도움")

        assert len(orders(home)) == sent(home) == 1
        assert [toast.text for toast in home.chat.toasts(ALICE) if toast.seq > again] in ([], ["이미 보냈어요."])


async def test_a_late_press_says_so_and_offers_to_look_again(open_house: Opener) -> None:
    """After 60 seconds nothing is sent; the card bears a button for a fresh one, which works."""
    async with open_house() as home:
        trade(home, 70_500)
        await card(home)
        await expire(home)
        await home.press_for_toast("매수 확정", "시간이 지났어요. 다시 보내 주세요")
        await home.chat.wait_for(ALICE, "60초가 지났어요. 「다시 확인」을 눌러 주세요")
        assert sent(home) == 0
        await home.press("다시 확인", "매수 확인")
        await home.press("매수 확정", "매수 · 접수")


async def expire(home: House) -> None:
    """Let the open check cards be older than a minute."""
    async with home.database.begin() as session:
        await session.execute(update(Intent).values(expires_at=datetime.now(UTC) - timedelta(seconds=1)))


async def test_a_press_by_someone_else_is_worth_nothing(open_house: Opener) -> None:
    """Forged by another admitted user it is refused with a sentence; the owner's own press still counts."""
    async with open_house() as home:
        trade(home, 70_500)
        shown = await card(home)
        (forged,) = (button for button in shown.buttons if "매수 확정" in button.text)
        async with home.database.begin() as session:
            await users.admit(session, BOB, Role.TRADER, now=datetime.now(UTC), chat_id=BOB)
            await home.bot.services.outbox.send(session, BOB, "남의 카드", ((Confirm(1).button("매수 확정"),),))
        assert Confirm(1).data == forged.data
        await home.chat.wait_for(BOB, "남의 카드")
        await home.press_for_toast("매수 확정", "이 버튼은 쓸 수 없어요. 새로 주문해 주세요", BOB)
        assert sent(home) == 0

        await home.press("매수 확정", "매수 · 접수")


async def test_forty_thousand_characters_are_answered_shortly(open_house: Opener) -> None:
    """Behind a command, letters or digits: every piece gets a short answer, nothing is sent, and the bot goes on."""
    async with open_house() as home:
        for line in ("매수 ", "매수 삼성전자 10 9", "정정 A1 7", "알림 삼성전자 1"):
            home.chat.say(ALICE, line + line[-1] * 40_000)
            await home.ask("삼성전자", "005930")

        assert all(len(text) < 400 for text in home.said())
        assert sent(home) == 0
