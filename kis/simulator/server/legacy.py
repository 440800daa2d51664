"""TR ids of before, which clients in the wild still send and KIS still takes."""

from __future__ import annotations

from kis.credentials import Environment

_RENAMED = {
    "TTTC0801U": "TTTC0011U",  # 현금 매도
    "TTTC0802U": "TTTC0012U",  # 현금 매수
    "TTTC0803U": "TTTC0013U",  # 정정취소
    "TTTC0851U": "TTTC0051U",  # 신용 매도
    "TTTC0852U": "TTTC0052U",  # 신용 매수
    "TTTC8036R": "TTTC0084R",  # 정정취소가능주문조회
    "TTTC8001R": "TTTC0081R",  # 일별주문체결조회, 3개월 이내
    "CTSC9115R": "CTSC9215R",  # 일별주문체결조회, 3개월 이전
    "JTTT1002U": "TTTT1002U",  # 미국 매수
    "JTTT1006U": "TTTT1006U",  # 미국 매도
    "JTTT1004U": "TTTT1004U",  # 미국 정정취소
    "JTTT3012R": "TTTS3012R",  # 해외주식 잔고
    "JTTT3018R": "TTTS3018R",  # 해외주식 미체결내역
}
_US_SALE_IN_PAPER = {"VTTT1006U": "VTTT1001U"}
"""The one whose present name does not follow from the real one."""
_AT_NIGHT = {
    "JTCE1001U": "STTN1101U",  # 주문
    "JTCE1002U": "STTN1103U",  # 정정취소
    "TTTN1103U": "STTN1103U",  # 정정취소, as KIS's own samples spell it
    "JTCE5005R": "STTN5201R",  # 주문체결 내역
    "JTCE6001R": "CTFN6118R",  # 잔고현황
    "JTCE1004R": "STTN5105R",  # 주문가능
}
"""야간 선물옵션, which paper never had."""
_CURRENT = {
    **_RENAMED,
    **_AT_NIGHT,
    **{f"V{old[1:]}": f"V{new[1:]}" for old, new in _RENAMED.items()},
    **_US_SALE_IN_PAPER,
}


_ALIKE_IN_PAPER = {"JTTT3010R": "VTTT3010R"}
"""Clients ask 주야간원장구분 by the same TR id in both environments."""


def current_tr_id(tr_id: str, environment: Environment) -> str:
    """Return the TR id of today for one of before; others as they are."""
    if environment is Environment.PAPER:
        tr_id = _ALIKE_IN_PAPER.get(tr_id, tr_id)
    return _CURRENT.get(tr_id, tr_id)
