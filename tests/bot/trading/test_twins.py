"""The same order twice within ten seconds says so on its second card."""

from __future__ import annotations

from datetime import timedelta

import pytest

from .scene import Scene

LINE = "삼성전자 10 70000"


async def notes(scene: Scene, line: str = LINE) -> tuple[str, ...]:
    return (await scene.desk.offer(await scene.user(), scene.draft(line))).notes


async def test_same_order_just_now(scene: Scene) -> None:
    """Within ten seconds of the press the card warns, and names the other; afterwards it does not."""
    await scene.order(LINE)
    assert await notes(scene) == ("⚠️ 방금 같은 주문을 했어요 (#A1). 한 번 더 하는 게 맞나요?",)

    scene.clock.ahead += timedelta(seconds=71)
    assert await notes(scene) == ()


async def test_two_cards_side_by_side(scene: Scene) -> None:
    """Neither is pressed yet, however old the first: pressing both would order twice."""
    await scene.card(LINE)
    scene.clock.ahead += timedelta(seconds=30)

    assert "둘 다 누르면" in (await notes(scene))[0]


async def test_a_card_that_was_let_go_is_no_order(scene: Scene) -> None:
    """취소 on the first card, or an answer of KIS that refused it: the second is the first."""
    intent_id, _ = await scene.card(LINE)
    await scene.desk.drop(await scene.user(), intent_id)
    assert await notes(scene) == ()


@pytest.mark.parametrize("line", ["삼성전자 11 70000", "삼성전자 10 69900", "삼성전자 10 시장가", "카카오 10 70000"])
async def test_another_order_is_another(scene: Scene, line: str) -> None:
    """Another quantity, price or stock is not the same."""
    await scene.order(LINE)
    assert await notes(scene, line) == ()


async def test_the_same_at_market(scene: Scene) -> None:
    """No price is a price as well."""
    scene.trade(70_000)
    await scene.order("삼성전자 10 시장가")
    assert "방금 같은 주문" in (await notes(scene, "삼성전자 10 시장가"))[0]
