"""The words that rows may carry."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a person may do: an admin admits others, a trader sends orders, a viewer looks."""

    ADMIN = "admin"
    TRADER = "trader"
    VIEWER = "viewer"


class UserState(StrEnum):
    """Where a person stands at the door."""

    ASKED = "asked"
    ADMITTED = "admitted"
    REFUSED = "refused"
    LEFT = "left"
    """탈퇴: a stranger again, who may ask anew."""


class Language(StrEnum):
    """What a person reads."""

    KOREAN = "ko"
    ENGLISH = "en"


class IntentKind(StrEnum):
    """What a check card would do."""

    NEW = "new"
    AMEND = "amend"
    CANCEL = "cancel"


class IntentState(StrEnum):
    """The life of a check card: offered → claimed → sent → accepted, refused or unknown.

    `sent` is written before the request leaves, so an intent found `sent` after a crash may have reached KIS and is
    looked for; one found `claimed` never left and is safe to drop.
    """

    OFFERED = "offered"
    CLAIMED = "claimed"
    SENT = "sent"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    DROPPED = "dropped"
    EXPIRED = "expired"
    REPLACED = "replaced"


class OrderSource(StrEnum):
    """Whether the order was placed here or elsewhere (HTS, MTS)."""

    BOT = "bot"
    OTHER = "other"


class OrderState(StrEnum):
    """The life of an order, as far as KIS has told."""

    SENDING = "sending"
    ACCEPTED = "accepted"
    AMENDED = "amended"
    PARTIAL = "partial"
    FILLED = "filled"
    CANCELLED = "cancelled"
    REJECTED = "rejected"
    UNKNOWN = "unknown"
    """The answer was lost: it may stand at KIS or not (결과 불명)."""
    NOT_PLACED = "not_placed"
    """It was looked for and is not at KIS."""
    EXPIRED = "expired"
    """The day ended with shares left (장 마감 실효)."""
    ORDERED = "ordered"
    """A reservation has become an order, which goes on by itself."""

    @property
    def is_open(self) -> bool:
        """Whether anything may still happen to it."""
        return self in OPEN_ORDER_STATES


OPEN_ORDER_STATES = (
    OrderState.SENDING,
    OrderState.ACCEPTED,
    OrderState.AMENDED,
    OrderState.PARTIAL,
    OrderState.UNKNOWN,
)


class FillSource(StrEnum):
    """Who told: the realtime notice (체결통보), the day's list (일별주문체결조회) or the balance (잔고)."""

    NOTICE = "notice"
    LIST = "list"
    BALANCE = "balance"


class CredentialState(StrEnum):
    """A removed credential keeps its row for its orders' sake; its secrets are gone."""

    ACTIVE = "active"
    REMOVED = "removed"


class AlertRule(StrEnum):
    """What an alert waits for. 교차 is kept as the direction it waits for next."""

    ABOVE = "above"
    BELOW = "below"
    CROSS_UP = "cross_up"
    CROSS_DOWN = "cross_down"
    RISE = "rise"
    """등락률 +5%."""
    FALL = "fall"
    """등락률 -5%."""
    SWING = "swing"
    """등락률 ±5%."""
    VOLUME = "volume"
    HIGH = "high"
    """당일 신고가."""
    LOW = "low"
    """당일 신저가."""
    VI = "vi"


class AlertRepeat(StrEnum):
    """How often an alert fires: once, once a day, or each time the market comes there anew."""

    ONCE = "once"
    DAILY = "daily"
    ALWAYS = "always"


class AlertState(StrEnum):
    """An armed alert may fire; one that is not repeated is then done."""

    ARMED = "armed"
    FIRED = "fired"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class Cap(StrEnum):
    """What a user bounds for itself. Won, but for `COUNT` (orders) and `DISTANCE` (hundredths of a percent)."""

    ORDER = "order"
    """한 번에 (1회)."""
    DAY = "day"
    """하루에 사는 금액."""
    COUNT = "count"
    """하루에 사는 건수."""
    SYMBOL = "symbol"
    """한 종목에 담는 금액."""
    DISTANCE = "distance"
    """지정가가 현재가에서 떨어진 정도 (이탈)."""
    LOSS = "loss"
    """하루 손실."""


class Topic(StrEnum):
    """What a push is about, as users tell pushes apart."""

    FILL = "fill"
    REFUSAL = "refusal"
    """거부, 결과 불명 and its end, 정지: what must not be missed."""
    ALERT = "alert"
    CHECK = "check"
    """브리핑, 점검."""
    NOTICE = "notice"
    """공지."""

    @property
    def breaks_through(self) -> bool:
        """Whether it can neither be switched off nor waits for the quiet hours' end."""
        return self is Topic.REFUSAL


class Volume(StrEnum):
    """How pushes of a topic are told."""

    ON = "on"
    SILENT = "silent"
    OFF = "off"


class MessageKind(StrEnum):
    """What the outbox does with a row."""

    SEND = "send"
    DEFERRED = "deferred"
    """A push of the quiet hours; not said by itself but in the digest after them."""
    GUARDED = "guarded"
    """Sent like any other, but Telegram lets nobody forward, copy or photograph it."""
    DOCUMENT = "document"
    PHOTO = "photo"
    EDIT = "edit"
    PHOTO_EDIT = "photo-edit"
    DELETE = "delete"


SAID = (MessageKind.SEND, MessageKind.GUARDED, MessageKind.PHOTO)
"""Kinds that become a message of their own with text and buttons."""


class MessageState(StrEnum):
    """Where an outbox row stands."""

    WAITING = "waiting"
    SENT = "sent"
    GATHERED = "gathered"
    """Told within a digest."""
    DROPPED = "dropped"
    """Stale, superseded by a newer edit, or refused by Telegram as it stands."""
    BLOCKED = "blocked"
    """The user has blocked the bot."""


class LinkPurpose(StrEnum):
    """What a one-time link opens."""

    CONNECT = "connect"
    PIN_RESET = "pin_reset"
    PAD = "pad"
    SETTINGS = "settings"


class ApprovalState(StrEnum):
    """What the second approver said. What is not answered in time is refused."""

    ASKED = "asked"
    APPROVED = "approved"
    DENIED = "denied"
    EXPIRED = "expired"
