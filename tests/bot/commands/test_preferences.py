"""설정 and 조용히: what is set in the chat counts for the pushes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from bot.storage import preferences
from bot.storage.states import Language, Volume
from bot.storage.tables import Preference, User
from kis.market.clock import KST
from tests.bot.house import ALICE, House, house


async def kept(home: House) -> tuple[Preference, Language]:
    async with home.database.read() as session:
        user = await session.get_one(User, ALICE)
        return await preferences.of_user(session, ALICE), user.language


async def test_everything_is_set_on_one_card(empty: House) -> None:
    """Each press changes one thing and marks it on the same message; the language changes the card itself; what must
    not be missed has no button to switch it off; quiet hours are typed.
    """
    first = await empty.ask("설정", "조용한 시간이 없어요")
    assert [[button.text for button in row] for row in first.rows][:2] == [
        ["✅ 체결 켬", "체결 무음", "체결 끔"],
        ["✅ 거부 켬", "거부 무음"],
    ]
    choices = [("체결 무음", "✅ 체결 무음"), ("알림 끔", "✅ 알림 끔"), ("전량 1회", "✅ 전량 1회")]
    for press, marked in (*choices, ("English", "✅ Fills silent")):
        card = await empty.press(press, "⚙️")
        assert (card.message_id, marked in [button.text for button in card.buttons]) == (first.message_id, True)
    preference, language = await kept(empty)
    assert (preference.fill, preference.alert, preference.check) == (Volume.SILENT, Volume.OFF, Volume.ON)
    assert (preference.whole_fills, language) == (True, Language.ENGLISH)

    await empty.ask("/quiet 22-7", "Quiet hours 22:00-07:00")
    await empty.ask("조용히 밤에", "write the hours like this")
    assert (await kept(empty))[0].quiet_until == 7 * 60
    await empty.ask("/quiet off", "No quiet hours")
    assert (await kept(empty))[0].quiet_from is None


async def test_orders_go_to_the_chosen_venue_on_the_chosen_card(home: House) -> None:
    """Where a line names no venue: in paper KRX still; with real money the chosen one, if it takes the order, else
    KRX; a named one counts. A brief card leaves out what does not decide, and never its button or a warning.
    """
    await home.ask("설정", "⚙️")
    await home.press("NXT", "⚙️")
    card = await home.press("카드 간단히", "⚙️")
    assert {"✅ NXT", "✅ 카드 간단히"} <= {button.text for button in card.buttons}
    paper = await home.ask("매수 삼성전자 10 70000", "확인")
    assert "(KRX)" in paper.text
    assert [word for word in ("수수료", "주문가능", "비중", "상한") if word in paper.text] == []
    assert [button.text for button in paper.buttons] == ["🔴 매수 확정", "취소"]
    assert "⚠️" in (await home.ask("매수 삼성전자 10 70000", "확인")).text

    await home.add_real()
    await home.ask("핀 없이", "PIN 없이 쓰기로 했어요")
    await home.ask("실전", "한 번 더")
    await home.ask("실전", "이제 🔴실전")
    for line, venue in (
        ("매수 삼성전자 11 70000", "(NXT)"),
        ("매수 삼성전자 12 70000 KRX", "(KRX)"),
        ("매수 삼성전자 13 시장가", "(KRX)"),
        ("매수 엔비디아 3 186.5", "(나스닥"),
    ):
        assert venue in (await home.ask(line, "확인")).text, line


async def test_a_venue_that_is_closed_is_passed_over(tmp_path: Path, database_file: str) -> None:
    """When NXT has ended for the day, an order that names no venue is one of KRX, as without the setting."""
    now = datetime(2026, 11, 27, 20, 30, tzinfo=KST)
    async with house(tmp_path, now=now, DATABASE_URL=database_file) as home:
        async with home.database.begin() as session:
            await preferences.put(session, ALICE, venue="NXT")
        await home.add_real()
        await home.ask("핀 없이", "PIN 없이 쓰기로 했어요")
        await home.ask("실전", "한 번 더")
        await home.ask("실전", "이제 🔴실전")

        assert "(KRX)" in (await home.ask("매수 삼성전자 10 70000", "확인")).text
