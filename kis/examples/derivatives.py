"""선물옵션: 최근월물 미니선물을 하나 샀다가 팔아요. 어느 종목이 최근월물인지는 날짜로 정해져요."""

from __future__ import annotations

from kis import Contracts, Kis
from kis.derivatives import Market, OrderType, Side
from kis.derivatives.contracts import ContractCode, near_future, specification
from kis.examples.running import run

MINI = "05"


async def main(kis: Kis) -> None:
    """선물옵션: 시세, 주문 가능 수량, 매수, 잔고, 매도."""
    symbol = near_future(kis.clock.now().date(), MINI)
    contract = specification(ContractCode.parse(symbol))
    quote = (await kis.derivatives.quotes.price(symbol=symbol, market=Market.INDEX_FUTURES)).contract
    print(f"{quote.name} ({symbol}) {quote.price}p ({quote.change_rate}%), 만기 {quote.last_trading_day}")
    print(f"계약 하나의 값은 {contract.value(quote.price, Contracts(1)):,}원 (1포인트에 {contract.multiplier:,}원)")

    book = (await kis.derivatives.quotes.order_book(symbol=symbol, market=Market.INDEX_FUTURES)).ladder
    power = await kis.derivatives.account.orderable(symbol=symbol, side=Side.BUY, price=book.asks[0].price)
    print(f"지금 {power.quantity}계약까지 살 수 있어요.")

    orders = kis.derivatives.orders
    bought = await orders.buy(symbol=symbol, quantity=Contracts(1), order_type=OrderType.MARKET)
    print(f"매수 접수 {bought.number}")
    for position in (await kis.derivatives.account.balance()).positions:
        print(f"잔고 {position.name} {position.side_name} {position.quantity}계약, 평균 {position.average_price:.2f}p")

    sold = await orders.sell(symbol=symbol, quantity=Contracts(1), order_type=OrderType.MARKET)
    print(f"매도 접수 {sold.number}")
    funds = (await kis.derivatives.account.balance()).funds
    print(f"오늘의 선물 매매손익 {funds.futures_realized_profit:,}원, 수수료 {funds.fee:,}원")


if __name__ == "__main__":
    run(main, orders=True)
