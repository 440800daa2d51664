"""Prices of overseas stocks now: answers of 현재체결가, 현재가상세 and 복수종목 시세조회."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from kis.domestic.codes import Sign
from kis.overseas.moves import Moved
from kis.units import Amount, Percent, Shares
from kis.wire import block, field, message


@message
class Price(Moved):
    """해외주식 현재체결가 응답 (output)."""

    realtime_key: str | None = field("rsym", "실시간조회종목코드", default=None)
    decimals: int | None = field("zdiv", "소수점자리수", default=None)
    previous_close: Amount | None = field("base", "전일종가", default=None)
    previous_volume: Shares | None = field("pvol", "전일거래량", default=None)
    price: Amount | None = field("last", "현재가", default=None)
    change_sign: Sign | None = field("sign", "대비기호", default=None)
    absolute_change: Amount | None = field("diff", "대비", default=None)
    change_rate: Percent | None = field("rate", "등락율", default=None)
    volume: Shares | None = field("tvol", "거래량", default=None)
    value: Amount | None = field("tamt", "거래대금", default=None)
    orderable_name: str | None = field("ordy", "매수가능여부", default=None)
    """매수가능, 매도불가 …"""


@message
class PriceDetail:
    """해외주식 현재가상세 응답 (output)."""

    realtime_key: str | None = field("rsym", "실시간조회종목코드", default=None)
    previous_volume: Shares | None = field("pvol", "전일거래량", default=None)
    open: Amount | None = field("open", "시가", default=None)
    high: Amount | None = field("high", "고가", default=None)
    low: Amount | None = field("low", "저가", default=None)
    price: Amount | None = field("last", "현재가", default=None)
    previous_close: Amount | None = field("base", "전일종가", default=None)
    market_cap: Amount | None = field("tomv", "시가총액", default=None)
    previous_value: Amount | None = field("pamt", "전일거래대금", default=None)
    upper_limit: Amount | None = field("uplp", "상한가", default=None)
    """0 where the market has none."""
    lower_limit: Amount | None = field("dnlp", "하한가", default=None)
    high_52w: Amount | None = field("h52p", "52주최고가", default=None)
    high_52w_date: dt.date | None = field("h52d", "52주최고일자", default=None)
    low_52w: Amount | None = field("l52p", "52주최저가", default=None)
    low_52w_date: dt.date | None = field("l52d", "52주최저일자", default=None)
    per: Decimal | None = field("perx", "PER", default=None)
    pbr: Decimal | None = field("pbrx", "PBR", default=None)
    eps: Decimal | None = field("epsx", "EPS", default=None)
    bps: Decimal | None = field("bpsx", "BPS", default=None)
    listed_shares: Shares | None = field("shar", "상장주수", default=None)
    capital: Decimal | None = field("mcap", "자본금", default=None)
    currency: str | None = field("curr", "통화", default=None)
    decimals: int | None = field("zdiv", "소수점자리수", default=None)
    lot_size: Shares | None = field("vnit", "매매단위", default=None)
    price_in_won: Amount | None = field("t_xprc", "원환산당일가격", default=None)
    absolute_change_in_won: Amount | None = field("t_xdif", "원환산당일대비", default=None)
    change_rate_in_won: Percent | None = field("t_xrat", "원환산당일등락", default=None)
    previous_price_in_won: Amount | None = field("p_xprc", "원환산전일가격", default=None)
    previous_change_in_won: Amount | None = field("p_xdif", "원환산전일대비", default=None)
    previous_change_rate_in_won: Percent | None = field("p_xrat", "원환산전일등락", default=None)
    exchange_rate: Decimal | None = field("t_rate", "당일환율", default=None)
    previous_exchange_rate: Decimal | None = field("p_rate", "전일환율", default=None)
    change_sign_in_won: Sign | None = field("t_xsgn", "원환산당일기호", default=None)
    previous_change_sign_in_won: Sign | None = field("p_xsng", "원환산전일기호", default=None)
    orderable_name: str | None = field("e_ordyn", "거래가능여부", default=None)
    tick_size: Amount | None = field("e_hogau", "호가단위", default=None)
    industry: str | None = field("e_icod", "업종(섹터)", default=None)
    par_value: Decimal | None = field("e_parp", "액면가", default=None)
    volume: Shares | None = field("tvol", "거래량", default=None)
    value: Amount | None = field("tamt", "거래대금", default=None)
    etp_name: str | None = field("etyp_nm", "ETP 분류명", default=None)

    @property
    def change(self) -> Amount | None:
        """Against the previous close, in the currency of the price; KIS tells it in won alone."""
        if not self.price or self.previous_close is None:
            return None
        return Amount(self.price - self.previous_close)


@message
class WatchedPrice(Moved):
    """한 종목 (해외주식 복수종목 시세조회 output2)."""

    realtime_key: str | None = field("rsym", "실시간조회심볼", default=None)
    quote_code: str | None = field("excd", "거래소코드", default=None)
    symbol: str = field("symb", "종목코드")
    name: str | None = field("knam", "종목명", default=None)
    exchange_name: str | None = field("exnm", "거래소명", default=None)
    country_name: str | None = field("nnam", "국가명", default=None)
    state: str | None = field("stat1", "실 지 휴 정 재", default=None)
    state_name: str | None = field("stat2", "실시간 지연15분 휴장 거래정지 거래재개", default=None)
    decimals: int | None = field("zdiv", "소수점자리수", default=None)
    price: Amount | None = field("last", "Last Price", default=None)
    change_sign: Sign | None = field("sign", "대비기호", default=None)
    absolute_change: Amount | None = field("diff", "대비", default=None)
    change_rate: Percent | None = field("rate", "등락율", default=None)
    open: Amount | None = field("open", "시가", default=None)
    high: Amount | None = field("high", "고가", default=None)
    low: Amount | None = field("low", "저가", default=None)
    bid: Amount | None = field("pbid", "Bid Price", default=None)
    ask: Amount | None = field("pask", "Ask Price", default=None)
    bid_size: Shares | None = field("vbid", "매수호가잔량", default=None)
    ask_size: Shares | None = field("vask", "매도호가잔량", default=None)
    total_bid_size: Shares | None = field("bvol", "매수호가총잔량", default=None)
    total_ask_size: Shares | None = field("avol", "매도호가총잔량", default=None)
    trade_volume: Shares | None = field("evol", "체결량", default=None)
    volume: Shares | None = field("tvol", "거래량", default=None)
    value: Amount | None = field("tamt", "거래대금", default=None)
    strength: Decimal | None = field("powx", "체결강도", default=None)
    local_time: dt.time | None = field("xhms", "현지기준시간(HHMMSS)", default=None)
    time: dt.time | None = field("khms", "한국기준시간(HHMMSS)", default=None)
    currency: str | None = field("curr", "통화코드", default=None)
    previous_close: Amount | None = field("base", "Base Price", default=None)
    previous_volume: Shares | None = field("pvol", "Previous Volume", default=None)
    previous_value: Amount | None = field("pamt", "전일거래대금", default=None)
    previous_open: Amount | None = field("popen", "전일시가", default=None)
    previous_high: Amount | None = field("phigh", "전일고가", default=None)
    previous_low: Amount | None = field("plow", "전일저가", default=None)
    listed_shares: Shares | None = field("shar", "상장주수", default=None)
    capital: Decimal | None = field("mcap", "자본금", default=None)
    market_cap: Amount | None = field("tomv", "시가총액", default=None)
    high_52w: Amount | None = field("h52p", "52주최고가", default=None)
    low_52w: Amount | None = field("l52p", "52주최저가", default=None)
    high_52w_date: dt.date | None = field("h52d", "52주최고일자", default=None)
    low_52w_date: dt.date | None = field("l52d", "52주최저일자", default=None)
    high_year: Amount | None = field("hanp", "High Anual Price", default=None)
    low_year: Amount | None = field("lanp", "Low Anual Price", default=None)
    high_year_date: dt.date | None = field("hand", "연중최고일자", default=None)
    low_year_date: dt.date | None = field("land", "연중최저일자", default=None)
    lot_size: Shares | None = field("bnit", "매매단위", default=None)
    price_in_won: Amount | None = field("t_xprc", "원환산당일가격", default=None)


@message
class WatchHead:
    """종목 수 (해외주식 복수종목 시세조회 output)."""

    count: str = field("nrec", "Output 개수")


@message
class Watchlist:
    """해외주식 복수종목 시세조회 응답: ten stocks at most, in the order asked for."""

    head: WatchHead | None = block("output", "종목 수")
    prices: tuple[WatchedPrice, ...] = block("output2", "시세", needs="symb")
