"""Who trades a stock: answer of 주식현재가 회원사."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kis.units import Percent, Shares
from kis.wire import field, message, series


@dataclass(frozen=True, slots=True)
class Member:
    """A broker (거래원) among the five that sold or bought most today."""

    code: str
    name: str
    quantity: Shares
    share: Percent | None
    """Of everything traded, in percent."""
    change: Shares | None
    """Since the last change of the list."""
    foreign: bool | None


@message
class Members:
    """주식현재가 회원사 응답 (output)."""

    seller_codes: tuple[str | None, ...] = series("seln_mbcr_no{n}", "매도 회원사 번호{n}", 5)
    seller_names: tuple[str | None, ...] = series("seln_mbcr_name{n}", "매도 회원사 명{n}", 5)
    seller_quantities: tuple[Shares | None, ...] = series("total_seln_qty{n}", "총 매도 수량{n}", 5)
    seller_shares: tuple[Percent | None, ...] = series("seln_mbcr_rlim{n}", "매도 회원사 비중{n}", 5)
    seller_changes: tuple[Shares | None, ...] = series("seln_qty_icdc{n}", "매도 수량 증감{n}", 5)
    buyer_codes: tuple[str | None, ...] = series("shnu_mbcr_no{n}", "매수 회원사 번호{n}", 5)
    buyer_names: tuple[str | None, ...] = series("shnu_mbcr_name{n}", "매수 회원사 명{n}", 5)
    buyer_quantities: tuple[Shares | None, ...] = series("total_shnu_qty{n}", "총 매수 수량{n}", 5)
    buyer_shares: tuple[Percent | None, ...] = series("shnu_mbcr_rlim{n}", "매수 회원사 비중{n}", 5)
    buyer_changes: tuple[Shares | None, ...] = series("shnu_qty_icdc{n}", "매수 수량 증감{n}", 5)
    foreign_sold: Shares | None = field("glob_total_seln_qty", "외국계 총 매도 수량", default=None)
    foreign_sold_rate: Percent | None = field("glob_seln_rlim", "외국계 매도 비중", default=None)
    foreign_net_buying: Shares | None = field("glob_ntby_qty", "외국계 순매수 수량", default=None)
    foreign_bought: Shares | None = field("glob_total_shnu_qty", "외국계 총 매수 수량", default=None)
    foreign_bought_rate: Percent | None = field("glob_shnu_rlim", "외국계 매수 비중", default=None)
    seller_foreign: tuple[bool | None, ...] = series("seln_mbcr_glob_yn_{n}", "매도 회원사 외국계 여부{n}", 5)
    buyer_foreign: tuple[bool | None, ...] = series("shnu_mbcr_glob_yn_{n}", "매수 회원사 외국계 여부{n}", 5)
    foreign_sold_change: Shares | None = field("glob_total_seln_qty_icdc", "외국계 총 매도 수량 증감", default=None)
    foreign_bought_change: Shares | None = field("glob_total_shnu_qty_icdc", "외국계 총 매수 수량 증감", default=None)

    @property
    def sellers(self) -> tuple[Member, ...]:
        """The brokers that sold most, biggest first, without empty places."""
        return _members(
            self.seller_codes,
            self.seller_names,
            self.seller_quantities,
            self.seller_shares,
            self.seller_changes,
            self.seller_foreign,
        )

    @property
    def buyers(self) -> tuple[Member, ...]:
        """The brokers that bought most, biggest first, without empty places."""
        return _members(
            self.buyer_codes,
            self.buyer_names,
            self.buyer_quantities,
            self.buyer_shares,
            self.buyer_changes,
            self.buyer_foreign,
        )


def _members(
    codes: Sequence[str | None],
    names: Sequence[str | None],
    quantities: Sequence[Shares | None],
    shares: Sequence[Percent | None],
    changes: Sequence[Shares | None],
    foreign: Sequence[bool | None],
) -> tuple[Member, ...]:
    places = zip(codes, names, quantities, shares, changes, foreign, strict=True)
    return tuple(
        Member(code, name or "", quantity, share, change, abroad)
        for code, name, quantity, share, change, abroad in places
        if code and quantity is not None
    )
