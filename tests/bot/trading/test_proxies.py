"""What stands between the bot and KIS does its worst: it sends twice, and it loses what KIS has said."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import httpx

from bot.storage.states import OrderSource, OrderState
from kis import Kis
from kis.simulator.server.http import HttpServer, Request, Response

from .scene import Scene

ORDER = "order-cash"
_PASSED_ON = ("content-type", "tr_id", "authorization", "appkey", "appsecret", "custtype", "hashkey")


@asynccontextmanager
async def between(scene: Scene, *, twice: bool, answer: int | None = None) -> AsyncIterator[None]:
    """A proxy before KIS. It sends orders twice if so told, and puts `answer` in the place of KIS's own."""
    async with httpx.AsyncClient(base_url=scene.simulator.rest, trust_env=False) as http:

        async def forward(request: Request) -> Response:
            headers = {name: value for name, value in request.headers.items() if name in _PASSED_ON}
            order = request.path.endswith(ORDER)
            for _ in range(2 if order and twice else 1):
                got = await http.request(
                    request.method, request.path, params=request.query, headers=headers, content=request.body
                )
            if order and answer is not None:
                return Response(answer)
            return Response(got.status_code, got.content)

        server = HttpServer(forward, scene.simulator.broker.clock.now)
        port = await server.start("127.0.0.1", 0)
        connection = scene.connection
        origins = replace(scene.simulator.origins, rest=f"http://127.0.0.1:{port}")
        async with Kis(connection.credentials, origins=origins, rate=1000, guard=scene.opened.closing) as kis:
            straight, connection.kis = connection.kis, kis
            connection.kis._tokens._spacing = 0
            yield
            connection.kis = straight
        await server.close()


async def test_order_delivered_twice_is_told_as_two(scene: Scene) -> None:
    """One press, one request, and two orders at KIS: one is ours, the other is told as one that was not sent here."""
    async with between(scene, twice=True):
        order = await scene.order("삼성전자 10 70000")
        scene.heard.clear()
        await scene.reconcile()

    assert len(scene.simulator.broker.every_order()) == 2
    ours, other = await scene.orders()
    assert (ours.id, ours.state, other.state) == (order.id, OrderState.ACCEPTED, OrderState.ACCEPTED)
    assert other.source is OrderSource.OTHER
    assert {ours.number, other.number} == {"1", "2"}
    assert "다른 곳에서 낸 주문" in await scene.reads(other.card_ref)


async def test_lost_order_delivered_twice_is_shown_and_not_guessed(scene: Scene) -> None:
    """No answer and two orders at KIS: both are shown, neither is taken for ours, and the user reads of both."""
    async with between(scene, twice=True, answer=500):
        order = await scene.order("삼성전자 10 70000")
        scene.heard.clear()
        await scene.desk.chores.finish()

        assert (await scene.again(order)).state is OrderState.UNKNOWN
    [told] = await scene.pushes("#점검")
    assert "똑같은 주문이 2건" in told
    assert [one.source for one in await scene.orders()] == [OrderSource.BOT, OrderSource.OTHER, OrderSource.OTHER]


async def test_500_after_executing_is_found(scene: Scene) -> None:
    """KIS executes and a proxy answers 500: not taken for a refusal, found in the list, filled and told once."""
    async with between(scene, twice=False, answer=500):
        order = await scene.order("삼성전자 10 70000")
        assert order.state is OrderState.UNKNOWN
        await scene.desk.chores.finish()
        scene.heard.clear()
        scene.trade(70_000)
        await scene.notify()

    assert (await scene.again(order)).state is OrderState.FILLED
    assert len(await scene.pushes("#체결")) == 1
    assert len(scene.simulator.broker.every_order()) == 1
