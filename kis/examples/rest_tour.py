"""REST 둘러보기: 현재가, 호가, 차트, 잔고, 매수 가능 금액, 주문, 정정, 취소."""

from __future__ import annotations

from datetime import timedelta

from kis import Kis, Shares, Won
from kis.domestic import OrderType
from kis.examples.running import run
from kis.market.ticks import snap, step

SYMBOL = "005930"


async def main(kis: Kis) -> None:
    """REST 둘러보기: 시세를 보고, 계좌를 보고, 체결되지 않을 주문을 냈다가 고치고 거둬들여요."""
    price = await look(kis)
    await account(kis, price)
    await order(kis, price)


async def look(kis: Kis) -> Won:
    """Show price, book and candles; return the price."""
    quotes = kis.domestic.quotes
    quote = await quotes.price(symbol=SYMBOL)
    print(f"현재가 {quote.price:,}원 ({quote.change_rate}%), 거래량 {quote.volume:,}주")

    book = (await quotes.order_book(symbol=SYMBOL)).ladder
    print(f"매도 1호가 {book.asks[0].price:,}원, 매수 1호가 {book.bids[0].price:,}원")

    today = kis.clock.now().date()
    candles = await quotes.candles(symbol=SYMBOL, start=today - timedelta(days=14), end=today)
    for candle in candles[:5]:
        print(f"  {candle.date} 시 {candle.open:,} 고 {candle.high:,} 저 {candle.low:,} 종 {candle.close:,}")
    return quote.price


async def account(kis: Kis, price: Won) -> None:
    """Show what the account has, and what it can buy."""
    balance = await kis.domestic.account.balance()
    print(f"예수금 {balance.totals.deposit:,}원, 보유 {len(balance.held)}종목")
    power = await kis.domestic.account.buying_power(symbol=SYMBOL, price=price, order_type=OrderType.LIMIT)
    print(f"지금 가격으로 {power.quantity:,}주까지 살 수 있어요.")


async def order(kis: Kis, price: Won) -> None:
    """Place an order too low to be filled, raise it by a tick, withdraw it."""
    orders = kis.domestic.orders
    low = Won(snap(price * 9 // 10, up=False))
    placed = await orders.buy(symbol=SYMBOL, quantity=Shares(1), price=low, order_type=OrderType.LIMIT)
    print(f"매수 접수 {placed.number}: 1주 {low:,}원")

    higher = Won(step(low))
    amended = await orders.amend(branch=placed.branch, number=placed.number, price=higher, order_type=OrderType.LIMIT)
    print(f"정정 접수 {amended.number}: {higher:,}원")

    cancelled = await orders.cancel(branch=amended.branch, number=amended.number)
    print(f"취소 접수 {cancelled.number}")


if __name__ == "__main__":
    run(main, orders=True)
