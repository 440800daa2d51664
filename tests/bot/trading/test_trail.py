"""The trail of what KIS has told of an order after its answer, and who told it; on each database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.storage.tables import AuditEvent
from bot.views import trail

from .scene import CHANGE, Scene, stage
from .test_fills import ELSEWHERE


@pytest.fixture
async def anywhere(tmp_path: Path, database_url: str) -> AsyncIterator[Scene]:
    """The scene on each database in turn."""
    async with stage(tmp_path, database_url=database_url) as scene:
        scene.connection.kis._tokens._spacing = 0
        yield scene


async def told(scene: Scene) -> list[tuple[str, str]]:
    """Events that were learnt after the answer, with who told them."""
    return [(row.event, row.detail["told"]) for row in await rows(scene) if "told" in row.detail]


async def rows(scene: Scene) -> list[AuditEvent]:
    async with scene.database.read() as session:
        return list(await session.scalars(select(AuditEvent).order_by(AuditEvent.id)))


async def test_a_lost_order_found_and_filled(anywhere: Scene) -> None:
    """Found in the list, filled by a notice and by the list: a line each, however often it is told."""
    anywhere.fault("cut_after")
    await anywhere.order("삼성전자 10 70000")
    await anywhere.desk.chores.finish()
    anywhere.heard.clear()
    anywhere.trade(70_000, 4)
    await anywhere.notify()
    await anywhere.later(seconds=5)
    anywhere.trade(70_000, 6)
    anywhere.heard.clear()
    for _ in range(2):
        await anywhere.reconcile()

    assert await told(anywhere) == [("order.found", "list"), ("order.filled", "notice"), ("order.filled", "list")]
    shown = trail.line((await rows(anywhere))[-1])
    assert shown.endswith("체결 · #A1 · 005930 · 매수 · 6주 · 70,000원 · 주문 목록")


async def test_a_lost_order_that_was_not_placed(anywhere: Scene) -> None:
    """결과 불명 and then the word of the list."""
    anywhere.fault("cut_before")
    await anywhere.order("삼성전자 10 70000")
    await anywhere.desk.chores.finish()
    await anywhere.reconcile()

    assert [row.event for row in await rows(anywhere)][-2:] == ["new.unknown", "order.not_placed"]
    assert await told(anywhere) == [("order.not_placed", "list")]


async def test_changes_confirmed_by_notice_or_list(anywhere: Scene) -> None:
    """A new price whose answer was lost is taken and stands by the list, a cancellation by its notice; once each."""
    await anywhere.order("삼성전자 10 69000")
    anywhere.fault("cut_after", CHANGE)
    await anywhere.change(await anywhere.desk.offer_amend(await anywhere.user(), 1, anywhere.won(69_500)))
    await anywhere.desk.chores.finish()
    await anywhere.notify()
    await anywhere.change(await anywhere.desk.offer_cancel(await anywhere.user(), 1))
    await anywhere.notify()
    await anywhere.reconcile()

    assert await told(anywhere) == [
        ("order.amended", "list"),
        ("amend.accepted", "list"),
        ("order.cancelled", "notice"),
    ]
    events = [row.event for row in await rows(anywhere)]
    assert events.count("cancel.accepted") == 1


async def test_orders_from_elsewhere_and_the_end_of_the_day(anywhere: Scene) -> None:
    """Taken in and filled in part; what is left lapses overnight."""
    await anywhere.reconcile()
    anywhere.simulator.broker.place(anywhere.info, ELSEWHERE)
    anywhere.trade(70_000, 3)
    anywhere.trade(71_000)
    await anywhere.reconcile()
    await anywhere.later(days=1)
    await anywhere.reconcile()

    assert await told(anywhere) == [("order.adopted", "list"), ("order.filled", "list"), ("order.expired", "list")]


async def test_what_the_balance_proves(anywhere: Scene) -> None:
    """A list without rows: the balance is who told."""
    anywhere.fault("no_rows", "inquire-daily-ccld", times=1_000)
    await anywhere.order("삼성전자 10 70000")
    anywhere.trade(70_000, 4)
    anywhere.heard.clear()
    await anywhere.later(seconds=5)
    for _ in range(2):
        await anywhere.reconcile()

    assert await told(anywhere) == [("order.filled", "balance")]
