"""The Bot API by method name, and the methods about the bot itself."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

from .backend import Call
from .editing import edit_message_caption, edit_message_media, edit_message_reply_markup, edit_message_text
from .errors import bad_request
from .messages import Json
from .sending import (
    answer_callback_query,
    delete_message,
    delete_messages,
    leave_chat,
    send_chat_action,
    send_document,
    send_message,
    send_photo,
    set_message_reaction,
)

Method = Callable[[Call], Any | Awaitable[Any]]

COMMANDS_MAX = 100
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")


def get_me(call: Call) -> Json:
    abilities = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": True}
    return {**call.messenger.bot, **abilities}


async def get_updates(call: Call) -> list[Json]:
    params, updates = call.params, call.backend.updates
    if (allowed := params.structure("allowed_updates")) is not None:
        updates.allowed = allowed
    limit = params.integer("limit") or 100
    return await updates.poll(
        offset=params.integer("offset") or 0,
        limit=min(max(limit, 1), 100),
        seconds=params.integer("timeout") or 0,
    )


async def set_webhook(call: Call) -> bool:
    params = call.params
    url, secret = params.text("url") or "", params.text("secret_token") or ""
    if url and not url.startswith(("http://", "https://")):
        raise bad_request("bad webhook: invalid webhook URL specified")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    if (allowed := params.structure("allowed_updates")) is not None:
        call.backend.updates.allowed = allowed
    _drop_pending(call)
    await call.backend.webhook.point(url, secret=secret, max_connections=params.integer("max_connections") or 40)
    return True


async def delete_webhook(call: Call) -> bool:
    _drop_pending(call)
    await call.backend.webhook.point("")
    return True


def _drop_pending(call: Call) -> None:
    if call.params.flag("drop_pending_updates"):
        call.backend.updates.drop_all()


def get_webhook_info(call: Call) -> Json:
    return call.backend.webhook.info


def set_my_commands(call: Call) -> bool:
    commands = call.params.structure("commands")
    if not isinstance(commands, list) or len(commands) > COMMANDS_MAX:
        raise bad_request("BOT_COMMANDS_TOO_MUCH" if isinstance(commands, list) else "commands must be an Array")
    for command in commands:
        if not isinstance(command, dict) or not _COMMAND.fullmatch(str(command.get("command", ""))):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command.get("description", ""))) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    call.backend.settings.commands[_scope(call)] = commands
    call.messenger.feed.tell("commands", {})
    return True


def get_my_commands(call: Call) -> list[Json]:
    return call.backend.settings.commands.get(_scope(call), [])


def delete_my_commands(call: Call) -> bool:
    call.backend.settings.commands.pop(_scope(call), None)
    call.messenger.feed.tell("commands", {})
    return True


def _scope(call: Call) -> tuple[str, str]:
    scope = call.params.structure("scope") or {"type": "default"}
    if not isinstance(scope, dict) or "type" not in scope:
        raise bad_request("can't parse BotCommandScope")
    name = f"chat:{scope.get('chat_id')}" if scope["type"] == "chat" else str(scope["type"])
    return name, call.params.text("language_code") or ""


def set_chat_menu_button(call: Call) -> bool:
    button = call.params.structure("menu_button") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in ("default", "commands", "web_app"):
        raise bad_request("can't parse MenuButton")
    call.backend.settings.menu[call.params.integer("chat_id") or 0] = button
    call.messenger.feed.tell("commands", {})
    return True


def get_chat_menu_button(call: Call) -> Json:
    menu = call.backend.settings.menu
    return menu.get(call.params.integer("chat_id") or 0) or menu.get(0) or {"type": "default"}


def answer_inline_query(call: Call) -> bool:
    params = call.params
    settings = {"cache_time": params.integer("cache_time"), "is_personal": params.flag("is_personal")}
    call.backend.inline.answer(params.text("inline_query_id") or "", params.structure("results"), settings)
    return True


def get_file(call: Call) -> Json:
    file = call.backend.files.get(call.params.text("file_id") or "")
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    return file.as_file


NAMED: dict[str, Method] = {
    "getMe": get_me,
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendChatAction": send_chat_action,
    "setMessageReaction": set_message_reaction,
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageMedia": edit_message_media,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": answer_inline_query,
    "getFile": get_file,
    "leaveChat": leave_chat,
}
METHODS: dict[str, tuple[str, Method]] = {name.lower(): (name, method) for name, method in NAMED.items()}
