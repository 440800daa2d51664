"""Credit, reservations, profit and assets in domestic stocks: where documented, and what the simulator is asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kis.domestic import Account, Credit, Profit, Reservations
from kis.endpoint import Endpoint
from tests.kis.portal import Action

SOURCES: dict[Endpoint[..., Any], tuple[str, Action]] = {
    Credit.buy: ("domestic_order_credit", "buy"),
    Credit.sell: ("domestic_order_credit", "sell"),
    Credit.buying_power: ("domestic_inquire_credit_psamount", "default"),
    Reservations.place: ("domestic_order_resv", "default"),
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
ASKED: dict[Endpoint[..., Any], Mapping[str, Any]] = {}
EMPTY: dict[Endpoint[..., Any], set[str]] = {}
