"""Overseas stocks by rank or by condition: answers of 거래량순위, 상승율/하락율 and 조건검색."""

from __future__ import annotations

from decimal import Decimal

from kis.domestic.codes import Sign
from kis.overseas.moves import Moved
from kis.units import Amount, Percent, Shares
from kis.wire import block, field, message


@message
class RankHead:
    """순위 머리 (output1)."""

    decimals: int | None = field("zdiv", "소수점자리수", default=None)
    state_name: str | None = field("stat", "거래상태정보", default=None)
    count: int | None = field("crec", "현재조회종목수", default=None)
    """Of this answer."""
    total: int | None = field("trec", "전체조회종목수", default=None)
    records: int | None = field("nrec", "RecordCount", default=None)


@message
class VolumeRank(Moved):
    """한 종목 (해외주식 거래량순위 output2)."""

    realtime_key: str | None = field("rsym", "실시간조회심볼", default=None)
    quote_code: str | None = field("excd", "거래소코드", default=None)
    symbol: str = field("symb", "종목코드")
    name: str | None = field("name", "종목명", default=None)
    price: Amount | None = field("last", "현재가", default=None)
    change_sign: Sign | None = field("sign", "기호", default=None)
    absolute_change: Amount | None = field("diff", "대비", default=None)
    change_rate: Percent | None = field("rate", "등락율", default=None)
    ask: Amount | None = field("pask", "매도호가", default=None)
    bid: Amount | None = field("pbid", "매수호가", default=None)
    volume: Shares | None = field("tvol", "거래량", default=None)
    value: Amount | None = field("tamt", "거래대금", default=None)
    average_volume: Decimal | None = field("a_tvol", "평균거래량", default=None)
    rank: int | None = field("rank", "순위", default=None)
    english_name: str | None = field("ename", "영문종목명", default=None)
    orderable_name: str | None = field("e_ordyn", "매매가능", default=None)


@message
class RateRank(Moved):
    """한 종목 (해외주식 상승율/하락율 output2)."""

    realtime_key: str | None = field("rsym", "실시간조회심볼", default=None)
    quote_code: str | None = field("excd", "거래소코드", default=None)
    symbol: str = field("symb", "종목코드")
    name: str | None = field("name", "종목명", default=None)
    price: Amount | None = field("last", "현재가", default=None)
    change_sign: Sign | None = field("sign", "기호", default=None)
    absolute_change: Amount | None = field("diff", "대비", default=None)
    change_rate: Percent | None = field("rate", "등락율", default=None)
    volume: Shares | None = field("tvol", "거래량", default=None)
    ask: Amount | None = field("pask", "매도호가", default=None)
    bid: Amount | None = field("pbid", "매수호가", default=None)
    base_price: Amount | None = field("n_base", "기준가격", default=None)
    base_change: Amount | None = field("n_diff", "기준가격대비", default=None)
    base_change_rate: Percent | None = field("n_rate", "기준가격대비율", default=None)
    rank: int | None = field("rank", "순위", default=None)
    english_name: str | None = field("ename", "영문종목명", default=None)
    orderable_name: str | None = field("e_ordyn", "매매가능", default=None)


@message
class Found(Moved):
    """한 종목 (해외주식조건검색 output2)."""

    realtime_key: str | None = field("rsym", "실시간조회심볼", default=None)
    quote_code: str | None = field("excd", "거래소코드", default=None)
    name: str | None = field("name", "종목명", default=None)
    symbol: str = field("symb", "종목코드")
    price: Amount | None = field("last", "현재가", default=None)
    listed_shares: Shares | None = field("shar", "발행주식", default=None)
    market_cap: Decimal | None = field("valx", "시가총액", default=None)
    """Thousands of the currency."""
    low: Amount | None = field("plow", "저가", default=None)
    high: Amount | None = field("phigh", "고가", default=None)
    open: Amount | None = field("popen", "시가", default=None)
    volume: Shares | None = field("tvol", "거래량", default=None)
    change_rate: Percent | None = field("rate", "등락율", default=None)
    absolute_change: Amount | None = field("diff", "대비", default=None)
    change_sign: Sign | None = field("sign", "기호", default=None)
    value: Amount | None = field("avol", "거래대금", default=None)
    eps: Decimal | None = field("eps", "EPS", default=None)
    per: Decimal | None = field("per", "PER", default=None)
    rank: int | None = field("rank", "순위", default=None)
    english_name: str | None = field("ename", "영문종목명", default=None)
    orderable_name: str | None = field("e_ordyn", "매매가능", default=None)


@message
class VolumeRanking:
    """해외주식 거래량순위 응답."""

    head: RankHead | None = block("output1", "순위 머리")
    stocks: tuple[VolumeRank, ...] = block("output2", "종목", needs="symb")


@message
class RateRanking:
    """해외주식 상승율/하락율 응답."""

    head: RankHead | None = block("output1", "순위 머리")
    stocks: tuple[RateRank, ...] = block("output2", "종목", needs="symb")


@message
class SearchResult:
    """해외주식조건검색 응답: a hundred stocks at most, dearest company first."""

    head: RankHead | None = block("output1", "검색 머리")
    stocks: tuple[Found, ...] = block("output2", "종목", needs="symb")
