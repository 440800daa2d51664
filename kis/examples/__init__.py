"""예제: 짧고, 혼자 끝나고, 그대로 베껴 쓸 수 있는 것들.

    python -m kis.examples.rest_tour          시세, 잔고, 주문, 정정, 취소를 REST로
    python -m kis.examples.websocket_trades   실시간 체결가
    python -m kis.examples.websocket_book     실시간 호가
    python -m kis.examples.fill_notices       실시간 체결통보
    python -m kis.examples.all_together       REST와 웹소켓을 함께
    python -m kis.examples.moving_average     이동평균 교차 전략 (한도 안에서, 스스로 끝남)
    python -m kis.examples.overseas           미국 주식을 사고 달러 잔고 보기
    python -m kis.examples.derivatives        선물 하나를 샀다가 팔기
    python -m kis.examples.symbols            종목 찾기

계좌 없이 이 컴퓨터의 시뮬레이터에서 돌아요. `--paper`는 모의투자, `--real`은 실전투자이고 키는 환경 변수에서
읽어요(`kis.opening`). 주문하는 예제를 실전에서 돌리려면 `--orders`도 적어야 해요.
"""
