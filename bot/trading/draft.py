"""One line of chat to the draft of an order: `삼성전자 10 70000`, `KODEX 200 10주 시장가`, `하이닉스 전량 20만원`.

Read from the right: the price, the quantity; what is left is the name, which may hold blanks and digits.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot import markets
from bot.errors import NotFound, UserError
from bot.i18n import say
from bot.markets import market as seam
from bot.markets.booked import Reserve
from bot.markets.market import Wanted
from bot.markets.words import typed_verb
from bot.names import Directory
from bot.storage.terms import WON, Funding, OrderType, Segment
from bot.trading.conditions import PLAIN, Conditions
from bot.trading.figures import figure
from bot.trading.quantities import DOLLARS, Budget, Quantity, quantity
from bot.trading.readings import (
    NAME_LIMIT,
    Market,
    Price,
    Reading,
    fits,
    in_other_money,
    other_money,
    price_of,
    readings,
)
from bot.typed import typed, typed_name
from kis.domestic.codes import Side
from kis.symbols import Ambiguous, Instrument

__all__ = ["EXAMPLES", "NAME_LIMIT", "AmbiguousName", "Market", "OrderDraft", "Price"]

EXAMPLES = {Side.BUY: "매수 삼성전자 10 70000", Side.SELL: "매도 삼성전자 10 70000"}


class AmbiguousName(UserError):
    """Several instruments fit the name: let the user choose, then go on with the same words."""

    def __init__(
        self,
        name: str,
        candidates: tuple[Instrument, ...],
        quantity: Quantity,
        price: Price | None,
        conditions: Conditions,
    ) -> None:
        super().__init__(say("「{name}」에 맞는 종목이 여럿이에요. 골라 주세요.", name=name))
        self.candidates = candidates
        self.quantity = quantity
        self.price = price
        self.conditions = conditions


@dataclass(frozen=True, slots=True)
class OrderDraft:
    """What the user wants, before anything was asked of the broker. Without a price the user is asked for one.

    What is None beside it the market chooses.
    """

    side: Side
    instrument: Instrument
    quantity: Quantity
    price: Price | None
    order_type: OrderType | None = None
    venue: str | None = None
    funding: Funding = Funding.CASH
    reserve: Reserve | None = None

    @property
    def market(self) -> seam.Market:
        """Where it is ordered, or reserved. Raises `UserError` where it cannot be."""
        return markets.ordering(self.instrument, reserved=self.reserve is not None)

    @property
    def wanted(self) -> Wanted:
        """The same as a market reads it."""
        price = None if isinstance(self.price, Market) else self.price
        return Wanted(self.instrument, self.side, price, self.order_type, self.venue, self.funding, self.reserve)

    @property
    def conditions(self) -> Conditions:
        """All but what, how many and for how much."""
        return Conditions(self.order_type, self.venue, self.funding, self.reserve)

    @classmethod
    def of(
        cls, side: Side, instrument: Instrument, quantity: Quantity, price: Price | None, conditions: Conditions
    ) -> OrderDraft:
        """Put it together. Raises `UserError` where a venue is named that the instrument is not ordered at."""
        if conditions.venue is not None and markets.of_instrument(instrument).segment is not Segment.DOMESTIC:
            raise UserError(
                say(
                    "{venue}는 국내주식만 받아요. {venue} 없이 다시 적어 주세요.",
                    venue=conditions.venue,
                )
            )
        if conditions.funding is not Funding.CASH and markets.of_instrument(instrument).segment is not Segment.DOMESTIC:
            example = f"{typed_verb(side)} {typed_name(instrument)} 1 120.5"
            raise UserError(say("신용은 국내주식만 돼요. 현금으로 주문해 주세요. 예: {example}", example=example))
        if isinstance(quantity, Budget):
            _refuse_money(conditions.typed_verb(side), instrument, quantity)
        how = conditions
        return cls(side, instrument, quantity, price, how.order_type, how.venue, how.funding, how.reserve)

    @classmethod
    def parse(cls, side: Side, text: str, symbols: Directory, conditions: Conditions = PLAIN) -> OrderDraft:
        """Read the words after 매수 or 매도; `conditions` are known already by what stood before.

        Raises `AmbiguousName`, `NotFound`, or `UserError` with a sentence that says what to type instead.
        """
        words, conditions = _split(text.replace("@", " ").split(), conditions)
        verb = conditions.typed_verb(side)
        if not words:
            raise UserError(
                say(
                    "무엇을 몇 주 {verb}할까요? 예: {example}",
                    verb=conditions.verb(side),
                    example=_example(verb),
                )
            )
        best: tuple[Reading, Ambiguous] | None = None
        for reading in readings(words, conditions.order_type):
            found = symbols.resolve(reading.name) or markets.contract(reading.name)
            if isinstance(found, Instrument) and not fits(reading.price, found):
                continue
            if isinstance(found, Instrument):
                _refuse_zero(verb, found, reading)
                _refuse_unclear(verb, found, reading)
                _refuse_other_money(verb, reading, (found,))
                return cls.of(side, found, reading.quantity, reading.price, conditions)
            if isinstance(found, Ambiguous) and best is None and figure(reading.name) is None:
                best = reading, found
        if best is None:
            raise _refusal(verb, words, symbols)
        reading, choice = best
        fitting = _refuse_other_money(verb, reading, choice.candidates)
        raise AmbiguousName(reading.name, fitting, reading.quantity, reading.price, conditions)


def _split(words: list[str], conditions: Conditions) -> tuple[list[str], Conditions]:
    """Take the conditions off the end, as far as at least a name and a figure are left before them."""
    left = list(words)
    while len(left) > 2 and (more := conditions.with_word(left[-1])) is not None:
        conditions = more
        left.pop()
    return left, conditions


def _refuse_money(verb: str, instrument: Instrument, budget: Budget) -> None:
    """Contracts are counted, and dollars buy what is priced in dollars."""
    market, line = markets.of_instrument(instrument), f"{verb} {typed_name(instrument)}"
    if market.segment is Segment.DERIVATIVES:
        raise UserError(say("선물·옵션은 계약 수로 적어 주세요. 예: {line} 1 시장가", line=line))
    if budget.currency == DOLLARS and markets.currency_of(instrument) != DOLLARS:
        raise UserError(say("{name} 가격은 달러가 아니에요. 원으로 적어 주세요. 예: {line} 50만원",
                            name=instrument.name, line=line))  # fmt: skip


def _refuse_zero(verb: str, instrument: Instrument, reading: Reading) -> None:
    """A zero is no quantity and no price; the rest of the line stands in the example."""
    line = f"{verb} {typed_name(instrument)}"
    if reading.quantity == 0:
        price = reading.price if not isinstance(reading.price, Market) and reading.price else typed("시장가")
        raise UserError(say("수량은 1주부터예요. 이렇게 적어 주세요: {line} 1 {price}", line=line, price=price))
    if reading.price == 0:
        quantity = reading.quantity if isinstance(reading.quantity, int) else typed("전량")
        raise UserError(
            say(
                "가격은 0원일 수 없어요. 시장가로 하려면 이렇게 적어 주세요: {line} {quantity} {market}",
                line=line,
                quantity=quantity,
                market=typed("시장가"),
            )
        )


def _refuse_other_money(verb: str, reading: Reading, found: tuple[Instrument, ...]) -> tuple[Instrument, ...]:
    """Those of the instruments whose prices can be in the money that was named. Raises `UserError` if none can."""
    fitting = tuple(one for one in found if not in_other_money(reading.marked, markets.currency_of(one)))
    if not fitting:
        count = reading.quantity if isinstance(reading.quantity, int) else found[0].lot or 1
        line = f"{verb} {typed_name(found[0])} {count}"
        raise other_money(found[0].name, markets.currency_of(found[0]), line)
    return fitting


def _refuse_unclear(verb: str, instrument: Instrument, reading: Reading) -> None:
    """Money is not guessed at: say how either of two meanings is written."""
    if not reading.unclear or isinstance(reading.price, Market):
        return
    line = f"{verb} {typed_name(instrument)}"
    first, second = reading.price, reading.quantity
    raise UserError(
        say(
            "두 가지로 읽혀요. {second}주라면 「{line} {second}주 {first}」, "
            "{first}어치라면 「{line} {first}{mark} {second}{mark}」처럼 적어 주세요.",
            line=line,
            first=first,
            second=second,
            mark=say("원") if markets.currency_of(instrument) == WON else say("달러"),
        )
    )


def _refusal(verb: str, words: list[str], symbols: Directory) -> UserError:
    """Say which word was not understood."""
    figures = [word for word in words if quantity(word) is not None or price_of(word) is not None]
    name = " ".join(word for word in words if word not in figures)[:NAME_LIMIT]
    if not name:
        return UserError(say("어느 종목인지 적어 주세요. 예: {example}", example=_example(verb)))
    known = symbols.resolve(words[0])
    if known is not None and len(words) == 1:
        return UserError(
            say(
                "몇 주인지 적어 주세요. 예: {verb} {words} 10 {market}",
                verb=verb,
                words=words[0],
                market=typed("시장가"),
            )
        )
    if known is not None:
        others = [word for word in words[1:] if word not in figures]
        wrong = next(iter(others or [word for word in words[1:] if quantity(word) is None]), words[-1])
        shown = wrong[:NAME_LIMIT]
        return UserError(
            say(
                "「{shown}」{shown:~을/를} 숫자로 읽지 못했어요. 이렇게 적어 주세요: {example}",
                shown=shown,
                example=_example(verb),
            )
        )
    return NotFound(
        say(
            "「{name}」 종목을 찾지 못했어요. 이름이나 6자리 코드로 적어 주세요. 예: {example}",
            name=name,
            example=_example(verb),
        )
    )


def _example(verb: str) -> str:
    """A whole line that begins so."""
    return f"{verb} {typed('삼성전자')} 10 70000"
