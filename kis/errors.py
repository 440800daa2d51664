"""What can go wrong at the broker, named after what the caller does next.

KisError
├── Unreachable            no answer that can be read: a read may be asked again; an order's outcome is unknown
│   └── Unanswered         the request had left (timeout, cut, EGW00301): look for the order before anything else
├── Rejected               KIS said no, in its own words: tell the user
│   ├── MarketClosed       not now; try in another session
│   ├── NotEnough          cash or shares are short
│   └── BadPrice           off the tick or outside the day's limits
├── TooFast                EGW00201, EGW00215, or our own queue is full; refused before execution: wait and ask again
├── Unauthorized           key, account, token or environment is wrong: mend the settings
│   ├── TokenRefused       EGW00121, EGW00123: even a new token was refused
│   └── TokenTooSoon       EGW00133: KIS issues one token a minute; wait
├── NotOffered             this environment has no such call: use what the text names
├── BadRequest             KIS could not read the request: a mistake in this library or its caller
├── MalformedMessage       the answer is not what KIS documents
└── RealtimeError
    ├── SlotsFull          41 registrations are in use: unregister something
    └── RegistrationRefused
"""

from __future__ import annotations


class KisError(Exception):
    """Base of all; `code` is KIS's msg_cd where there is one, `message` KIS's own Korean words (msg1)."""

    def __init__(self, message: str, *, code: str = "") -> None:
        super().__init__(f"[{code}] {message}" if code else message)
        self.code = code
        self.message = message


class Unreachable(KisError):
    """No usable answer. Nothing had been executed unless it is `Unanswered`."""


class Unanswered(Unreachable):
    """The request may have been executed: the answer was lost (KIS: 이전 거래 확인)."""


class Rejected(KisError):
    """KIS understood and refused (업무 거부)."""


class MarketClosed(Rejected):
    """Not in this session (장운영시간 아님)."""


class NotEnough(Rejected):
    """More than the cash or the shares at hand (주문가능금액·수량 초과)."""


class BadPrice(Rejected):
    """Off the tick (호가단위) or outside the day's limits (상·하한가)."""


class TooFast(KisError):
    """Calls per second exceeded (초당 거래건수 초과). Refused before execution."""


class Unauthorized(KisError):
    """Key, secret, account, permission or environment is wrong."""


class TokenRefused(Unauthorized):
    """The access token is invalid or expired. The engine renews it once by itself before this is seen."""


class TokenTooSoon(Unauthorized):
    """A token was issued less than a minute ago (EGW00133)."""


class NotOffered(KisError):
    """The environment (실전 or 모의) does not serve this call.

    `call` is KIS's title of a call or channel that 모의 lacks as a whole; the message then speaks to programmers.
    """

    def __init__(self, message: str, *, code: str = "", call: str = "") -> None:
        super().__init__(message, code=code)
        self.call = call


class BadRequest(KisError):
    """KIS could not read the request."""


class MalformedMessage(KisError):
    """An answer or a frame is not what KIS documents."""


class RealtimeError(KisError):
    """A realtime registration did not work out."""


class SlotsFull(RealtimeError):
    """All 41 registrations of the connection are in use."""


class RegistrationRefused(RealtimeError):
    """The gateway refused a registration."""
