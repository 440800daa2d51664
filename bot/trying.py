"""Trying credentials before they are kept: keys, account, HTS id; a refusal says which one is wrong.

KIS confirms a registration for any HTS id and then stays silent, so in paper a far limit order shows whether its
notice comes (KIS offers no other way); in real nothing is ordered, and a silent channel is told at the first order.
"""

from __future__ import annotations

import asyncio
import logging
import re
from contextlib import suppress

from bot.errors import UserError
from bot.i18n import say
from kis import Environment, Kis, Shares, Won
from kis.domestic.codes import OrderType
from kis.domestic.orders import OrderAccepted
from kis.errors import KisError, RegistrationRefused, Rejected, TokenTooSoon, Unauthorized
from kis.realtime import NOTICES, OrderNotice, Stream

log = logging.getLogger(__name__)

PROBE_SYMBOL = "005935"
"""삼성전자우: as liquid as the common share, and seldom what anybody is about to order."""
NOTICE_WAIT = 6.0
"""Seconds a notice may take; it comes within one."""

_HTS_ID = re.compile(r"[A-Za-z0-9_.\-]{1,20}")


async def try_keys(kis: Kis) -> None:
    """Try one set of credentials and close the client.

    Raises `UserError` naming the wrong part; other `KisError`s where KIS could not be asked.
    """
    async with kis:
        if not _HTS_ID.fullmatch(kis.credentials.hts_id):
            raise UserError(say("HTS ID를 확인해 주세요. 영문과 숫자로 된 로그인 아이디예요 ($와 @는 쓸 수 없어요)."))
        await _try_account(kis)
        await _try_hts_id(kis)


async def _try_account(kis: Kis) -> None:
    try:
        await kis.check()
    except TokenTooSoon:
        raise
    except Unauthorized as error:
        if error.code == "OPSQ2000":
            raise UserError(str(error.message)) from error
        kind = say("모의투자") if kis.credentials.environment is Environment.PAPER else say("실전투자")
        raise UserError(
            say(
                "앱 키나 앱 시크릿이 맞지 않아요. {kind}용 키인지, 빠진 글자가 없는지 확인해 주세요. ({message})",
                kind=kind,
                message=error.message,
            )
        ) from error


async def _try_hts_id(kis: Kis) -> None:
    async with kis.stream() as stream:
        try:
            await stream.register(NOTICES, kis.credentials.hts_id)
        except RegistrationRefused as error:
            raise UserError(
                say("HTS ID로 체결 통보를 받을 수 없어요. ID를 확인해 주세요. ({message})", message=error.message)
            ) from error
        if kis.credentials.environment is Environment.PAPER and not await _is_announced(kis, stream):
            raise UserError(
                say("HTS ID가 맞지 않아요. 시험 주문의 통보가 오지 않았어요. HTS 로그인 아이디를 적어 주세요.")
            )


async def _is_announced(kis: Kis, stream: Stream) -> bool:
    """Whether a far order of one share, withdrawn at once, is announced; True where none can be placed now."""
    try:
        quote = await kis.domestic.quotes.price(symbol=PROBE_SYMBOL)
        if not quote.lower_limit:
            return True
        accepted = await kis.domestic.orders.buy(
            symbol=PROBE_SYMBOL, quantity=Shares(1), price=Won(quote.lower_limit), order_type=OrderType.LIMIT
        )
    except Rejected:
        return True
    try:
        return await _notice_comes(stream, accepted)
    finally:
        await _withdraw(kis, accepted)


async def _notice_comes(stream: Stream, accepted: OrderAccepted) -> bool:
    with suppress(TimeoutError):
        async with asyncio.timeout(NOTICE_WAIT):
            async for event in stream:
                if isinstance(event, OrderNotice) and event.concerns(accepted.number):
                    return True
    return False


async def _withdraw(kis: Kis, accepted: OrderAccepted) -> None:
    try:
        await kis.domestic.orders.cancel(branch=accepted.branch, number=accepted.number)
    except KisError as error:
        log.warning("시험 주문 %s을(를) 취소하지 못했어요: %s", accepted.number, error)
