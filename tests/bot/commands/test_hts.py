"""관심 가져오기 and 조건검색: what a user keeps in HTS, in the chat."""

from __future__ import annotations

from bot.buttons import Button
from bot.storage import watchlists
from bot.watchlists import MOST
from kis.simulator.domestic.listings import LISTINGS
from tests.bot.house import ALICE, House

GROUPS = "/uapi/domestic-stock/v1/quotations/intstock-grouplist"


async def kept(home: House, name: str) -> list[str]:
    """What is on a list of Alice's."""
    async with home.database.read() as session:
        return list(await watchlists.symbols(session, ALICE, name))


async def forged(home: House, data: str) -> None:
    """A button that nobody wrote is pressed, and called an old one."""
    async with home.database.begin() as session:
        await home.bot.services.outbox.send(session, ALICE, f"옛 카드 {data}", ((Button(data, data=data),),))
    await home.chat.wait_for(ALICE, f"옛 카드 {data}")
    await home.press_for_toast(data, "오래된 버튼")


async def test_groups_of_hts_become_watchlists(home: House) -> None:
    """Each group is a list of its name, in its order; taken twice it is the same; a full list says what stays out."""
    await home.ask("관심 가져오기", "알려 주지 않아요")
    await home.add_real()
    groups = await home.ask("관심 가져오기", "HTS 관심그룹")
    assert [button.text for button in groups.buttons] == ["대형주 · 5종목", "은행 · 3종목", "ETF · 4종목"]
    await home.press("은행", "관심 · 은행")
    assert await kept(home, "은행") == ["105560", "055550", "086790"]
    await home.ask("관심 가져오기", "HTS 관심그룹")
    await home.press("은행", "관심 · 은행")
    assert len(await kept(home, "은행")) == 3

    others = [code for code, one in LISTINGS.items() if one.code not in ("069500", "122630", "114800", "133690")]
    names = home.bot.services.symbols
    known = [found for code in others if (found := names.by_code(code)) is not None]
    await home.bot.services.watchlists.add(ALICE, "ETF", known[: MOST - 1])
    await home.ask("관심 가져오기", "HTS 관심그룹")
    await home.press("ETF", "30종목까지라 3종목은 넣지 못했어요")
    assert (await kept(home, "ETF"))[-1] == "069500"

    await home.simulator_fault(times=1, path=GROUPS, code=500, do="status")
    assert "관심그룹이 없어요" not in (await home.ask("관심 가져오기", "")).text
    await forged(home, "hts-take:999")


async def test_screens_show_what_fits_them_now(home: House) -> None:
    """By button or by name, as KIS answers; each stock is a press from its quote; other words say what to type."""
    await home.ask("조건검색", "알려 주지 않아요")
    await home.add_real()
    screens = await home.ask("조건검색", "조건식을 누르면")
    assert [button.text for button in screens.buttons] == ["상승 종목", "하락 종목", "거래대금 1000억 이상"]

    real = next(one for one in home.bot.services.connections.all() if one.environment.value == "real")
    found = await real.kis.domestic.screens.results(hts_id=real.credentials.hts_id, number="1")
    fallen = await home.press("하락 종목", f"{len(found)}종목")
    assert fallen.message_id == screens.message_id
    one = found[0]
    assert f"1. {one.name} {one.price:,}원 ({one.change_rate:+.2f}%) · {one.volume:,}주" in fallen.text
    second = await home.press("뒤", f"16. {found[15].name}")
    assert second.buttons[0].text == (found[15].name or "")[:12]
    await home.press("조건식 목록", "조건식을 누르면")
    assert f"· {len(found)}종목 ·" in (await home.ask("조건검색 하락", "하락 종목")).text
    await home.press(found[0].name or "", "상한 ")
    await home.ask("조건검색 없는조건", "「조건검색」이라고만")
    for data in ("screen:99:0", "screen:1:-1", "screen:1:999"):
        await forged(home, data)
