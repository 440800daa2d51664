"""해외주식 잔고: positions by exchange, by fills and by settlement, each in won or in its currency."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kis.credentials import Account, Environment
from kis.overseas.balance import Balance, BalanceTotals, Position
from kis.overseas.codes import Currency
from kis.overseas.present import CurrencyBalance, PresentBalance, PresentPosition, PresentTotals
from kis.overseas.queries import BalanceQuery, PresentQuery, SettledQuery, Shown
from kis.overseas.settled import SettledBalance, SettledCurrency, SettledPosition, SettledTotals
from kis.simulator.accounts import AccountInfo
from kis.simulator.broker import Broker
from kis.simulator.overseas.clearing import due_of
from kis.simulator.overseas.holdings import Holding, Wallet
from kis.simulator.server.domestic.zeros import with_zeros
from kis.simulator.server.overseas.shown import CURRENCY_NAMES, meant_by, money, price, rate
from kis.simulator.server.routes import Call
from kis.units import Amount, Percent, Units

_ALL_COUNTRIES = frozenset({"000", ""})
_ALL_MARKETS = frozenset({"00", ""})


class BalanceDesk:
    """Answers what an account holds abroad."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    def balance(self, call: Call, request: BalanceQuery) -> Balance:
        """잔고 of one exchange; NASD stands for the whole US on a real account."""
        exchanges = meant_by(call, request.exchange)
        holdings = self._broker.overseas.holdings(call.info, exchanges)
        account = Account.parse(call.info.account)
        return Balance(
            positions=tuple(_position(row, account) for row in holdings),
            totals=self._totals(call.info, holdings, request.exchange.currency),
        )

    def _totals(self, info: AccountInfo, holdings: Sequence[Holding], currency: Currency) -> BalanceTotals:
        cost, profit = sum(row.cost for row in holdings), sum(row.profit for row in holdings)
        positions = self._broker.overseas.ledger.books[info.account].positions
        flows = [flow for row in holdings for flow in positions[row.listing.code].flows.values()]
        realized, sold_cost = sum(flow.realized for flow in flows), sum(flow.sell_cost for flow in flows)
        bought = sum(flow.buy_amount for flow in flows)
        return BalanceTotals(
            cost=money(currency, cost),
            realized_profit=money(currency, realized),
            total_profit=money(currency, profit + realized),
            realized_rate=rate(realized, sold_cost),
            profit=money(currency, profit),
            profit_rate=rate(profit, cost),
            bought=money(currency, bought),
            realized_profit_2=money(currency, realized),
            bought_2=money(currency, bought),
        )

    def present(self, call: Call, request: PresentQuery) -> PresentBalance:
        """체결기준현재잔고; paper fills the totals alone."""
        holdings = [row for row in self._broker.overseas.holdings(call.info) if _in_market(row, request)]
        wallets = self._wallets(call.info)
        totals = self._present_totals(call.info, holdings, wallets)
        if call.info.env is Environment.PAPER:
            return PresentBalance(positions=(), currencies=(), totals=totals)
        return PresentBalance(
            positions=tuple(self._present_row(row, request.shown) for row in holdings),
            currencies=tuple(self._currency_row(wallet) for wallet in wallets),
            totals=totals,
        )

    def _wallets(self, info: AccountInfo) -> list[Wallet]:
        """Return the money of each currency that the account has or moves; dollars always."""
        wallets = [self._broker.overseas.wallet(info, currency) for currency in Currency]
        return [w for w in wallets if w.currency is Currency.USD or w.settled or w.total or w.held]

    def _rate(self, row: Holding) -> tuple[Decimal, int]:
        floor = self._broker.overseas
        return floor.rates.shown(row.listing.currency, floor.today(row.listing.exchange))

    def _present_row(self, row: Holding, shown: Shown) -> PresentPosition:
        listing, (exchange_rate, unit) = row.listing, self._rate(row)
        factor = exchange_rate / unit if shown is Shown.WON else Decimal(1)
        quantity, today = Decimal(row.quantity), row.today
        return with_zeros(
            PresentPosition,
            name=listing.name,
            settled=_eight(quantity - today.buy_quantity + today.sell_quantity),
            bought_today=_eight(Decimal(today.buy_quantity)),
            sold_today=_eight(Decimal(today.sell_quantity)),
            quantity=_eight(quantity),
            sellable=_eight(Decimal(row.sellable)),
            cost=_five(row.money(row.cost) * factor),
            value=_five(row.money(row.value) * factor),
            profit=_five(row.money(row.profit) * factor),
            profit_rate=Percent(row.profit_rate),
            symbol=listing.code,
            exchange_rate=_eight(exchange_rate),
            currency=listing.currency.value,
            price=_five(price(listing, row.quote.last) * factor),
            average_price=Amount(round(row.average * factor, 4)),
            market_name=listing.exchange.korean_name,
            country_name=listing.exchange.country.korean_name,
            cost_in_won=Amount(round(row.money(row.cost) * exchange_rate / unit, 0)),
            bought_today_value=_five(row.money(today.buy_amount) * factor),
            sold_today_value=_five(row.money(today.sell_amount) * factor),
            unit=Decimal(unit),
            isin=listing.isin,
            product_type=listing.exchange.product_type,
            kind_name="현금",
            exchange_code=listing.exchange.value,
            quote_code=listing.exchange.quote_code,
        )

    def _currency_row(self, wallet: Wallet) -> CurrencyBalance:
        currency = wallet.currency
        withdrawable = max(0, min(wallet.settled, wallet.total) - wallet.held)
        return with_zeros(
            CurrencyBalance,
            currency=currency.value,
            currency_name=CURRENCY_NAMES[currency],
            bought=money(currency, wallet.bought),
            sold=money(currency, wallet.sold),
            deposit=money(currency, wallet.settled),
            exchange_rate=wallet.rate,
            buying_margin=money(currency, wallet.held),
            withdrawable=money(currency, withdrawable),
            withdrawable_in_won=Amount(round(wallet.money(withdrawable) * wallet.rate, 0)),
            kept_abroad=True,
            withdrawable_d1=money(currency, withdrawable),
        )

    def _present_totals(
        self, info: AccountInfo, holdings: Sequence[Holding], wallets: Sequence[Wallet]
    ) -> PresentTotals:
        cost, value, profit = self._in_won(holdings)
        foreign = sum((round(w.money(w.total) * w.rate, 0) for w in wallets), Decimal(0))
        held = sum((round(w.money(w.held) * w.rate, 0) for w in wallets), Decimal(0))
        won = Decimal(self._broker.holdings(info).cash_d2)
        return with_zeros(
            PresentTotals,
            cost=Amount(cost),
            value=Amount(value),
            profit=Amount(profit),
            deposit=Amount(won),
            total_deposit=Amount(won + foreign),
            withdrawable=Amount(Decimal(self._broker.overseas.won_free(info))),
            foreign_value=Amount(foreign),
            earning_rate=Percent(round(profit * 100 / cost, 2)) if cost else Percent(Decimal("0.00")),
            total_cost=Amount(cost),
            total_value=Amount(value),
            total_profit=Amount(profit),
            total_assets=Amount(won + foreign + value),
            buying_margin=Amount(held),
            margin=Amount(held),
            usable_foreign=Amount(sum((round(w.money(w.free) * w.rate, 0) for w in wallets), Decimal(0))),
            unsettled_sold=Amount(sum((round(w.money(w.to_get) * w.rate, 0) for w in wallets), Decimal(0))),
            unsettled_bought=Amount(sum((round(w.money(w.to_pay) * w.rate, 0) for w in wallets), Decimal(0))),
            foreign_balance=Amount(foreign),
        )

    def _in_won(self, holdings: Sequence[Holding]) -> tuple[Decimal, Decimal, Decimal]:
        """Return cost, value and profit of all positions in won."""
        cost = value = Decimal(0)
        for row in holdings:
            exchange_rate, unit = self._rate(row)
            cost += round(row.money(row.cost) * exchange_rate / unit, 0)
            value += round(row.money(row.value) * exchange_rate / unit, 0)
        return cost, value, value - cost

    def settled(self, call: Call, request: SettledQuery) -> SettledBalance:
        """결제기준잔고: what has settled by a day, at today's prices."""
        info, floor = call.info, self._broker.overseas
        holdings, wallets = floor.holdings(info), self._wallets(info)
        positions = floor.ledger.books[info.account].positions
        rows = []
        for row in holdings:
            country, flows = row.listing.exchange.country, positions[row.listing.code].flows
            late = [flow for day, flow in flows.items() if due_of(day, country) > request.day]
            quantity = row.quantity - sum(flow.buy_quantity - flow.sell_quantity for flow in late)
            rows.append(self._settled_row(row, quantity, request.shown))
        cost, value, profit = self._in_won(holdings)
        foreign = sum((round(w.money(w.settled) * w.rate, 0) for w in wallets), Decimal(0))
        won = Decimal(self._broker.holdings(info).cash)
        totals = with_zeros(
            SettledTotals,
            cost=Amount(cost),
            profit=Amount(profit),
            earning_rate=Percent(round(profit * 100 / cost, 2)) if cost else Percent(Decimal("0.00")),
            deposit=Amount(won),
            value=Amount(value),
            total_assets=Amount(won + foreign + value),
            foreign_value=Amount(foreign),
        )
        currencies = tuple(
            SettledCurrency(
                currency=w.currency.value,
                currency_name=CURRENCY_NAMES[w.currency],
                deposit=money(w.currency, w.settled),
                exchange_rate=w.rate,
                value=Amount(round(w.money(w.settled) * w.rate, 0)),
            )
            for w in wallets
        )
        return SettledBalance(positions=tuple(rows), currencies=currencies, totals=totals)

    def _settled_row(self, row: Holding, quantity: int, shown: Shown) -> SettledPosition:
        full = self._present_row(row, shown)
        at = self._broker.now()
        return with_zeros(
            SettledPosition,
            symbol=full.symbol,
            name=full.name,
            quantity=_eight(Decimal(quantity)),
            sellable=full.sellable,
            average_price=full.average_price,
            price=full.price,
            cost=full.cost,
            value=full.value,
            profit=full.profit,
            exchange_rate=full.exchange_rate,
            updated_at=f"{at:%Y%m%d%H%M%S}000",
            currency=full.currency,
            sold_today=full.sold_today,
            bought_today=full.bought_today,
            profit_rate=full.profit_rate,
            market_name=full.market_name,
            country_name=full.country_name,
            isin=full.isin,
            product_type=full.product_type,
            exchange_code=full.exchange_code,
            kind_name=full.kind_name,
        )


def _position(row: Holding, account: Account) -> Position:
    listing = row.listing
    return Position(
        account_number=account.number,
        account_product=account.product,
        product_type=listing.exchange.product_type,
        symbol=listing.code,
        name=listing.name,
        profit=money(listing.currency, row.profit),
        profit_rate=Percent(row.profit_rate),
        average_price=Amount(row.average),
        quantity=Units(Decimal(row.quantity)),
        sellable=Units(Decimal(row.sellable)),
        cost=money(listing.currency, row.cost),
        value=money(listing.currency, row.value),
        price=price(listing, row.quote.last),
        currency=listing.currency.value,
        exchange_code=listing.exchange.value,
        loan_type="10",
    )


def _in_market(row: Holding, request: PresentQuery) -> bool:
    exchange = row.listing.exchange
    in_country = request.country.strip() in _ALL_COUNTRIES or request.country == exchange.country
    return in_country and (request.market.strip() in _ALL_MARKETS or request.market == exchange.market_code)


def _eight(value: Decimal) -> Decimal:
    return round(value, 8)


def _five(value: Decimal) -> Amount:
    return Amount(round(value, 5))
