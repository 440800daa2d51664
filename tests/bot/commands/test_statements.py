"""자산, 증거금, 권리, 거래내역, 분할주문, 휴장, and the finer balances, against what the simulator keeps."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.buttons import LIMIT
from bot.localchat import Message
from bot.profits import ProfitPeriod
from bot.statements import STATEMENTS, abroad
from bot.statements import contracts as by_night
from bot.statements import home as at_home
from bot.statements.sheet import Sheet
from bot.views.statement import PER_PAGE, card
from kis import Kis
from kis.credentials import Environment
from kis.derivatives import codes as contracts
from kis.derivatives.history import NightOrder
from kis.domestic.assets import Right
from kis.domestic.codes import OrderType, Side
from kis.overseas.codes import Exchange
from kis.overseas.profit import Transaction
from kis.overseas.split import SplitFill, SplitFills, SplitOrder
from kis.symbols.near import near_futures
from kis.units import Amount, Contracts, Shares, Units, Won
from tests.bot.commands.test_account import words
from tests.bot.house import House, house
from tests.bot.views.test_cards import NOW

SAMSUNG, MARKET = "005930", OrderType.MARKET


@pytest.fixture
async def real(tmp_path: Path, database_file: str) -> AsyncIterator[House]:
    """Alice's real account, which has traded at home, abroad and in futures this morning."""
    async with house(tmp_path, connected=False, DATABASE_URL=database_file, CONNECT_IN_CHAT="1") as home:
        await home.ask(words(home.simulator.credentials(Environment.REAL)), "연결했어요")
        kis = client(home)
        await kis.domestic.orders.buy(symbol=SAMSUNG, quantity=Shares(3), order_type=MARKET)
        await kis.domestic.orders.sell(symbol=SAMSUNG, quantity=Shares(1), order_type=MARKET)
        for call, count in ((kis.derivatives.orders.buy, 2), (kis.derivatives.orders.sell, 1)):
            await call(symbol=future(home), quantity=Contracts(count), order_type=contracts.OrderType.MARKET)
        price = (await kis.overseas.quotes.price(symbol="AAPL", exchange=Exchange.NASDAQ)).price
        assert price is not None
        dear = Amount(price + 5)
        await kis.overseas.orders.daytime_buy(exchange=Exchange.NASDAQ, symbol="AAPL", quantity=Shares(2), price=dear)
        home.simulator.broker.set_price(SAMSUNG, 70_000)
        yield home


async def test_what_is_held_abroad_in_paper_is_named(home: House) -> None:
    """Paper tells only what all is worth: a holding must not look like none, nor stand there twice."""
    none = await home.ask("잔고 해외", "보유한 해외 종목이 없어요")
    await home.ask("애플 3주 400달러에 사줘", "매수 확인")
    await home.press("매수 확정", "체결 3주")
    held = await home.ask("잔고 해외", "애플 3주")

    assert "애플" not in none.text
    assert held.text.count("애플 3주") == 1


def client(home: House) -> Kis:
    return home.bot.services.connections.all()[0].kis


def future(home: House) -> str:
    return near_futures(home.simulator.broker.clock.now().date())[0].code


def figure(message: Message, label: str) -> int:
    """The won behind a label."""
    found = re.search(rf"{label} (▼ |▲ |– )?(-?[\d,]+)원", message.text)
    assert found is not None, f"{label}: {message.text}"
    return int(found[2].replace(",", "")) * (-1 if found[1] == "▼ " else 1)


