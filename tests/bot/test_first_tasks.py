"""Ten tasks of somebody who has never seen a command, in the words that came to him first.

The words were written down from what users of such bots ask for, before the bot's own help was read. `least` is how
many messages and presses the task takes whoever knows the commands by heart; `now` is what it took with these words
and nothing but the bot's own buttons. Before the bot read sentences, none of the ten first messages was understood.

| # | task | first words | least | now |
|---|---|---|---|---|
| 1 | sell half of a stock bought lately | 산 지 얼마 안 된 삼성전자 절반만 팔고 싶다 | 2 | 3 |
| 2 | hear when NVIDIA is above $200 | 엔비디아가 200달러 넘으면 알려줘 | 1 | 1 |
| 3 | have 10 Kakao bought at tomorrow's open | 내일 아침 시가에 카카오를 10주 사줘 | 2 | 2 |
| 4 | what was earned this month | 이번달에 얼마 벌었지? | 1 | 1 |
| 5 | buy one KOSPI 200 future | 코스피200 선물 한 계약 사줘 | 2 | 3 |
| 6 | quiet nights | 밤에는 조용히 해줘 | 1 | 1 |
| 7 | take back the orders just sent | 방금 낸 주문 다 취소해줘 | 2 | 2 |
| 8 | two stocks at a glance | 관심종목에 애플이랑 하이닉스를 넣어줘 | 1 | 1 |
| 9 | chart and order book of a leveraged ETF | 코덱스 레버리지 차트 보여줘 | 2 | 2 |
| 10 | sold by itself at -5 % (there is no such order: the alert instead) | 하이닉스 5%떨어지면 팔아줘 | 1 | 2 |

Three of them again in English: 1 (`sell half of my samsung`, which fits several names), 2 and 4. Whoever has to enter
a PIN does so however he said it; that is not counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from kis.market.clock import KST
from tests.bot.commands.test_locks import real
from tests.bot.house import House, house
from tests.bot.locks.pressing import PIN, enter

BEYOND = 3
"""Messages and presses that may be needed beyond the least."""


@dataclass(frozen=True, slots=True)
class Task:
    """What was said, what was pressed then, and what stands there when it is done."""

    said: str
    answers: str
    presses: tuple[tuple[str, str], ...] = ()
    """A button, and what follows it."""
    least: int = 1

    @property
    def count(self) -> int:
        return 1 + len(self.presses)


SELL_HALF = (("시장가", "매도 확인"), ("매도 확정", "체결 5주"))
IN_THE_DAY = {
    "half": Task("산 지 얼마 안 된 삼성전자 절반만 팔고 싶다", "가격을 골라 주세요", SELL_HALF, least=2),
    "above": Task("엔비디아가 200달러 넘으면 알려줘", "엔비디아 $200.00 이상"),
    "earned": Task("이번달에 얼마 벌었지?", "손익 · 이번달"),
    "future": Task(
        "코스피200 선물 한 계약 사줘", "1계약 매수", (("시장가", "매수 확인"), ("매수 확정", "체결 1계약")), least=2
    ),
    "quiet": Task("밤에는 조용히 해줘", "조용한 시간 22:00-07:00"),
    "cancel": Task("방금 낸 주문 다 취소해줘", "모두 취소 확인", (("모두 취소 확정", "취소됨"),), least=2),
    "watch": Task("관심종목에 애플이랑 하이닉스를 넣어줘", "SK하이닉스"),
    "chart": Task("코덱스 레버리지 차트 보여줘", "KODEX 레버리지", (("호가", "매도 잔량"),), least=2),
    "falls": Task("하이닉스 5%떨어지면 팔아줘", "주문은 내지 않았어요", (("🔔 알림 하이닉스 -5%", "등락률 -5%"),)),
}
IN_ENGLISH = {
    "half": Task(
        "sell half of my samsung",
        "Choose one",
        (("Samsung Electronics 005930", "choose a price"), ("Market", "Sell?"), ("Confirm Sell", "Filled 2")),
        least=2,
    ),
    "above": Task("tell me when tesla goes above 500 dollars", "$500.00 or more"),
    "earned": Task("how much did I make this month", "this month"),
}
FROM_THE_EVENING = Task(
    "내일 아침 시가에 카카오를 10주 사줘", "예약 매수 확인", (("매수 예약 확정", "PIN을 눌러"),), least=2
)
EVENING = datetime(2026, 11, 24, 18, 0, tzinfo=KST)


@pytest.mark.parametrize(
    "task", [*IN_THE_DAY.values(), *IN_ENGLISH.values(), FROM_THE_EVENING], ids=lambda one: one.said
)
def test_a_task_takes_little_more_than_it_must(task: Task) -> None:
    """At most three messages and presses more than somebody needs who knows the commands."""
    assert task.least <= task.count <= task.least + BEYOND


async def replay(home: House, task: Task) -> None:
    """Say it, and press what is there to be pressed."""
    await home.ask(task.said, task.answers)
    for button, follows in task.presses:
        await home.press(button, follows)


async def test_the_tasks_of_the_day(tmp_path: Path, database_file: str) -> None:
    """Nine tasks as they were said, each done with what the bot itself offers; then three in English."""
    async with house(tmp_path, listed=True, DATABASE_URL=database_file) as home:
        await home.known("A01612")
        await home.ask("매수 삼성전자 10 시장가", "매수 확인")
        await home.press("매수 확정", "체결 10주")
        await home.ask("매수 카카오 1 50000", "매수 확인")
        await home.press("매수 확정", "접수")

        for task in IN_THE_DAY.values():
            await replay(home, task)
        await home.ask("영어로 바꿔줘", "English")
        for task in IN_ENGLISH.values():
            await replay(home, task)


async def test_the_task_of_the_evening(tmp_path: Path, database_file: str) -> None:
    """An order for tomorrow's open becomes a reservation, and nothing leaves before."""
    async with house(tmp_path, now=EVENING, DATABASE_URL=database_file) as home:
        await real(home)
        await home.ask("삼성전자", "삼성전자")
        await replay(home, FROM_THE_EVENING)
        card = await enter(home, PIN, "예약 접수")

        assert "11/25(수) 장 전에 나가요" in card.text
        assert not [row for row in home.simulator.journal.entries() if "order-cash" in str(row.get("path"))]
