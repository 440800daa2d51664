"""국내주식 일자별: days, investors and members of a stock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from kis.domestic.codes import Sign
from kis.domestic.days import DailyPrice, InvestorDay
from kis.domestic.flows import FlowDay, Flows, FlowSummary
from kis.domestic.market_codes import ListPeriod
from kis.domestic.members import Members
from kis.domestic.quotes import DailyPriceQuery, FlowsQuery, QuoteQuery
from kis.simulator.broker import Broker
from kis.simulator.domestic import investors, participants
from kis.simulator.domestic.investors import FOREIGN, INSTITUTIONS, OTHERS, Flow, Investor
from kis.simulator.history import Candle, Period
from kis.simulator.orders import Side
from kis.simulator.server.domestic.figures import priced
from kis.simulator.server.domestic.quotes import market_name, percent, plain_sign
from kis.simulator.server.domestic.zeros import with_zeros
from kis.simulator.server.routes import Call
from kis.units import MillionWon, Percent, Shares, Won

_ROWS = 30
_SPANS = {
    ListPeriod.DAY: timedelta(days=60),
    ListPeriod.WEEK: timedelta(weeks=32),
    ListPeriod.MONTH: timedelta(days=980),
}


class DayDesk:
    """Answers what happened day by day. An unknown symbol has no days."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    def days(self, _call: Call, request: DailyPriceQuery) -> tuple[DailyPrice, ...]:
        """일자별: the last thirty days, weeks or months. Nothing is ever split here."""
        bars = self._bars(request.symbol, Period(request.period.value), self._today(), _SPANS[request.period])
        return tuple(self._day(request.symbol, bar, before) for bar, before in pairwise(bars))[:_ROWS]

    def _bars(self, symbol: str, period: Period, last: date, span: timedelta) -> list[Candle]:
        if self._broker.listing(symbol) is None:
            return []
        return self._broker.candles(symbol, period, last - span, last)

    def _today(self) -> date:
        return self._broker.clock.now().date()

    def _day(self, symbol: str, bar: Candle, before: Candle) -> DailyPrice:
        flows = investors.Flows(symbol, bar, self._broker.seed)
        return with_zeros(
            DailyPrice,
            date=bar.day,
            volume_rate=Percent(percent(bar.volume - before.volume, before.volume)),
            foreign_net_buying=Shares(flows.of(FOREIGN).net),
            ex_code="00",
            **_bar(bar, before),
        )

    def investors(self, _call: Call, request: QuoteQuery) -> tuple[InvestorDay, ...]:
        """투자자: the last thirty days; today's is blank until the close."""
        bars = self._bars(request.symbol, Period.DAY, self._today(), _SPANS[ListPeriod.DAY])
        return tuple(self._investor_day(request.symbol, bar, before) for bar, before in pairwise(bars))[:_ROWS]

    def _investor_day(self, symbol: str, bar: Candle, before: Candle) -> InvestorDay:
        known = {}
        if self._is_over(symbol, bar.day):
            flows = investors.Flows(symbol, bar, self._broker.seed)
            named = {"individual": (Investor.INDIVIDUAL,), "foreign": FOREIGN, "institution": INSTITUTIONS}
            known = _named({name: flows.of(kinds) for name, kinds in named.items()})
        return InvestorDay(
            date=bar.day,
            close=Won(bar.close),
            change=Won(bar.close - before.close),
            change_sign=plain_sign(bar.close - before.close),
            **known,
        )

    def _is_over(self, symbol: str, day: date) -> bool:
        market = self._broker.domestic.markets[symbol]
        if day != market.day:
            return True
        _, close = self._broker.domestic.timetable.session(market.listing, day)
        return not self._broker.always_open and self._broker.clock.now() >= close

    def flows(self, _call: Call, request: FlowsQuery) -> Flows:
        """종목별 투자자매매동향: thirty days up to one, of those that are over."""
        listing = self._broker.listing(request.symbol)
        if listing is None:
            return Flows(summary=with_zeros(FlowSummary, change_sign=Sign.UNCHANGED), days=())
        quote = self._broker.quote(listing.code)
        summary = FlowSummary(
            previous_volume=Shares(quote.previous_volume), market_name=market_name(listing), **priced(quote)
        )
        bars = self._bars(listing.code, Period.DAY, request.day, _SPANS[ListPeriod.DAY])
        over = [(bar, before) for bar, before in pairwise(bars) if self._is_over(listing.code, bar.day)]
        return Flows(summary=summary, days=tuple(self._flow_day(listing.code, *each) for each in over[:_ROWS]))

    def _flow_day(self, symbol: str, bar: Candle, before: Candle) -> FlowDay:
        of = investors.Flows(symbol, bar, self._broker.seed).of
        groups = {"foreign": of(FOREIGN), "institution": of(INSTITUTIONS), "other": of(OTHERS)}
        each = {investor.value: of((investor,)) for investor in Investor}
        return FlowDay(date=bar.day, value=Won(bar.value), bold=False, **_bar(bar, before), **_named(groups | each))

    def members(self, _call: Call, request: QuoteQuery) -> Members:
        """회원사: the five that sold and bought most."""
        if self._broker.listing(request.symbol) is None:
            return with_zeros(Members, **_places("seller", ()), **_places("buyer", ()))
        quote = self._broker.quote(request.symbol)
        sellers, buyers = (participants.leading(quote, side) for side in (Side.SELL, Side.BUY))
        sold, bought = (sum(each.quantity for each in side if each.foreign) for side in (sellers, buyers))
        return with_zeros(
            Members,
            foreign_sold=Shares(sold),
            foreign_sold_rate=Percent(percent(sold, quote.volume)),
            foreign_bought=Shares(bought),
            foreign_bought_rate=Percent(percent(bought, quote.volume)),
            foreign_net_buying=Shares(bought - sold),
            **_places("seller", sellers),
            **_places("buyer", buyers),
        )


def _bar(bar: Candle, before: Candle) -> dict[str, Any]:
    change = bar.close - before.close
    return {
        "open": Won(bar.open),
        "high": Won(bar.high),
        "low": Won(bar.low),
        "close": Won(bar.close),
        "volume": Shares(bar.volume),
        "change": Won(change),
        "change_sign": plain_sign(change),
        "change_rate": Percent(percent(change, before.close)),
    }


def _named(flows: dict[str, Flow]) -> dict[str, Any]:
    """Each flow under the names of its six fields."""
    named: dict[str, Any] = {}
    for name, flow in flows.items():
        bought, sold = flow.millions(flow.bought), flow.millions(flow.sold)
        named |= {
            f"{name}_bought": Shares(flow.bought),
            f"{name}_sold": Shares(flow.sold),
            f"{name}_net_buying": Shares(flow.net),
            f"{name}_bought_value": MillionWon(bought),
            f"{name}_sold_value": MillionWon(sold),
            f"{name}_net_value": MillionWon(bought - sold),
        }
    return named


def _places(side: str, members: Sequence[participants.Member]) -> dict[str, Any]:
    """The five places of a side, blank and 0 where nobody is."""
    nobody = participants.Member("", "", foreign=False, quantity=0, share=percent(0, 0))
    five = [*members, *[nobody] * (5 - len(members))]
    fields: dict[str, Callable[[participants.Member], Any]] = {
        "codes": lambda each: each.code or None,
        "names": lambda each: each.name or None,
        "quantities": lambda each: Shares(each.quantity),
        "shares": lambda each: Percent(each.share),
        "changes": lambda _: Shares(0),
        "foreign": lambda each: each.foreign if each.code else None,
    }
    return {f"{side}_{name}": tuple(map(value, five)) for name, value in fields.items()}