async def test_home_in_figures(real: House) -> None:
    """자산, 실현손익, 거래내역 and 증거금 tell what the simulator holds, each with badge, age and a way on."""
    info = next(one for one in real.simulator.broker.accounts if one.env is Environment.REAL)
    held = real.simulator.broker.holdings(info)
    assets = await real.ask("자산", "총자산")
    assert figure(assets, "주식") == held.value == 140_000
    assert figure(assets, "평가손익") == held.profit
    assert "🔴실전" in assets.text
    assert "방금" in assets.text

    realized = await real.press("실현손익 잔고", "오늘 실현손익")
    assert realized.message_id == assets.message_id
    (day,) = (await client(real).domestic.profit.by_day(start=today(real), end=today(real))).days
    assert figure(realized, "오늘 실현손익") == day.realized < 0
    assert "삼성전자 2주 140,000원" in realized.text
    assert figure(await real.ask("손익 종목", "실현손익"), "삼성전자 ") == day.realized

    trades = await real.ask("거래내역 오늘", "거래내역")
    assert f"매수 {day.bought:,}원 · 매도 {day.sold:,}원" in trades.text
    assert trades.text.count("삼성전자") == 2
    assert "매도 1주" in trades.text
    margin = await real.ask("증거금", "현금 주문가능")
    power = await client(real).domestic.account.buying_power(symbol=SAMSUNG, price=Won(0), order_type=MARKET)
    assert figure(margin, "현금 주문가능") == power.cash
    assert "없어요" in (await real.ask("권리", "권리·배당")).text


async def test_abroad_and_contracts_in_figures(real: House) -> None:
    """The balances abroad and of contracts, by chat, agree with their finer views and with KIS's other calls."""
    kis = client(real)
    (apple,) = (await kis.overseas.account.present()).positions
    abroad = await real.ask("잔고 해외", "애플 2주")
    assert apple.value is not None
    assert f"${apple.value:.2f}" in abroad.text
    assert f"@${apple.average_price:.2f} · ${apple.value:.2f}" in (await real.press("해외 거래내역", "매수 2주")).text
    power = await kis.overseas.account.buying_power(exchange=Exchange.NASDAQ, symbol="AAPL", price=Amount(Decimal(200)))
    assert f"주문가능 ${power.value:,.2f}" in (await real.ask("증거금 해외", "USD")).text
    assert "결제된 해외 종목이 없어요" in (await real.ask("잔고 해외 결제", "결제기준")).text
    assert "예: 매수 애플" in (await real.ask("분할주문", "TWAP")).text

    balance = await kis.derivatives.account.balance()
    (held,) = balance.positions
    shown = await real.ask("잔고 선물", "매수 1계약")
    assert held.profit is not None
    assert f"평균 {held.average_price:.2f} · 평가손익 {held.profit:,}원" in shown.text
    for line, label in (("잔고 선물 평가", "평가손익"), ("손익 선물", "평가손익"), ("잔고 야간", "평가손익")):
        assert figure(await real.ask(line, label), label) == held.profit
    assert figure(await real.ask("잔고 선물 정산", "정산손익"), "매매손익") == held.realized_profit
    money = await real.ask("자산 선물", "예수금")
    assert figure(money, "주문가능") == balance.funds.orderable
    assert figure(money, "쓰고 있는 증거금") == balance.funds.margin
    fills = await real.ask("거래내역 선물", "약정금액")
    assert fills.text.count("@") == 2
    rates = await real.ask("증거금 선물", "KOSPI200")
    each = (await kis.derivatives.quotes.margin_rates(day=today(real)))[0].margin
    assert each is not None
    assert f"{int(each):,}원" in rates.text
    assert "주문이 없어요" in (await real.ask("거래내역 야간", "야간 주문")).text


async def test_holidays_by_kis_and_by_calendar(real: House) -> None:
    """휴장 tells KIS's own days once a day; the calendar goes on where KIS ends, and all of it in paper."""
    first = await real.ask("휴장", "휴장")
    real.simulator.broker.clock.advance(timedelta(seconds=61))
    again = await real.press("새로고침", "10:01")

    assert "성탄절" in first.text
    assert "추수감사절" not in first.text
    assert "선물 영업일 11-27(금), 11-30(월)" in first.text
    assert "미국 11-30(월)" in first.text
    assert "주간 원장" in first.text
    assert again.message_id == first.message_id
    asked = calls(real)
    await client(real).domestic.info.holidays(start=today(real))
    assert calls(real) == 2 * asked


def calls(home: House) -> int:
    """How often chk-holiday was asked, each page counted."""
    return sum(one.get("path", "").endswith("chk-holiday") for one in home.simulator.journal.entries())


