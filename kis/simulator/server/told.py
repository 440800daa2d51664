"""On which channel a customer is told of an order, and in which row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kis.derivatives.hours import Session
from kis.realtime import derivatives, overseas
from kis.realtime.channel import Channel
from kis.realtime.channels import NOTICES
from kis.realtime.record import Record
from kis.simulator.derivatives.listings import ContractListing
from kis.simulator.domestic.listings import DomesticListing
from kis.simulator.overseas.listings import OverseasListing
from kis.simulator.server.rows.contract_notices import contract_notice_of
from kis.simulator.server.rows.notices import notice_of
from kis.simulator.server.rows.overseas_notices import overseas_notice_of
from kis.simulator.server.rows.steps import Step


def told(step: Step) -> Iterator[tuple[Channel[Any], Record]]:
    """Yield the channel and the row; nothing for a market without notices."""
    match step.order.listing:
        case DomesticListing():
            yield NOTICES, notice_of(step)
        case OverseasListing() as listing:
            yield overseas.NOTICES, overseas_notice_of(listing, step)
        case ContractListing() as listing:
            channel = _contracts(step, listing)
            yield channel, contract_notice_of(channel.row, step)


def _contracts(step: Step, listing: ContractListing) -> Channel[Any]:
    if step.order.venue == Session.DAY.value:
        return derivatives.NOTICES
    return derivatives.NIGHT_OPTION_NOTICES if listing.is_option else derivatives.NIGHT_FUTURES_NOTICES
