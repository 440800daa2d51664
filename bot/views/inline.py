"""What inline mode offers, and what is sent when it is chosen: the market's figures alone."""

from __future__ import annotations

from dataclasses import dataclass

from bot.i18n import say
from bot.money import money
from bot.names import key_of
from bot.quoting.assets import unit_of
from bot.quoting.places import place_of
from bot.quoting.sights import Sight
from bot.views.quote import moved
from bot.views.sight import market_lines
from bot.views.text import bold, safe
from kis.symbols import Instrument


@dataclass(frozen=True, slots=True)
class Article:
    """One row of the list: its title, the line below, and the text that is sent (HTML)."""

    id: str
    title: str
    description: str
    text: str


def article(instrument: Instrument, sight: Sight | None) -> Article:
    """An instrument, with its price where it is known."""
    named = f"{place_of(instrument)} {instrument.ticker}"
    head = f"{bold(instrument.name)} {safe(instrument.ticker)} · {safe(place_of(instrument))}"
    if sight is None:
        return Article(key_of(instrument), instrument.name, named, head)
    price = f"{money(sight.price, unit_of(instrument))} {moved(instrument, sight.change, sight.rate)}"
    asked = say("{time} 시세", time=f"{sight.at:%m-%d %H:%M:%S}")
    text = "\n".join((head, *market_lines(sight), asked))
    return Article(key_of(instrument), instrument.name, f"{price} · {named}", text)
