"""Looking: prices, the order book, help, and what is not understood."""

from __future__ import annotations

import asyncio

from bot.buttons import LIMIT, Button, Press, Stale
from bot.commands.router import TOO_MANY, WAITING
from bot.commands.table import COMMANDS, PRESSES
from bot.localchat import Fault
from bot.storage import messages
from tests.bot.house import ALICE, House


async def test_a_bare_name_is_a_quote(home: House) -> None:
    """A name, a code or initials alone ask for the price, with how fresh it is; nothing is ordered."""
    home.simulator.broker.set_price("005930", 70_900)

    by_name = await home.ask("삼성전자", "70,900원")
    await home.ask("005930", "70,900원")
    assert "○ 방금" in by_name.text
    assert "🟢모의" in by_name.text
    assert home.simulator.broker.every_order() == []


async def test_initials_that_fit_several_are_asked_back(home: House) -> None:
    """Several stocks fit: the user chooses by button."""
    choice = await home.ask("ㅅㅅㅈㅈ", "여럿이에요")
    assert {button.text for button in choice.buttons} >= {"삼성전자 · 코스피 005930", "삼성전자우 · 코스피 005935"}

    await home.press("삼성전자우", "005935")


async def test_a_code_nobody_knows_is_left_to_kis(home: House) -> None:
    """A code outside the shipped list is asked for at KIS; where it knows no price, the code is what to look at."""
    answer = await home.ask("999999", "")

    assert answer.text == "999999의 현재가를 확인하지 못했어요. 종목 이름이나 코드가 맞는지 봐 주세요."


async def test_refresh_edits_in_place(home: House) -> None:
    """🔄 changes the same message, also when nothing has changed since."""
    card = await home.ask("삼성전자", "005930")
    home.simulator.broker.set_price("005930", 71_500)
    fresh = await home.press("새로고침", "71,500원")

    assert fresh.message_id == card.message_id
    assert "71,500" not in card.text


async def test_a_refresh_that_changes_nothing_is_no_error(home: House) -> None:
    """Telegram's "message is not modified" is met with silence, and later edits arrive."""
    message = (await home.ask("도움", "도움")).message_id
    async with home.database.begin() as session:
        ref = await known(home, message)
        await home.bot.services.outbox.edit(session, ref, "같은 말")
    await home.chat.wait_for(ALICE, "같은 말")
    async with home.database.begin() as session:
        await home.bot.services.outbox.edit(session, ref, "같은 말")
    await home.ask("도움", "도움")

    assert home.said().count("같은 말") == 1


async def known(home: House, message_id: int) -> int:
    """The outbox row of a message, once its delivery is recorded."""
    async with asyncio.timeout(2):
        while True:
            async with home.database.read() as session:
                if (ref := await messages.ref_of(session, ALICE, message_id)) is not None:
                    return ref
            await asyncio.sleep(0.01)


async def test_the_book_has_ten_levels_of_buttons(home: House) -> None:
    """Asks left, bids right, the best on top; all callback data fits Telegram's 64 bytes."""
    card = await home.ask("호가 삼성전자", "매도 잔량")
    levels = card.rows[:10]
    asks = [int(row[0].text.split(" · ")[0].replace(",", "")) for row in levels]
    bids = [int(row[1].text.split(" · ")[0].replace(",", "")) for row in levels]

    assert asks == sorted(asks)
    assert bids == sorted(bids, reverse=True)
    assert asks[0] > bids[0]
    assert {button.style for row in levels for button in row} == {"primary", "danger"}
    assert all(len((button.data or "").encode()) <= LIMIT for button in card.buttons)


async def test_a_book_without_levels_says_so(home: House) -> None:
    """A code that KIS answers with zeros has no book, and no buttons that would order at nothing."""
    card = await home.ask("호가 999999", "999999")

    assert card.buttons == ()


async def test_what_is_no_text_is_met_kindly(home: House) -> None:
    """Pictures and stickers come without words."""
    await home.bot.telegram.feed(
        {
            "update_id": 1,
            "message": {
                "message_id": 99,
                "date": 1_790_000_000,
                "chat": {"id": ALICE, "type": "private", "first_name": "앨리스"},
                "from": {"id": ALICE, "is_bot": False, "first_name": "앨리스"},
            },
        }
    )
    await home.chat.wait_for(ALICE, "글자로 적어 보내 주세요")


