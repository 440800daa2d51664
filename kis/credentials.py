"""Who asks, and where: keys, account, environment."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import Self

from kis.errors import Unauthorized

_ACCOUNT = re.compile(r"(\d{8})-?(\d{2})")


def fits_header(secret: str) -> bool:
    """Whether a key or a token can travel in an HTTP header; the HTTP library would quote one that cannot."""
    return bool(secret) and secret.isascii() and secret.isprintable() and " " not in secret


class Environment(StrEnum):
    """실전 or 모의. Keys, accounts, tokens and TR ids of one are refused by the other."""

    REAL = "real"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class Account:
    """Account number (계좌번호): 8 digits (CANO) and the product code (ACNT_PRDT_CD; 01 = 위탁)."""

    number: str
    product: str = "01"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `12345678-01` or `1234567801`.

        Raises `Unauthorized` if it is neither.
        """
        found = _ACCOUNT.fullmatch(text.strip())
        if found is None:
            raise Unauthorized("계좌번호는 12345678-01 처럼 8자리-2자리로 적어 주세요.")
        return cls(found[1], found[2])

    def __str__(self) -> str:
        return f"{self.number}-{self.product}"

    def __repr__(self) -> str:
        return f"Account({self.masked})"

    @property
    def masked(self) -> str:
        """The number with all but its last two digits hidden, fit for logs and chat: `******78-01`."""
        return f"******{self.number[-2:]}-{self.product}"


@dataclass(frozen=True, slots=True)
class Credentials:
    """Everything KIS asks of a customer. The key and the secret never show in a repr.

    Raises `Unauthorized` if one of them cannot be a key at all (blank, or mangled by copying).
    """

    environment: Environment
    app_key: str = field(repr=False)
    app_secret: str = field(repr=False)
    account: Account
    hts_id: str = field(default="", repr=False)
    derivatives: Account | None = None
    """선물옵션 계좌 where its number is another one; otherwise the same number with product 03."""

    def __post_init__(self) -> None:
        if not (fits_header(self.app_key) and fits_header(self.app_secret)):
            raise Unauthorized("앱 키와 앱 시크릿은 빈칸 없는 영문자·숫자·기호여야 해요. 다시 복사해 주세요.")

    @property
    def key_id(self) -> str:
        """A name for the app key that gives nothing away: the start of its SHA-256, for stores and logs."""
        return sha256(self.app_key.encode()).hexdigest()[:16]

    def account_for(self, product: str | None) -> Account:
        """Return the account that calls for a product (ACNT_PRDT_CD) go to; None means any."""
        if product is None or product == self.account.product:
            return self.account
        if self.derivatives is not None and self.derivatives.product == product:
            return self.derivatives
        return Account(self.account.number, product)


@dataclass(frozen=True, slots=True)
class Origins:
    """Where one environment is reached."""

    rest: str
    websocket: str


OFFICIAL = {
    Environment.REAL: Origins("https://openapi.koreainvestment.com:9443", "ws://ops.koreainvestment.com:21000"),
    Environment.PAPER: Origins("https://openapivts.koreainvestment.com:29443", "ws://ops.koreainvestment.com:31000"),
}
MASTER_FILES = "https://new.real.download.dws.co.kr"
"""Where KIS puts the lists of all instruments (종목 마스터 파일)."""
