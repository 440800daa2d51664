"""Domestic futures and options (국내선물옵션): the floor's answers as the messages of `kis.derivatives`."""

from __future__ import annotations

from kis.derivatives import Account, Boards, Night, Orders, Quotes
from kis.simulator.broker import Broker
from kis.simulator.derivatives.hours import DAY, NIGHT
from kis.simulator.server.derivatives import orders
from kis.simulator.server.derivatives.account import AccountDesk
from kis.simulator.server.derivatives.balance import BalanceDesk
from kis.simulator.server.derivatives.boards import BoardDesk
from kis.simulator.server.derivatives.charts import ChartDesk
from kis.simulator.server.derivatives.night import NightDesk
from kis.simulator.server.derivatives.orders import OrderDesk
from kis.simulator.server.derivatives.quotes import QuoteDesk
from kis.simulator.server.routes import Routes


def serve(routes: Routes, broker: Broker) -> None:
    """Answer every call of `kis.derivatives`. Rows a page are those of KIS's portal."""
    for group, venue in ((Orders, DAY), (Night, NIGHT)):
        desk = OrderDesk(broker, venue)
        routes.serve(group.buy, desk.buy, said=orders.BOUGHT)
        routes.serve(group.sell, desk.sell, said=orders.SOLD)
        routes.serve(group.amend, desk.amend, said=orders.AMENDED)
        routes.serve(group.cancel, desk.cancel, said=orders.CANCELLED)

    account = AccountDesk(broker)
    routes.serve(Account.daily_orders, account.daily_orders)
    routes.serve(Account.fills, account.fills)
    routes.serve(Account.orderable, account.orderable)

    balance = BalanceDesk(broker)
    routes.serve(Account.balance, balance.balance, real_rows=20, paper_rows=20)
    routes.serve(Account.deposit, balance.deposit)
    routes.serve(Account.valuation, balance.valuation)
    routes.serve(Account.settlement, balance.settlement)

    night = NightDesk(broker)
    routes.serve(Night.daily_orders, night.daily_orders)
    routes.serve(Night.balance, night.balance)
    routes.serve(Night.orderable, night.orderable)

    quotes = QuoteDesk(broker)
    routes.serve(Quotes.price, quotes.price)
    routes.serve(Quotes.order_book, quotes.order_book)
    routes.serve(Quotes.margin_rates, quotes.margin_rates)

    charts = ChartDesk(broker)
    routes.serve(Quotes.chart, charts.chart)
    routes.serve(Quotes.minute_chart, charts.minute_chart)

    boards = BoardDesk(broker)
    routes.serve(Boards.futures, boards.futures)
    routes.serve(Boards.options, boards.options)
    routes.serve(Boards.option_months, boards.option_months)
    routes.serve(Boards.underlying, boards.underlying)