async def test_paper_says_the_nearest(home: House) -> None:
    """What paper lacks names the balance of its part, one press away; what it has is shown; nonsense is refused."""
    for line in ("자산", "증거금 해외", "잔고 선물 평가", "잔고 야간", "거래내역 해외", "분할주문", "손익 선물"):
        answer = await home.ask(line, "모의투자에서는")
        assert "🟢모의" in answer.text
        assert answer.buttons[0].text.endswith("잔고")
    await home.press("선물·옵션 잔고", "보유한 계약이 없어요")
    assert "체결된 주문이 없어요" in (await home.ask("거래내역", "이번달")).text
    assert "비서가 아는 달력" in (await home.ask("휴장", "성탄절")).text
    for nonsense in ("자산 뭐", "증거금 이번달", "거래내역 선물 이번달", "잔고 뭐"):
        assert "예: " in (await home.ask(nonsense, "적어 주세요")).text


LONG = "<&>" * 60
FIGURES = st.builds(
    Transaction,
    symbol=st.just("005930"),
    name=st.just(LONG),
    side=st.sampled_from(Side),
    quantity=st.integers(1, 10**12).map(Units),
    stock_price=st.decimals(1, 10**12, places=4).map(Amount),
    value=st.decimals(1, 10**12, places=4).map(Amount),
    value_in_won=st.integers(1, 10**15).map(Amount),
    currency=st.sampled_from(["USD", "JPY", "VND"]),
)


@settings(max_examples=20)
@given(st.lists(FIGURES, max_size=60), st.integers(1, 4), st.integers(-1, 99))
def test_no_page_breaks_a_message(rows: list[Transaction], lines: int, page: int) -> None:
    """Sixty trades of the longest names and largest sums: every page fits a message, each button 64 bytes."""
    period = ProfitPeriod("2026-11", date(2026, 11, 1), date(2026, 11, 27))
    sheet = Sheet(("x" * 40,) * 12, tuple("\n".join([abroad.trade(row)] * lines) for row in rows), "없어요")
    text, buttons = card(sheet, STATEMENTS["trades-abroad"], period, "🔴실전", "******00-01", NOW, page)

    assert len(text) <= 4_096
    assert all(len((button.data or "").encode()) <= LIMIT for row in buttons for button in row)
    assert 0 < text.count("@") <= PER_PAGE * lines if rows else "없어요" in text


def test_lines_of_what_the_simulator_has_none_of() -> None:
    """A dividend, a right of a kind nobody knows, a TWAP order with its fills, and an order by night."""
    paid = Right(
        symbol="005930",
        name="삼성전자",
        record_date=date(2026, 12, 31),
        settlement_type="10",
        amount=Won(3_610),
        paid_on=date(2027, 4, 16),
    )
    assert at_home.right(paid) == "26-12-31 삼성전자 현금 입금 · 3,610원 · 지급일 27-04-16"
    assert at_home.right(Right(symbol="005930", settlement_type="99", total_allotted=Shares(3))) == "005930 · 배정 3주"

    order = SplitOrder(
        number="1", symbol="AAPL", name="<애플>", side_name="TWAP지정가매수", quantity=Units(Decimal(9)),
        price=Amount(Decimal("280.5")), split_name="정규장종료까지", filled=Units(Decimal(6)),
    )  # fmt: skip
    fills = tuple(
        SplitFill(sequence=str(n), time=f"2345{n:02}", quantity=Units(Decimal(1)), price=Amount(Decimal(280 + n)))
        for n in range(6)
    )
    lines = abroad.worked(order, SplitFills(fills=fills, order=None)).split("\n")
    assert lines[0] == "&lt;애플&gt; TWAP지정가매수 9주 @$280.50 · 정규장종료까지 · 체결 6주"
    assert lines[1:] == [f"  23:45:{n:02} 1주 @${280 + n}.00" for n in (2, 3, 4, 5)]

    night = NightOrder(
        date=date(2026, 11, 27), number="1", side=Side.BUY, symbol="A01612", name="F 202612", quantity=Contracts(2),
        price=Decimal(440), filled=Contracts(1), average_price=Decimal("439.95"),
    )  # fmt: skip
    assert by_night.ordered(night) == "F 202612 매수 @439.95 · 체결 1/2"


def today(home: House) -> date:
    return home.simulator.broker.clock.now().date()
