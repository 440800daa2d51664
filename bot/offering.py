"""Inline mode at the edge towards Telegram: articles become results."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence

from telegram import InlineQuery, InlineQueryResultArticle, InputTextMessageContent, LinkPreviewOptions
from telegram.constants import ParseMode

from bot.views.inline import Article

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
OFFER_GOOD_FOR = 5
"""Seconds that Telegram may show the same person the same list again."""


def answered(asked: InlineQuery, articles: Sequence[Article]) -> Awaitable[bool]:
    """Answer a query; nobody else is shown this list."""
    results = [
        InlineQueryResultArticle(
            each.id,
            each.title,
            InputTextMessageContent(each.text, ParseMode.HTML, link_preview_options=NO_PREVIEW),
            description=each.description,
        )
        for each in articles
    ]
    return asked.answer(results, cache_time=OFFER_GOOD_FOR, is_personal=True)
