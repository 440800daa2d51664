"""해외주식: 이름으로 찾은 미국 주식을 한 주 사고, 낮은 가격의 주문은 미체결에서 거둬들여요."""

from __future__ import annotations

from decimal import Decimal

from kis import Amount, Kis, Shares
from kis.examples.running import run
from kis.market.fees import OVERSEAS
from kis.overseas import Exchange
from kis.overseas.ticks import snap
from kis.symbols import well_known

WORD = "애플"


async def main(kis: Kis) -> None:
    """해외주식: 종목 찾기, 시세, 살 수 있는 수량, 매수, 달러 잔고, 미체결과 취소."""
    found = well_known().search(WORD, 1, markets=OVERSEAS)[0]
    exchange = found.exchange or Exchange.NASDAQ
    print(f"{WORD} → {found.name} ({found.ticker}, {exchange.korean_name})")

    quote = await kis.overseas.quotes.price(exchange=exchange, symbol=found.code)
    if not quote.price:
        print("시세가 비어 있어요. 가격 없이 주문하지 않아요.")
        return
    print(f"현재가 {quote.price:.2f} {exchange.currency} ({quote.change_rate}%)")
    await buy(kis, exchange, found.code, quote.price)
    await withdraw(kis, exchange, found.code, quote.price)


async def buy(kis: Kis, exchange: Exchange, symbol: str, price: Amount) -> None:
    """Buy a share, at most one percent above the price, since there is no market order to buy."""
    limit = snap(price * Decimal("1.01"), exchange, up=True)
    power = await kis.overseas.account.buying_power(exchange=exchange, symbol=symbol, price=limit)
    print(f"달러로 {power.quantity}주, 원화를 바꾸면 {power.quantity_after_exchange}주까지 살 수 있어요.")

    bought = await kis.overseas.orders.buy(exchange=exchange, symbol=symbol, quantity=Shares(1), price=limit)
    print(f"매수 접수 {bought.number}: 1주 {limit} 이하")
    for position in (await kis.overseas.account.balance(exchange=exchange)).held:
        print(f"잔고 {position.name} {position.quantity}주, 평균 {position.average_price:.2f} {position.currency}")


async def withdraw(kis: Kis, exchange: Exchange, symbol: str, price: Amount) -> None:
    """Place an order too low to be filled, find it among the open ones, cancel it."""
    low = snap(price * Decimal("0.9"), exchange, up=False)
    placed = await kis.overseas.orders.buy(exchange=exchange, symbol=symbol, quantity=Shares(1), price=low)
    for order in await kis.overseas.account.open_orders(kis.clock.now(), exchange):
        print(f"미체결 {order.number}: {order.remaining}주 {order.price:.2f}")
    cancelled = await kis.overseas.orders.cancel(
        exchange=exchange, symbol=symbol, number=placed.number, quantity=Shares(1)
    )
    print(f"취소 접수 {cancelled.number}")


if __name__ == "__main__":
    run(main, orders=True)
