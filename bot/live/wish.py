"""What somebody wants to look at live: read from a line, and led to its channel of the moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.channel_table import TABLE, Family, Kind, Place
from bot.channels import Wire, family_of, lively, wire_at
from bot.errors import NotFound, UserError
from bot.i18n import later, say
from bot.typed import PLACE_WORDS, Words, typed
from kis import Environment
from kis.symbols import Instrument

KINDS: Mapping[Kind, str] = {
    Kind.TRADES: later("체결"),
    Kind.BOOK: later("호가"),
    Kind.EXPECTED: later("예상체결"),
    Kind.PROGRAM: later("프로그램"),
    Kind.MEMBERS: later("회원사"),
    Kind.NAV: "NAV",
    Kind.STATUS: later("장운영"),
}
PLACES: Mapping[Place, str] = {
    Place.KRX: "KRX",
    Place.KRX_AUCTION: later("KRX 단일가"),
    Place.KRX_AFTER: later("KRX 시간외"),
    Place.NXT: "NXT",
    Place.BOTH: later("통합"),
    Place.BOTH_AUCTION: later("통합 단일가"),
    Place.DAY: later("주간"),
    Place.DAY_AUCTION: later("주간 단일가"),
    Place.NIGHT: later("야간"),
    Place.NIGHT_AUCTION: later("야간 단일가"),
    Place.FREE: later("무료 시세"),
    Place.PAID: later("유료 시세"),
    Place.DAYTIME: later("미국 주간"),
}
_KIND_WORDS = {
    "체결": Kind.TRADES,
    "현재가": Kind.TRADES,
    "호가": Kind.BOOK,
    "예상": Kind.EXPECTED,
    "예상체결": Kind.EXPECTED,
    "프로그램": Kind.PROGRAM,
    "회원사": Kind.MEMBERS,
    "거래원": Kind.MEMBERS,
    "nav": Kind.NAV,
    "장운영": Kind.STATUS,
    "vi": Kind.STATUS,
}
_PLACE_WORDS = {
    "krx": Place.KRX,
    "nxt": Place.NXT,
    "통합": Place.BOTH,
    "시간외": Place.KRX_AFTER,
    "주간": Place.DAY,
    "야간": Place.NIGHT,
    "유료": Place.PAID,
    "무료": Place.FREE,
}
WORDS: Words = (
    *PLACE_WORDS,
    ("book", "호가"),
    ("trades", "체결"),
    ("expected", "예상"),
    ("program", "프로그램"),
    ("brokers", "회원사"),
    ("status", "장운영"),
    ("index", "지수"),
    ("all", "통합"),
    ("after", "시간외"),
    ("day", "주간"),
    ("paid", "유료"),
    ("free", "무료"),
)
"""What they are called in English."""
_BY_DAY_ABROAD = {Place.DAY: Place.DAYTIME}
"""주간 means another market for what is listed in the US."""
INDICES = "코스피"
"""지수 alone means this one."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A line taken apart: what is to be told, from where (None: of the moment), and the name that is left."""

    kind: Kind
    place: Place | None
    name: str

    @classmethod
    def read(cls, text: str) -> Wanted:
        """`호가 NXT 삼성전자`, in any order."""
        kind, place, name = Kind.TRADES, None, []
        for word in text.split():
            if word.lower() in _KIND_WORDS:
                kind = _KIND_WORDS[word.lower()]
            elif word.lower() in _PLACE_WORDS:
                place = _PLACE_WORDS[word.lower()]
            else:
                name.append(word)
        told = " ".join(name)
        return cls(kind, place, INDICES if told == "지수" else told)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked at; `place` is None for where it trades at the moment."""

    instrument: Instrument
    kind: Kind = Kind.TRADES
    place: Place | None = None

    def at(self, environment: Environment, now: datetime) -> tuple[Place, Wire]:
        """Where it is told now. Raises `UserError` with what the instrument has instead."""
        instrument, family = self.instrument, family_of(self.instrument)
        if family is None:
            text = later("{name}의 실시간 시세는 없어요. 「{name}」만 보내면 지금 값을 보여 드려요.")
            raise NotFound(say(text, name=instrument.name))
        place = lively(instrument, environment, now, self._wanted())
        if place not in TABLE[family]:
            text = later("{name}에는 {place} 시세가 없어요. 볼 수 있는 곳: {places}")
            raise UserError(say(text, name=instrument.name, place=say(PLACES[place]), places=_places(family)))
        wire = wire_at(instrument, place, self.kind)
        if wire is None:
            text = later("{name}에서 실시간으로 볼 수 있는 것: {kinds}. 「{kind}」 시세는 없어요.")
            shown = ", ".join(say(KINDS[kind]) for kind in kinds_of(instrument, place, Environment.REAL))
            raise UserError(say(text, name=instrument.name, kind=say(KINDS[self.kind]), kinds=shown))
        return place, wire

    def _wanted(self) -> Place | None:
        family = family_of(self.instrument)
        if family is not None and self.place not in TABLE[family]:
            return _BY_DAY_ABROAD.get(self.place, self.place) if self.place else None
        return self.place


def kinds_of(instrument: Instrument, place: Place, environment: Environment) -> Sequence[Kind]:
    """What can be told of an instrument there."""
    family = family_of(instrument)
    told = {} if family is None else TABLE[family].get(place, {})
    return [kind for kind, channel in told.items() if environment is Environment.REAL or channel.paper]


def venues_of(instrument: Instrument) -> Sequence[Place]:
    """Venues to choose from; none where there is only one."""
    family = family_of(instrument)
    found = [] if family is None else [each for each in (Place.KRX, Place.NXT, Place.BOTH) if each in TABLE[family]]
    return found if len(found) > 1 else ()


def _places(family: Family) -> str:
    """By the words for them."""
    meant = {_BY_DAY_ABROAD.get(place, place) if family is Family.US else place: word
             for word, place in _PLACE_WORDS.items()}  # fmt: skip
    return ", ".join(typed(meant[place], WORDS).upper() for place in TABLE[family] if place in meant)
