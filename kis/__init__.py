"""한국투자증권(KIS) Open API client: typed, asynchronous, polite to its limits."""

from kis.client import Kis
from kis.credentials import OFFICIAL, Account, Credentials, Environment, Origins
from kis.errors import (
    BadPrice,
    BadRequest,
    KisError,
    MalformedMessage,
    MarketClosed,
    NotEnough,
    NotOffered,
    RealtimeError,
    RegistrationRefused,
    Rejected,
    SlotsFull,
    TokenRefused,
    TokenTooSoon,
    TooFast,
    Unanswered,
    Unauthorized,
    Unreachable,
)
from kis.throttle import Pace
from kis.tokenstore import FileTokens, MemoryTokens, Token, TokenStore
from kis.units import Amount, Contracts, Percent, Points, Shares, Won

__all__ = [
    "OFFICIAL",
    "Account",
    "Amount",
    "BadPrice",
    "BadRequest",
    "Contracts",
    "Credentials",
    "Environment",
    "FileTokens",
    "Kis",
    "KisError",
    "MalformedMessage",
    "MarketClosed",
    "MemoryTokens",
    "NotEnough",
    "NotOffered",
    "Origins",
    "Pace",
    "Percent",
    "Points",
    "RealtimeError",
    "RegistrationRefused",
    "Rejected",
    "Shares",
    "SlotsFull",
    "Token",
    "TokenRefused",
    "TokenStore",
    "TokenTooSoon",
    "TooFast",
    "Unanswered",
    "Unauthorized",
    "Unreachable",
    "Won",
]
