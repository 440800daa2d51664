"""The routes of what is looked at: quotes, lists and the market."""

from __future__ import annotations

from kis.domestic.elw import Elw
from kis.domestic.etf import Etf
from kis.domestic.indices import Indices
from kis.domestic.market import Market
from kis.domestic.overtime import Overtime
from kis.domestic.quotes import Quotes
from kis.domestic.ranks import Ranks
from kis.domestic.watchlists import Screens, Watchlists
from kis.simulator.broker import Broker
from kis.simulator.server.domestic.days import DayDesk
from kis.simulator.server.domestic.details import DetailDesk
from kis.simulator.server.domestic.etf import EtfDesk
from kis.simulator.server.domestic.extremes import ExtremesOfYear
from kis.simulator.server.domestic.indices import IndexDesk
from kis.simulator.server.domestic.market import MarketDesk
from kis.simulator.server.domestic.overtime import OvertimeDesk
from kis.simulator.server.domestic.quotes import QuoteDesk
from kis.simulator.server.domestic.ranks import RankDesk
from kis.simulator.server.domestic.trades import TradeDesk
from kis.simulator.server.domestic.watchlists import WatchDesk
from kis.simulator.server.routes import Routes


def serve_quotes(routes: Routes, broker: Broker, extremes: ExtremesOfYear) -> None:
    """Answer what is asked about one symbol."""
    quotes, details = QuoteDesk(broker, extremes), DetailDesk(broker)
    routes.serve(Quotes.price, quotes.price)
    routes.serve(Quotes.order_book, quotes.order_book)
    routes.serve(Quotes.chart, quotes.chart)
    routes.serve(Quotes.price_detail, details.price_detail)
    routes.serve(Elw.price, details.elw)

    trades = TradeDesk(broker)
    routes.serve(Quotes.trades, trades.trades)
    routes.serve(Quotes.timed_trades, trades.timed_trades)
    routes.serve(Quotes.minute_chart, trades.minute_chart, aliases={"fid_input_hour_1": {"": "000000"}})
    routes.serve(Quotes.past_minute_chart, trades.past_minute_chart)

    days = DayDesk(broker)
    routes.serve(Quotes.days, days.days, aliases={"fid_org_adj_prc": {"0000000000": "0", "0000000001": "1"}})
    routes.serve(Quotes.investors, days.investors)
    routes.serve(Quotes.flows, days.flows)
    routes.serve(Quotes.members, days.members)

    overtime = OvertimeDesk(broker)
    routes.serve(Overtime.price, overtime.price)
    routes.serve(Overtime.order_book, overtime.order_book)
    routes.serve(Overtime.days, overtime.days)
    routes.serve(Overtime.trades, overtime.trades)

    etf = EtfDesk(broker)
    routes.serve(Etf.price, etf.price)
    routes.serve(Etf.order_book, etf.order_book)
    routes.serve(Etf.components, etf.components)
    routes.serve(Etf.nav, etf.nav)


def serve_lists(routes: Routes, broker: Broker, extremes: ExtremesOfYear) -> None:
    """Answer what is asked about many symbols or the whole market."""
    ranks = RankDesk(broker, extremes)
    routes.serve(Ranks.volume, ranks.volume)
    routes.serve(Ranks.change, ranks.change)
    routes.serve(Ranks.market_cap, ranks.market_cap)
    routes.serve(Ranks.strength, ranks.strength)
    routes.serve(Ranks.extremes, ranks.extremes)
    routes.serve(Ranks.views, ranks.views)

    indices = IndexDesk(broker)
    routes.serve(Indices.price, indices.price)
    routes.serve(Indices.chart, indices.chart)
    routes.serve(Indices.days, indices.days)

    market = MarketDesk(broker)
    routes.serve(Market.interruptions, market.interruptions)
    routes.serve(Market.news, market.news)
    routes.serve(Market.limits, market.limits)
    routes.serve(Market.expected_closes, market.expected_closes)
    routes.serve(Market.days, market.days)

    watched = WatchDesk(broker, extremes)
    routes.serve(Watchlists.prices, watched.prices)
    routes.serve(Watchlists.groups, watched.groups)
    routes.serve(Watchlists.stocks, watched.stocks)
    routes.serve(Screens.titles, watched.titles)
    routes.serve(Screens.results, watched.results)
