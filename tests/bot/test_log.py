"""The log, with every kind of secret that passes through the bot."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest

from bot.log import QUIET, RedactingFormatter, redact, setup

BOT_TOKEN = "7123456789:" + "FAKE" * 8 + "abc"
APP_KEY = "PS" + "FAKEkey0" * 4 + "ab"
APP_SECRET = "FAKE+secret/" * 14 + "abcdefghijk="
JWT = "eyJGQUtFIjoiMSJ9.RkFLRQRkFLRQ.RkFL-RQ_"
RING_KEY = "RkFLRUZBS0VGQUtFRkFLRUZBS0VGQUtFRkFLRUZBS0U="
LINK = "FAKE-link-of-a-form_0123456789-abcdefghijklm"


@pytest.fixture
def log() -> Iterator[tuple[logging.Logger, io.StringIO]]:
    """A logger whose lines end up in a string."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(RedactingFormatter("%(levelname)s %(message)s"))
    logger = logging.getLogger("test_log")
    logger.addHandler(handler)
    logger.propagate = False
    yield logger, out
    logger.removeHandler(handler)


@pytest.mark.parametrize(
    ("line", "secret"),
    [
        pytest.param(f"POST https://api.telegram.org/bot{BOT_TOKEN}/sendMessage", BOT_TOKEN[11:], id="bot token"),
        pytest.param(f"headers: {{'authorization': 'Bearer {JWT}'}}", JWT, id="bearer token"),
        pytest.param(f"answer {JWT}", JWT, id="access token alone"),
        pytest.param(f"key {APP_KEY} is bad", APP_KEY, id="app key alone"),
        pytest.param('{"appkey": "short1", "appsecret": "short2"}', "short", id="keys in JSON"),
        pytest.param("app_key=short1&secretkey=short2", "short", id="keys in a form"),
        pytest.param(f"secret {APP_SECRET}", APP_SECRET[:40], id="app secret alone"),
        pytest.param("'approval_key': 'a1b2-short'", "a1b2-short", id="approval key"),
        pytest.param("CANO='12345678' ACNT_PRDT_CD='01'", "12345678", id="account in a request"),
        pytest.param("account 12345678-01", "12345678", id="account with a dash"),
        pytest.param("account 1234567801.", "12345678", id="account without"),
        pytest.param(f"KEY_RING=k1:{RING_KEY}", RING_KEY, id="key ring"),
        pytest.param(f"ring entry {RING_KEY}", RING_KEY, id="ring key alone"),
        pytest.param("postgresql+psycopg://bot:hunter2@db/bot", "hunter2", id="database password"),
        pytest.param(f"GET /connect/{LINK} 200", LINK, id="one-time link"),
        pytest.param("hts_id: myhtsid", "myhtsid", id="HTS id"),
        pytest.param(f"열쇠{APP_KEY}를 넣었어요", APP_KEY, id="app key in Korean"),
        pytest.param(f"토큰{JWT}이에요", JWT, id="access token in Korean"),
        pytest.param(f"주소/connect/{LINK}로", LINK, id="one-time link in Korean"),
        pytest.param("계좌12345678-01로", "12345678", id="account in Korean"),
    ],
)
def test_secret_does_not_show(line: str, secret: str) -> None:
    """Whatever its shape, the secret is gone and the rest is still a line."""
    shown = redact(line)

    assert secret not in shown
    assert shown.strip()


@pytest.mark.parametrize(
    "line",
    [
        "#A17 삼성전자 005930 10주 × 71,200 = 712,000원 (상한 92,500)",
        "주문 0000117057 접수, EGW00201 초당 거래건수를 초과하였습니다",
        "2026-11-23 10:00:00,123 INFO bot.lane 채팅 42: 0.5초 뒤에 다시 해요",
        'File "/home/user/projects/kis-telegram/bot/storage/database.py", line 117, in begin',
        "ws://ops.koreainvestment.com:21000/tryitout H0STCNT0 1763870000.123456",
        "******78-01 🟢모의",
    ],
)
def test_what_is_no_secret_stays(line: str) -> None:
    """Prices, codes, paths and times can still be read, and so can what is redacted already."""
    assert redact(line) == line


def test_exceptions_are_redacted_too(log: tuple[logging.Logger, io.StringIO]) -> None:
    """A secret in an exception's text, its cause or an argument of the line does not show."""
    logger, out = log
    try:
        try:
            raise KeyError(f"appkey={APP_KEY}")
        except KeyError as error:
            raise ValueError(f"no answer from /bot{BOT_TOKEN}/getMe") from error
    except ValueError:
        logger.exception("failed with %s", {"authorization": f"Bearer {JWT}"})

    shown = out.getvalue()
    assert "ValueError" in shown
    assert not [secret for secret in (APP_KEY, BOT_TOKEN[11:], JWT) if secret in shown]


def test_message_cannot_pass_for_a_line(log: tuple[logging.Logger, io.StringIO]) -> None:
    """What a user typed stays within its own line."""
    logger, out = log
    logger.warning("said %s", "hello\nERROR bot.desk everything is lost")

    assert out.getvalue() == "WARNING said hello\\nERROR bot.desk everything is lost\n"


def test_chatty_libraries_are_quiet() -> None:
    """Nobody logs each call: with a bot token in the address, that is where tokens leak."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in QUIET}
    try:
        setup()
        assert not [name for name in QUIET if logging.getLogger(name).isEnabledFor(logging.INFO)]
        assert isinstance(root.handlers[0].formatter, RedactingFormatter)
    finally:
        root.handlers[:] = before
        root.setLevel(level)
        for name in QUIET:
            logging.getLogger(name).setLevel(levels[name])


def test_long_text_is_no_burden() -> None:
    """Forty thousand characters of anything are redacted in a moment."""
    for text in ("a" * 40_000, "1" * 40_000, "a1_-" * 10_000, "PS" * 20_000, "eyJ" * 13_000, "://" * 13_000):
        redact(text)
