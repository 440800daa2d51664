"""Domestic stocks (국내주식): the broker's answers as the messages of `kis.domestic`."""

from __future__ import annotations

from kis.domestic.account import Account
from kis.domestic.credit import Credit
from kis.domestic.info import Info
from kis.domestic.orders import Orders
from kis.domestic.profit import Profit
from kis.domestic.reservations import Reservations
from kis.simulator.broker import Broker
from kis.simulator.server.domestic import orders, reservations
from kis.simulator.server.domestic.account import AccountDesk
from kis.simulator.server.domestic.assets import AssetsDesk
from kis.simulator.server.domestic.credit import CreditDesk
from kis.simulator.server.domestic.extremes import ExtremesOfYear
from kis.simulator.server.domestic.info import InfoDesk
from kis.simulator.server.domestic.looking import serve_lists, serve_quotes
from kis.simulator.server.domestic.margin import MarginDesk
from kis.simulator.server.domestic.orders import OrderDesk
from kis.simulator.server.domestic.profit import ProfitDesk
from kis.simulator.server.domestic.reservations import ReservationDesk
from kis.simulator.server.routes import Routes


def serve(routes: Routes, broker: Broker) -> None:
    """Answer every call of `kis.domestic`. Rows a page are those of KIS's portal."""
    desk = OrderDesk(broker)
    routes.serve(Orders.buy, desk.buy, said=orders.BOUGHT)
    routes.serve(Orders.sell, desk.sell, said=orders.SOLD)
    routes.serve(Orders.amend, desk.amend, said=orders.AMENDED)
    routes.serve(Orders.cancel, desk.cancel, said=orders.CANCELLED)

    credit = CreditDesk(broker)
    routes.serve(Credit.buy, credit.buy, said=orders.BOUGHT)
    routes.serve(Credit.sell, credit.sell, said=orders.SOLD)
    routes.serve(Credit.buying_power, credit.buying_power)

    reserved = ReservationDesk(broker)
    routes.serve(Reservations.buy, reserved.place, said=reservations.MADE)
    routes.serve(Reservations.sell, reserved.place, said=reservations.MADE)
    routes.serve(Reservations.amend, reserved.amend, said=reservations.AMENDED)
    routes.serve(Reservations.cancel, reserved.cancel, said=reservations.CANCELLED)
    routes.serve(Reservations.list, reserved.list, real_rows=20)

    account = AccountDesk(broker)
    routes.serve(Account.amendable, account.amendable, real_rows=50)
    routes.serve(Account.daily_orders, account.daily_orders, real_rows=100, paper_rows=15)
    routes.serve(Account.past_orders, account.daily_orders, real_rows=100, paper_rows=15)
    routes.serve(Account.balance, account.balance, real_rows=50, paper_rows=20)
    routes.serve(Account.buying_power, account.buying_power)

    assets = AssetsDesk(broker)
    routes.serve(Account.sellable, assets.sellable)
    routes.serve(Account.assets, assets.assets)
    routes.serve(Account.margin, MarginDesk(broker).margin)
    routes.serve(Account.rights, assets.rights)

    profit = ProfitDesk(broker)
    routes.serve(Profit.by_day, profit.by_day)
    routes.serve(Profit.by_trade, profit.by_trade)
    routes.serve(Profit.with_balance, profit.with_balance)

    extremes = ExtremesOfYear(broker)
    serve_quotes(routes, broker, extremes)
    serve_lists(routes, broker, extremes)

    info = InfoDesk(broker)
    routes.serve(Info.stock_info, info.stock_info)
    routes.serve(Info.product_info, info.product_info)
    routes.serve(Info.holidays, info.holidays, real_rows=24)
