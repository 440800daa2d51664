"""실시간 of every market: the rows of each channel, in its own units, in the session of the hour."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from bot import markets
from bot.live import screens
from kis import Environment
from kis.market.clock import KST
from kis.simulator.halts import HaltRules
from tests.bot.commands.viewing import held, seen
from tests.bot.house import ALICE, House, house

OPENING = datetime(2026, 11, 24, 8, 50, tzinfo=KST)
REAL = Environment.REAL


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Edits come as fast as a test reads them."""
    monkeypatch.setattr(screens, "EVERY", 0.05)


@pytest.fixture
async def real(tmp_path: Path, database_file: str) -> AsyncIterator[House]:
    """Alice with her real account beside the paper one, and the names of all that the simulator trades."""
    async with house(tmp_path, listed=True, DATABASE_URL=database_file) as home:
        await home.add_real()
        await home.known("57KA01")
        yield home


CASES = (
    ("삼성전자", "005930", "70400", ("체결 · KRX", "70,400원", "체결강도")),
    ("호가 NXT 삼성전자", "005930", "70300", ("호가 · NXT", "매도 잔량")),
    ("통합 프로그램 삼성전자", "005930", "70400", ("프로그램 · 통합", "순매수")),
    ("회원사 삼성전자", "005930", "70300", ("회원사 · KRX", "외국계 순매수")),
    ("NAV KODEX 200", "069500", "44400", ("NAV · KRX", "NAV 44,")),
    ("57KA01", "57KA01", "61", ("ELW", "61원", "체결강도")),
    ("호가 57KA01", "57KA01", "60", ("호가 · KRX", "매도 잔량")),
    ("지수", "005930", "70400", ("지수", "누적", "상승")),
    ("프로그램 코스피", "005930", "70300", ("차익 순매수", "전체 순매수")),
    ("주간 A01612", "A01612", "443.25", ("체결 · 주간", "443.25", "계약")),
    ("주간 호가 A01612", "A01612", "443.30", ("호가 · 주간", "매도 잔량")),
    ("야간 A01612", "A01612", "443.25", ("체결 · 야간", "443.25")),
    ("야간 B01612445", "B01612445", "5.17", ("체결 · 야간", "5.17", "계약")),
    ("주간 호가 B01612445", "B01612445", "5.18", ("호가 · 주간", "매도 잔량")),
    ("A11612", "A11612", "70400", ("체결 · 주간", "70,400원")),
    ("호가 A11612", "A11612", "70300", ("호가 · 주간", "매도 잔량")),
    ("무료 애플", "AAPL", "268.52", ("체결 · 무료 시세", "$268.52")),
    ("유료 호가 애플", "AAPL", "268.51", ("호가 · 유료 시세", "매도 잔량")),
    ("주간 애플", "AAPL", "268.53", ("체결 · 미국 주간", "$268.53")),
    ("7203", "7203", "3108", ("¥3,108", "(15분 지연)")),
    ("호가 7203", "7203", "3107", ("호가 · 무료 시세", "매도 잔량", "(15분 지연)")),
)
"""What is asked for, what moves at KIS, and what is shown of it."""


async def test_every_family_tells_its_own(real: House) -> None:
    """Each market's rows come by the websocket and are said in its own units; a view leaves no slot behind."""
    for line, code, price, told in CASES:
        first = await real.ask(f"실시간 {line}", "까지")
        real.simulator.broker.set_price(code, Decimal(price))
        text = (await seen(real, "● 실시간", first)).text
        assert [each for each in told if each not in text] == [], (line, text)
        assert held(real) == 1

    used = {one.environment: one.stream.slots[0] for one in real.bot.services.connections.all()}
    assert used[REAL] == 1 + 1 + len(markets.notices(REAL))
    for _ in range(2):
        await real.ask("실전", "실전")
    await real.ask("알림 애플 280 이상", "걸었어요")
    shared = await real.ask("실시간 애플", "까지")
    real.simulator.broker.set_price("AAPL", Decimal("270"))
    assert "● 실시간" in (await seen(real, "$270.00", shared)).text
    assert held(real) == 0


async def test_what_is_not_there_says_what_is(home: House) -> None:
    """Paper lacks most channels: the nearest is the quote. A kind or a venue that does not exist is named."""
    lacking = await home.ask("실시간 애플", "모의투자에는 없어요")
    assert "$" in lacking.text
    assert "🔄 새로고침" in [button.text for button in lacking.buttons]
    await home.ask("실시간 NXT 삼성전자", "모의투자에는 없어요")
    await home.ask("실시간 프로그램 애플", "볼 수 있는 것: 체결, 호가")
    await home.ask("실시간 야간 삼성전자", "볼 수 있는 곳: KRX, 시간외, NXT, 통합")
    await home.ask("실시간", "예: 실시간 삼성전자")

    assert held(home) == 0


async def test_a_morning(tmp_path: Path, database_file: str) -> None:
    """Before the open the expected price; from nine on trades, by itself; and a VI in words."""
    async with house(tmp_path, now=OPENING, vi=HaltRules(), DATABASE_URL=database_file) as home:
        await home.add_real()
        clock, broker = home.simulator.broker.clock, home.simulator.broker
        first = await home.ask("실시간 삼성전자", "체결 · KRX 단일가")
        broker.set_price("005930", 70_900)
        expected = await home.chat.wait_for(ALICE, "● 실시간", after=first.seq)
        clock.advance(timedelta(minutes=11))
        broker.now()
        opened = await seen(home, "체결 · KRX\n", expected)
        broker.set_price("005930", 71_000)
        await seen(home, "71,000원", opened)

        status = await home.ask("실시간 장운영 삼성전자", "VI: 없음")
        broker.set_price("005930", 80_000)
        await seen(home, "VI: 발동 중", status)
