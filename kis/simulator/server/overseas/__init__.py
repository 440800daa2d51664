"""Overseas stocks (해외주식): the broker's answers as the messages of `kis.overseas`."""

from __future__ import annotations

from kis.overseas.account import Account
from kis.overseas.info import Info
from kis.overseas.orders import Orders
from kis.overseas.quotes import Quotes
from kis.overseas.ranks import Ranks
from kis.overseas.reservations import Reservations
from kis.simulator.broker import Broker
from kis.simulator.server.domestic.orders import AMENDED, BOUGHT, CANCELLED, SOLD
from kis.simulator.server.overseas import orders
from kis.simulator.server.overseas.balances import BalanceDesk
from kis.simulator.server.overseas.charts import ChartDesk
from kis.simulator.server.overseas.history import HistoryDesk
from kis.simulator.server.overseas.info import InfoDesk
from kis.simulator.server.overseas.orders import OrderDesk, ReservationDesk
from kis.simulator.server.overseas.profit import ProfitDesk
from kis.simulator.server.overseas.quotes import QuoteDesk
from kis.simulator.server.overseas.ranks import RankDesk
from kis.simulator.server.overseas.shown import NASDAQ_ALONE
from kis.simulator.server.routes import Routes

_NASDAQ = {"ovrs_excg_cd": {"": "NASD", NASDAQ_ALONE: "NASD"}}
"""Clients leave the exchange blank, or name Nasdaq as quotes do."""


def serve(routes: Routes, broker: Broker) -> None:
    """Answer every call of `kis.overseas`. Rows a page are those of KIS's portal."""
    desk = OrderDesk(broker)
    routes.serve(Orders.buy, desk.buy, said=BOUGHT)
    routes.serve(Orders.sell, desk.sell, said=SOLD)
    routes.serve(Orders.amend, desk.amend, said=AMENDED)
    routes.serve(Orders.cancel, desk.cancel, said=CANCELLED)
    routes.serve(Orders.daytime_buy, desk.daytime_buy, said=BOUGHT)
    routes.serve(Orders.daytime_sell, desk.daytime_sell, said=SOLD)
    routes.serve(Orders.daytime_amend, desk.amend, said=AMENDED)
    routes.serve(Orders.daytime_cancel, desk.cancel, said=CANCELLED)

    reserved = ReservationDesk(broker)
    routes.serve(Reservations.buy, reserved.buy, said=orders.RESERVED)
    routes.serve(Reservations.sell, reserved.sell, said=orders.RESERVED)
    routes.serve(Reservations.cancel, reserved.cancel, said=orders.UNRESERVED)
    routes.serve(Reservations.cancel_in_asia, reserved.cancel_in_asia, said=orders.UNRESERVED)
    routes.serve(Reservations.list, reserved.list, aliases=_NASDAQ)

    history = HistoryDesk(broker)
    routes.serve(Account.amendable, history.amendable, real_rows=40, aliases=_NASDAQ)
    routes.serve(Account.daily_orders, history.daily_orders, real_rows=20, paper_rows=15)
    routes.serve(Account.split_orders, history.split_orders)
    routes.serve(Account.split_fills, history.split_fills)

    balances = BalanceDesk(broker)
    routes.serve(Account.balance, balances.balance, aliases=_NASDAQ)
    routes.serve(Account.present, balances.present)
    routes.serve(Account.settled, balances.settled)

    profit = ProfitDesk(broker)
    routes.serve(Account.buying_power, profit.buying_power)
    routes.serve(Account.margins, profit.margins)
    routes.serve(Account.profit, profit.profit)
    routes.serve(Account.transactions, profit.transactions)
    _serve_market(routes, broker)


def _serve_market(routes: Routes, broker: Broker) -> None:
    quotes, charts = QuoteDesk(broker), ChartDesk(broker)
    routes.serve(Quotes.price, quotes.price)
    routes.serve(Quotes.detail, quotes.detail)
    routes.serve(Quotes.order_book, quotes.order_book)
    routes.serve(Quotes.watchlist, quotes.watchlist)
    routes.serve(Quotes.trades, quotes.trades)
    routes.serve(Quotes.chart, charts.chart)
    routes.serve(Quotes.minute_chart, charts.minute_chart)
    routes.serve(Quotes.index_chart, charts.index_chart)

    ranks = RankDesk(broker)
    routes.serve(Ranks.volume, ranks.volume)
    routes.serve(Ranks.rate, ranks.rate)
    routes.serve(Ranks.search, ranks.search)

    info = InfoDesk(broker)
    routes.serve(Info.stock_info, info.stock_info)
    routes.serve(Info.settlement_days, info.settlement_days)
    routes.serve(Info.news, info.news)
    routes.serve(Info.ledger, info.ledger)
