"""Credit, reservations, profit and assets in domestic stocks: where documented, and what the simulator is asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from kis.client import Kis
from kis.domestic import Account, Credit, CreditType, OrderType, Profit, Reservations, Side
from kis.endpoint import Endpoint
from kis.units import Shares
from tests.kis.contract.domestic import TODAY
from tests.kis.portal import Action, Asked

SOURCES: dict[Endpoint[..., Any], tuple[str, Action]] = {
    Credit.buy: ("domestic_order_credit", "buy"),
    Credit.sell: ("domestic_order_credit", "sell"),
    Credit.buying_power: ("domestic_inquire_credit_psamount", "default"),
    Reservations.buy: ("domestic_order_resv", "default"),
    Reservations.sell: ("domestic_order_resv", "default"),
    Reservations.amend: ("domestic_order_resv_rvsecncl", "amend"),
    Reservations.cancel: ("domestic_order_resv_rvsecncl", "cancel"),
    Reservations.list: ("domestic_order_resv_ccnl", "default"),
    Account.sellable: ("domestic_inquire_psbl_sell", "default"),
    Account.assets: ("domestic_inquire_account_balance", "default"),
    Account.margin: ("domestic_intgr_margin", "default"),
    Account.rights: ("domestic_period_rights", "default"),
    Profit.by_day: ("domestic_inquire_period_profit", "default"),
    Profit.by_trade: ("domestic_inquire_period_trade_profit", "default"),
    Profit.with_balance: ("domestic_inquire_balance_rlz_pl", "default"),
}
NOT_ASKED: dict[Endpoint[..., Any], set[str]] = {Credit.buy: {"SLL_TYPE"}}
_SAMSUNG: dict[str, Any] = {"symbol": "005930"}
_MONTH: dict[str, Any] = {"start": TODAY.replace(day=1), "end": TODAY}
_CREDIT: dict[str, Any] = {**_SAMSUNG, "quantity": Shares(1), "order_type": OrderType.MARKET, "loan_date": TODAY}
_BORROW: dict[str, Any] = {**_CREDIT, "credit_type": CreditType.OWN_LOAN_NEW}


async def _to_repay(kis: Kis) -> Mapping[str, Any]:
    await kis.domestic.credit.buy(**_BORROW)
    return {**_CREDIT, "credit_type": CreditType.OWN_LOAN_REPAY}


async def _sold(kis: Kis) -> Mapping[str, Any]:
    await kis.domestic.orders.sell(**_SAMSUNG, quantity=Shares(1), order_type=OrderType.MARKET)
    return _MONTH


_RESERVED: dict[str, Any] = {**_SAMSUNG, "quantity": Shares(1), "order_type": OrderType.MARKET}


async def _reserved(kis: Kis) -> Mapping[str, Any]:
    reserved = await kis.domestic.reservations.buy(**_RESERVED)
    return {**_RESERVED, "side": Side.BUY, "reservation_number": reserved.reservation_number}


async def _to_list(kis: Kis) -> Mapping[str, Any]:
    await kis.domestic.reservations.buy(**_RESERVED)
    return {"start": TODAY, "end": TODAY + timedelta(days=1)}


ASKED: dict[Endpoint[..., Any], Asked] = {
    Credit.buy: _BORROW,
    Credit.sell: _to_repay,
    Credit.buying_power: _SAMSUNG,
    Reservations.buy: _RESERVED,
    Reservations.sell: _RESERVED,
    Reservations.amend: _reserved,
    Reservations.cancel: _reserved,
    Reservations.list: _to_list,
    Account.sellable: _SAMSUNG,
    Account.assets: {},
    Account.margin: {},
    Account.rights: _MONTH,
    Profit.by_day: _sold,
    Profit.by_trade: _sold,
    Profit.with_balance: {},
}
EMPTY: dict[Endpoint[..., Any], set[str]] = {Account.rights: {"output"}}
