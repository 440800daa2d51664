"""해외주식 기간손익, 일별거래내역, 매수가능금액, 증거금."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from kis.domestic.codes import SideFilter
from kis.overseas.codes import Country, Exchange
from kis.overseas.power import BuyingPower, CurrencyMargin
from kis.overseas.profit import (
    PeriodProfit,
    ProfitTotals,
    RealizedProfit,
    Transaction,
    Transactions,
    TransactionTotals,
)
from kis.overseas.queries import MarginQuery, PowerQuery, ProfitQuery, ProfitShown, TransactionsQuery
from kis.simulator.accounts import AccountInfo
from kis.simulator.broker import Broker
from kis.simulator.domestic.books import DayFlow
from kis.simulator.orders import Side
from kis.simulator.overseas.clearing import due_of
from kis.simulator.overseas.listings import LISTINGS, OverseasListing
from kis.simulator.overseas.money import in_currency
from kis.simulator.refusals import Reason, refusal
from kis.simulator.server.domestic.zeros import with_zeros
from kis.simulator.server.overseas.orders import units_of
from kis.simulator.server.overseas.shown import SIDE_CODES, SIDE_NAMES, meant_by_code, money, rate
from kis.simulator.server.routes import Call
from kis.units import Amount, Percent, Units

_ZERO = Decimal(0)


class ProfitDesk:
    """Answers what an account earned, traded and can buy abroad."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    def profit(self, call: Call, request: ProfitQuery) -> PeriodProfit:
        """기간손익: a row for each day and symbol that was sold."""
        flows = [
            found
            for found in self._flows(call.info, request.start, request.end)
            if found[2].sell_quantity and _is_asked(found[1], request)
        ]
        rows = tuple(self._profit_row(*found, request.shown) for found in flows)
        sold, profit, costs = (sum((_of(row, name) for row in rows), _ZERO) for name in ("value", "profit", "costs"))
        cost = sum((_of(row, "cost") for row in rows), _ZERO)
        totals = ProfitTotals(
            sold=Amount(sold),
            bought=Amount(cost),
            fee=Amount(costs),
            settled=Amount(sold - costs),
            profit=Amount(profit),
            profit_rate=Percent(round(profit * 100 / cost, 2) if cost else Decimal("0.00")),
            date=self._broker.now().date(),
            exchange_rate=rows[-1].exchange_rate if rows else _ZERO,
        )
        return PeriodProfit(sells=rows, totals=totals)

    def _flows(self, info: AccountInfo, first: date, last: date) -> Iterator[tuple[date, OverseasListing, DayFlow]]:
        self._broker.now()
        positions = self._broker.overseas.ledger.books[info.account].positions
        found = [
            (day, LISTINGS[symbol], flow)
            for symbol, position in positions.items()
            for day, flow in position.flows.items()
            if first <= day <= last
        ]
        yield from sorted(found, key=lambda row: (row[0], row[1].code))

    def _profit_row(self, day: date, listing: OverseasListing, flow: DayFlow, shown: ProfitShown) -> RealizedProfit:
        exchange_rate, unit = self._broker.overseas.rates.shown(listing.currency, day)
        factor = exchange_rate / unit if shown is ProfitShown.WON else Decimal(1)

        def amount(units: Decimal | int, places: int = 4) -> Amount:
            return Amount(round(in_currency(1, listing.currency) * units * factor, places))

        return RealizedProfit(
            date=day,
            symbol=listing.code,
            name=listing.name,
            quantity=Units(Decimal(flow.sell_quantity)),
            average_price=amount(Decimal(flow.sell_cost) / flow.sell_quantity),
            cost=amount(flow.sell_cost),
            price=amount(Decimal(flow.sell_amount) / flow.sell_quantity),
            value=amount(flow.sell_amount),
            costs=amount(flow.sell_fee + flow.tax),
            profit=amount(flow.realized),
            profit_rate=rate(flow.realized, flow.sell_cost),
            exchange_rate=exchange_rate,
            exchange_code=listing.exchange.value,
            first_exchange_rate=exchange_rate,
        )

    def transactions(self, call: Call, request: TransactionsQuery) -> Transactions:
        """일별거래내역: a row for each day, symbol and side."""
        wanted = meant_by_code(request.exchange_code)
        rows = [
            self._transaction(day, listing, flow, side)
            for day, listing, flow in self._flows(call.info, request.start, request.end)
            for side in (Side.BUY, Side.SELL)
            if (flow.buy_quantity if side is Side.BUY else flow.sell_quantity)
            and listing.exchange in wanted
            and request.symbol.strip() in ("", "%", listing.code)
            and request.side in (SideFilter.ALL, SIDE_CODES[side].value)
        ]
        bought, sold = (
            sum((row.value or _ZERO for row in rows if row.side is SIDE_CODES[side]), _ZERO)
            for side in (Side.BUY, Side.SELL)
        )
        totals = TransactionTotals(
            bought=Amount(bought),
            sold=Amount(sold),
            fee=Amount(sum((row.fee or _ZERO for row in rows), _ZERO)),
            foreign_fee=Amount(sum((row.foreign_fee or _ZERO for row in rows), _ZERO)),
        )
        return Transactions(rows=tuple(rows), totals=totals)

    def _transaction(self, day: date, listing: OverseasListing, flow: DayFlow, side: Side) -> Transaction:
        currency, bought = listing.currency, side is Side.BUY
        quantity = flow.buy_quantity if bought else flow.sell_quantity
        amount, fee = (flow.buy_amount, flow.buy_fee) if bought else (flow.sell_amount, flow.sell_fee)
        tax = 0 if bought else flow.tax
        settled = amount + fee if bought else amount - fee - tax
        return with_zeros(
            Transaction,
            date=day,
            settlement_date=due_of(day, listing.exchange.country),
            side=SIDE_CODES[side],
            side_name=SIDE_NAMES[side],
            symbol=listing.code,
            name=listing.name,
            quantity=Units(Decimal(quantity)),
            fractional_quantity=round(Decimal(quantity), 8),
            price=Amount(round(in_currency(1, currency) * amount / quantity, 8)),
            stock_price=Amount(round(in_currency(1, currency) * amount / quantity, 8)),
            value=money(currency, amount),
            settled=money(currency, settled),
            fee=money(currency, fee),
            foreign_fee=money(currency, tax),
            currency=currency.value,
            isin=listing.isin,
            exchange_rate=self._broker.overseas.rates.shown(currency, day)[0],
            loan_code="01",
            loan_name="현금",
        )

    def buying_power(self, call: Call, request: PowerQuery) -> BuyingPower:
        """매수가능금액: by foreign cash, and with won at today's rate (통합증거금). Raises `Refusal`."""
        floor, info = self._broker.overseas, call.info
        listing = floor.listing(request.symbol)
        if listing is None or listing.exchange is not request.exchange:
            raise refusal(Reason.UNKNOWN_SYMBOL, info.env)
        currency, day = listing.currency, floor.today(listing.exchange)
        units = units_of(self._broker, info, request.symbol, request.price) or floor.quote(listing.code).last
        wallet = floor.wallet(info, currency)
        with_won = wallet.free + floor.rates.units(floor.won_free(info), currency, day)
        alone, both = (floor.affordable(listing, units, amount) for amount in (wallet.free, with_won))
        return BuyingPower(
            currency=currency.value,
            foreign_cash=money(currency, wallet.free),
            reusable=money(currency, wallet.to_get),
            value=money(currency, wallet.free),
            quantity=Units(Decimal(alone)),
            value_after_exchange=money(currency, with_won),
            quantity_after_exchange=Units(Decimal(both)),
            orderable=Units(Decimal(alone)),
            exchange_rate=floor.rates.shown(currency, day)[0],
            value_with_won=money(currency, with_won),
            quantity_with_won=Units(Decimal(both)),
        )

    def margins(self, call: Call, _request: MarginQuery) -> tuple[CurrencyMargin, ...]:
        """통화별 증거금: a row for each country."""
        floor, info = self._broker.overseas, call.info
        won, rows = floor.won_free(info), []
        for country in Country:
            currency = country.currency
            wallet, day = floor.wallet(info, currency), floor.today(_first(country))
            rows.append(
                CurrencyMargin(
                    country_name=country.korean_name,
                    currency=currency.value,
                    deposit=money(currency, wallet.settled),
                    unsettled_bought=money(currency, wallet.to_pay),
                    unsettled_sold=money(currency, wallet.to_get),
                    receivable=money(currency, 0),
                    margin=money(currency, wallet.held),
                    orderable=money(currency, wallet.free),
                    foreign_orderable=money(currency, wallet.free),
                    orderable_with_won=money(currency, wallet.free + floor.rates.units(won, currency, day)),
                    exchange_rate=floor.rates.shown(currency, day)[0],
                )
            )
        return tuple(rows)


def _first(country: Country) -> Exchange:
    return next(exchange for exchange in Exchange if exchange.country is country)


def _of(row: RealizedProfit, name: str) -> Decimal:
    found: Decimal = getattr(row, name) or _ZERO
    return found


def _is_asked(listing: OverseasListing, request: ProfitQuery) -> bool:
    return (
        listing.exchange in meant_by_code(request.exchange_code)
        and request.country.strip() in ("", "000", listing.exchange.country)
        and request.currency.strip() in ("", listing.currency)
        and request.symbol.strip() in ("", "%", listing.code)
    )
