"""The words behind the figures of a line: how an order is priced, where it goes, with what it is paid."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.errors import UserError
from bot.i18n import say
from bot.markets.booked import Reserve
from bot.markets.words import FILL_OR_KILL, ORDER_TYPES, SIDES, TYPED, VENUES, VERBS, typed_verb
from bot.storage.terms import Funding, OrderType
from bot.typed import typed_line
from kis.domestic.codes import Side

_ENDED = frozenset({"단일가", "시간외단일가"})


@dataclass(frozen=True, slots=True)
class Conditions:
    """What is None the market chooses."""

    order_type: OrderType | None = None
    venue: str | None = None
    funding: Funding = Funding.CASH
    reserve: Reserve | None = None

    def verb(self, side: Side) -> str:
        """What is done with them, as a user reads it: 매수, 신용매도, 예약 매수."""
        verb = f"{self.funding.word}{SIDES[side]}"
        return verb if self.reserve is None else say("예약 {verb}", verb=verb)

    def typed_verb(self, side: Side) -> str:
        """What such a line begins with, as the reader types it: `매수`, `/reserve buy`."""
        return typed_verb(side, self.funding) if self.reserve is None else typed_line(f"예약 {VERBS[side]}")

    def with_word(self, word: str) -> Conditions | None:
        """Take a word that stands before what was read so far; None if it is no condition.

        Raises `UserError` for conditions that do not go together.
        """
        word = word.upper()
        if word in _ENDED:
            raise UserError(
                say("시간외 단일가는 끝났어요. 16:00부터 20:00까지는 애프터마켓이에요. 예: 매수 삼성전자 10 70000")
            )
        if word in VENUES:
            if self.venue not in (None, word):
                raise _clash(word, str(self.venue))
            return replace(self, venue=word)
        if word in FILL_OR_KILL:
            if self.order_type is not None:
                raise _clash(word, ORDER_TYPES[self.order_type])
            return replace(self, order_type=FILL_OR_KILL[word][OrderType.LIMIT])
        if word in TYPED:
            return replace(self, order_type=self._typed(word))
        return None

    def _typed(self, word: str) -> OrderType:
        """A type; behind it IOC or FOK may have been read."""
        kind = TYPED[word]
        if self.order_type in (None, kind):
            return kind
        for suffix, whole in FILL_OR_KILL.items():
            if self.order_type is whole[OrderType.LIMIT]:
                if kind not in whole:
                    raise _clash(word, suffix)
                return whole[kind]
        raise _clash(word, ORDER_TYPES[self.order_type or kind])


PLAIN = Conditions()


def _clash(word: str, other: str) -> UserError:
    return UserError(say("{word}와 {other}는 함께 쓸 수 없어요. 하나만 적어 주세요.", word=word, other=other))