async def test_a_level_starts_an_order_at_its_price(home: House) -> None:
    """Pressing a price offers quantities; one more press shows the check card at that very price."""
    card = await home.ask("호가 삼성전자", "매도 잔량")
    ask = card.rows[0][0].text
    price = ask.split(" · ")[0]
    await home.press(ask, f"{price}원에 주문할까요")

    check = await home.press("매수 1주", "매수 확인")
    assert f"1주 × {price}원" in check.text
    assert home.simulator.broker.every_order() == []


async def test_unknown_words_are_answered_with_the_nearest(home: House) -> None:
    """A slip of the finger is met with the command it may have meant and an example."""
    answer = await home.ask("메수 삼성전자 10 70000", "모르는 말")

    assert "「매수」" in answer.text
    assert "매수 삼성전자 10 70000" in answer.text


async def test_forty_thousand_characters_do_no_harm(home: House) -> None:
    """A flood of text is answered shortly, and the bot goes on."""
    home.chat.say(ALICE, "가" * 40_000)
    await home.chat.wait_for(ALICE, "모르는 말")

    await home.ask("삼성전자", "005930")
    assert all(len(text) < 400 for text in home.said())


async def test_markup_in_what_is_typed_stays_text(home: House) -> None:
    """What a user types is never read as HTML."""
    answer = await home.ask("<b>굵게</b> & <a href='x'>", "모르는 말")

    assert "<b>굵게</b> & <a href='x'>" in answer.text


async def test_help_is_made_from_the_table(home: House) -> None:
    """Every command is on the first page, every example on its topic's page, in the menu too."""
    first = await home.ask("도움", "도움")
    pages = [await home.ask(f"도움 {button.text}", "도움 ·") for button in first.buttons]

    for command in COMMANDS:
        assert command.names[0] in first.text
        for example in command.examples:
            assert any(example in page.text for page in pages), example
    assert [c["command"] for c in home.chat.menu(ALICE)["commands"]] == [command.slash for command in COMMANDS]


async def test_help_turns_pages_in_place(home: House) -> None:
    """Topics are buttons that change the same message, and there is a way back."""
    first = await home.ask("도움", "도움")
    page = await home.press("시세", "도움 · 시세")
    back = await home.press("처음으로", "주문은 확인 카드에서")

    assert first.message_id == page.message_id == back.message_id


def test_no_word_means_two_things() -> None:
    """Names, slashes and presses of the table are unique, and Telegram takes the slashes."""
    words = [word.lower() for command in COMMANDS for word in (*command.names, f"/{command.slash}")]
    presses = [row.press for row in PRESSES]

    assert len(set(words)) == len(words)
    assert len(set(presses)) == len(presses)
    assert all(command.slash.isascii() and command.slash.islower() and len(command.slash) <= 32 for command in COMMANDS)
    assert all(command.topic for command in COMMANDS)


def test_every_button_has_a_handler() -> None:
    """No press is defined that the router would call stale."""
    kinds = {kind for prefix, kind in Press.registry.items() if kind is not Stale}
    handled = {row.press for row in PRESSES}

    assert {kind.__name__ for kind in kinds if kind.__module__.startswith("bot.")} - {
        kind.__name__ for kind in handled
    } == {"AskToEnter"}


async def test_a_button_of_an_older_version_says_so(home: House) -> None:
    """Callback data nobody knows is answered with a toast, not with silence."""
    async with home.database.begin() as session:
        await home.bot.services.outbox.send(session, ALICE, "옛 카드", ((Button("옛 버튼", data="old:1:2"),),))
    await home.chat.wait_for(ALICE, "옛 카드")

    await home.press_for_toast("옛 버튼", "오래된 버튼")


async def test_telegram_away_loses_no_answer(home: House) -> None:
    """The server answers 500 for a while: the quote arrives nevertheless, once."""
    home.chat.fault(Fault(method="sendMessage", times=2, status=500))
    await home.ask("삼성전자", "005930")

    assert len([text for text in home.said() if "005930" in text]) == 1


async def test_a_user_who_floods_is_slowed_down(home: House) -> None:
    """More lines than fit the line are dropped; 정지 does not wait behind them."""
    for _ in range(WAITING * 2):
        home.chat.say(ALICE, "진단")
    await home.ask("정지", "정지")
    await home.chat.wait_for(ALICE, TOO_MANY)
    answered = [text for text in home.said() if "진단" in text]

    assert len(answered) <= WAITING
    assert home.said().count(TOO_MANY) == 1
