"""A python-telegram-bot application runs against the local chat as it is."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from telegram import BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto, Update
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes, MessageHandler, filters
from telegram.request import HTTPXRequest

from bot.localchat import DEMO, Fault, LocalChat

from . import contract
from .conftest import png

USER = DEMO.id
CARD = InlineKeyboardMarkup([[InlineKeyboardButton("✅ 확정", callback_data="c:1", style="success")]])


class Recorder(HTTPXRequest):
    """Keeps every answer the server sends."""

    def __init__(self, kept: list[tuple[str, Any]]) -> None:
        super().__init__()
        self._kept = kept

    async def do_request(self, url: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        status, body = await super().do_request(url, *args, **kwargs)
        if "/file/" not in url and status == 200:
            self._kept.append((url.rpartition("/")[2], json.loads(body)["result"]))
        return status, body


async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    await update.message.reply_html("<b>확인</b> #A17", reply_markup=CARD)


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    await update.message.reply_text(f"메아리: {update.message.text}")


async def confirm(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.callback_query is not None
    await update.callback_query.answer("보냈어요")
    await update.callback_query.edit_message_text("전량 체결")


@asynccontextmanager
async def running(chat: LocalChat, kept: list[tuple[str, Any]]) -> AsyncIterator[Any]:
    application = (
        Application.builder()
        .token(chat.token)
        .base_url(f"{chat.origin}/bot")
        .base_file_url(f"{chat.origin}/file/bot")
        .request(Recorder(kept))
        .get_updates_request(Recorder(kept))
        .build()
    )
    application.add_handler(CommandHandler("start", start))
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.add_handler(CallbackQueryHandler(confirm))
    async with application:
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling()
        try:
            yield application
        finally:
            await application.updater.stop()
            await application.stop()


@pytest.fixture
async def kept(chat: LocalChat) -> AsyncIterator[list[tuple[str, Any]]]:
    """Answers of the server; afterwards they and all requests are held against the contract."""
    answers: list[tuple[str, Any]] = []
    yield answers
    if not contract.CONTRACT.exists():
        return
    for request in chat.requests():
        assert contract.request_problems(request.method, request.params, request.files) == []
    for method, result in answers:
        if method == "getUpdates":
            assert [contract.object_problems("Update", update) for update in result] == [[]] * len(result)
        elif isinstance(result, dict) and "message_id" in result:
            assert contract.object_problems("Message", result) == []


async def test_conversation(chat: LocalChat, kept: list[tuple[str, Any]]) -> None:
    """A command, a press, an edit in place and a toast."""
    async with running(chat, kept):
        chat.say(USER, "/start")
        card = await chat.wait_for(USER, "확인")
        chat.press(USER, "확정")
        done = await chat.wait_for(USER, "전량 체결")
        toast = await chat.wait_for_toast(USER, "보냈어요")
        chat.say(USER, "잔고")
        await chat.wait_for(USER, "메아리: 잔고")

    assert done.message_id == card.message_id == toast.message_id
    assert (card.buttons[0].style, done.versions) == ("success", ("확인 #A17",))


async def test_everything_the_bot_calls(chat: LocalChat, kept: list[tuple[str, Any]]) -> None:
    """The library's own calls for pictures, files, menus and deletions go through."""
    async with running(chat, kept) as application:
        bot = application.bot
        await bot.set_my_commands([BotCommand("buy", "매수")], language_code="ko")
        photo = await bot.send_photo(USER, png(30, 20), caption="<b>차트</b>", parse_mode="HTML", reply_markup=CARD)
        await photo.edit_media(InputMediaPhoto(png(10, 10), caption="새 차트"), reply_markup=CARD)
        await photo.edit_caption("다른 설명", reply_markup=CARD)
        document = await bot.send_document(USER, b"a,b", filename="매매.csv")
        data = await (await document.document.get_file()).download_as_bytearray()
        await bot.send_chat_action(USER, "typing")
        await bot.set_message_reaction(USER, photo.message_id, "👍")
        await photo.edit_reply_markup(None)
        await bot.delete_messages(USER, [document.message_id])
        menu = await bot.get_my_commands(language_code="ko")
        await bot.set_chat_menu_button(USER)

    assert [(command.command, command.description) for command in menu] == [("buy", "매수")]
    assert bytes(data) == b"a,b"
    assert [(m.text, m.deleted, m.reactions) for m in chat.transcript(USER)] == [
        ("다른 설명", False, ("👍",)),
        ("", True, ()),
    ]


async def test_errors_are_the_library_s_own(chat: LocalChat, kept: list[tuple[str, Any]]) -> None:
    """Refusals, pace and lost connections arrive as the exceptions a bot acts on."""
    async with running(chat, kept) as application:
        bot = application.bot
        chat.fault(Fault(method="sendMessage", retry_after=7))
        chat.fault(Fault(method="sendMessage", drop="before"))
        with pytest.raises(RetryAfter, match="Retry in 7 seconds"):
            await bot.send_message(USER, "x")
        with pytest.raises(NetworkError):
            await bot.send_message(USER, "x")
        message = await bot.send_message(USER, "x")
        with pytest.raises(BadRequest, match="Message is not modified"):
            await message.edit_text("x")
        chat.block(USER)
        with pytest.raises(Forbidden, match="bot was blocked by the user"):
            await bot.send_message(USER, "x")
