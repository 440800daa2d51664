"""The 37 APIs of KIS's list this project began from: by path, the three realtime channels by TR id."""

from __future__ import annotations

MISSION = {
    "/oauth2/tokenP": "접근토큰발급(P)",
    "/oauth2/revokeP": "접근토큰폐기(P)",
    "/uapi/hashkey": "Hashkey",
    "/uapi/domestic-stock/v1/trading/order-cash": "주식주문(현금)",
    "/uapi/domestic-stock/v1/trading/order-credit": "주식주문(신용)",
    "/uapi/domestic-stock/v1/trading/order-rvsecncl": "주식주문(정정취소)",
    "/uapi/domestic-stock/v1/trading/inquire-psbl-rvsecncl": "주식정정취소가능주문조회",
    "/uapi/domestic-stock/v1/trading/inquire-daily-ccld": "주식일별주문체결조회",
    "/uapi/domestic-stock/v1/trading/inquire-balance": "주식잔고조회",
    "/uapi/domestic-stock/v1/trading/inquire-psbl-order": "매수가능조회",
    "/uapi/domestic-stock/v1/quotations/inquire-price": "주식현재가 시세",
    "/uapi/domestic-stock/v1/quotations/inquire-ccnl": "주식현재가 체결",
    "/uapi/domestic-stock/v1/quotations/inquire-daily-price": "주식현재가 일자별",
    "/uapi/domestic-stock/v1/quotations/inquire-asking-price-exp-ccn": "주식현재가 호가/예상체결",
    "/uapi/domestic-stock/v1/quotations/inquire-investor": "주식현재가 투자자",
    "/uapi/domestic-stock/v1/quotations/inquire-member": "주식현재가 회원사",
    "/uapi/domestic-stock/v1/quotations/inquire-elw-price": "ELW 현재가 시세",
    "/uapi/domestic-futureoption/v1/trading/order": "선물옵션 주문",
    "/uapi/domestic-futureoption/v1/trading/order-rvsecncl": "선물옵션 정정취소주문",
    "/uapi/domestic-futureoption/v1/trading/inquire-ccnl": "선물옵션 주문체결내역조회",
    "/uapi/domestic-futureoption/v1/trading/inquire-balance": "선물옵션 잔고현황",
    "/uapi/domestic-futureoption/v1/trading/inquire-psbl-order": "선물옵션 주문가능",
    "/uapi/domestic-futureoption/v1/quotations/inquire-price": "선물옵션 시세",
    "/uapi/domestic-futureoption/v1/quotations/inquire-asking-price": "선물옵션 시세호가",
    "/uapi/overseas-stock/v1/trading/order": "해외주식 주문",
    "/uapi/overseas-stock/v1/trading/order-resv": "해외주식 예약주문접수",
    "/uapi/overseas-stock/v1/trading/order-rvsecncl": "해외주식 정정취소주문",
    "/uapi/overseas-stock/v1/trading/order-resv-ccnl": "해외주식 예약주문접수취소",
    "/uapi/overseas-stock/v1/trading/inquire-nccs": "해외주식 미체결내역",
    "/uapi/overseas-stock/v1/trading/inquire-balance": "해외주식 잔고",
    "/uapi/overseas-stock/v1/trading/inquire-ccnl": "해외주식 주문체결내역",
    "/uapi/overseas-stock/v1/trading/inquire-present-balance": "해외주식 체결기준현재잔고",
    "/uapi/overseas-price/v1/quotations/price": "해외주식 현재체결가",
    "/uapi/overseas-price/v1/quotations/dailyprice": "해외주식 기간별시세",
    "H0STCNT0": "국내주식 실시간체결가",
    "H0STASP0": "국내주식 실시간호가",
    "H0STCNI0": "국내주식 실시간체결통보",
}
"""Address to the Korean name of the list."""
OAUTH = {
    "/oauth2/tokenP": "접근토큰발급(P)",
    "/oauth2/revokeP": "접근토큰폐기(P)",
    "/uapi/hashkey": "Hashkey",
    "/oauth2/Approval": "실시간 (웹소켓) 접속키 발급",
}
"""What is no call of a group."""
