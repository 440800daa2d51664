"""Orders judged: one press, at most one order; none lost; the card ends as the broker's order did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.storage.states import IntentKind, IntentState, OrderSource
from bot.storage.tables import Intent, Order
from tests.journeys.world import Json
from tests.soak.evidence import Evidence

Terms = tuple[object, ...]
"""What tells an order from others of its user, as far as the broker can tell."""
NOT_SENT = ("거부", "않았어요", "보내기 전에")
"""One of them is on a card whose press came to nothing."""
_CHANGES = {"01": IntentKind.AMEND, "02": IntentKind.CANCEL}


@dataclass(slots=True)
class Orders:
    """`problems` has a sentence for each that is doubled, lost or not as at the broker."""

    pressed: int = 0
    confirmed: int = 0
    sent: int = 0
    placed: int = 0
    unknown: int = 0
    searched: int = 0
    """Of those unknown, what the bot still looks for and has not handed to its user."""
    doubled: int = 0
    lost: int = 0
    differing: int = 0
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Chain:
    """A new order at the broker with its amendments."""

    user: int
    root: Json
    rows: tuple[Json, ...]

    def total(self, what: str) -> int:
        """`filled`, `remaining`, `cancelled` or `rejected` shares."""
        return sum(int(row[what]) for row in self.rows)

    @property
    def words(self) -> tuple[str, ...]:
        """What its card may say."""
        quantity, filled = int(self.root["quantity"]), self.total("filled")
        if self.total("remaining"):
            return (f"부분 {filled:,}/{quantity:,}",) if filled else ("접수", "정정")
        if filled == quantity:
            return ("전량 체결",)
        return ("거부",) if self.total("rejected") and not filled else ("취소됨",)


def judged(seen: Evidence) -> Orders:
    """Count, and say what is wrong."""
    found = Orders(pressed=len(seen.pressed), sent=len(seen.posts))
    known = {order.id: order for order in seen.orders}
    by_root = _by_root(seen)
    chains = list(chained(seen))
    found.placed = len(chains)
    for problem in _doubled(seen, chains, by_root):
        found.doubled += 1
        found.problems.append(f"doubled: {problem}")
    for problem in (*_strangers(chains, by_root, known), *_lost(seen, chains, by_root)):
        found.lost += 1
        found.problems.append(f"lost: {problem}")
    for chain in chains:
        order = known.get(by_root.get(_key(chain), 0))
        said = "" if order is None else seen.said(chain.user, order.card_ref)
        if order is not None and not any(f" · {word}" in said.partition("\n")[0] for word in chain.words):
            found.differing += 1
            found.problems.append(f"differing: {chain.words} at the broker, {said!r} ({order.state}) in {chain.user}")
    found.confirmed = sum(_is_confirmed(seen, intent) for intent in seen.intents)
    unknown = [intent for intent in seen.intents if intent.state is IntentState.UNKNOWN]
    told = {message.key for message in seen.messages.values()}
    found.unknown, found.searched = len(unknown), sum(f"lost:{intent.id}" not in told for intent in unknown)
    return found


def chained(seen: Evidence) -> Iterator[Chain]:
    """The broker's new orders, oldest first, each with what it has been amended to."""
    later: dict[tuple[str, str], list[Json]] = {}
    for row in seen.rows:
        if row["action"] == "amend":
            later.setdefault((row["account"], row["original"]), []).append(row)
    for row in seen.rows:
        if row["action"] == "new":
            rows = [row]
            for one in rows:  # grows while it is read: an amendment of an amendment
                rows += later.get((row["account"], one["number"]), [])
            yield Chain(seen.users[row["account"]], row, tuple(rows))


def by_number(seen: Evidence) -> Mapping[tuple[int, str], Order]:
    """The bot's order of each of the broker's new orders that it knows."""
    known, roots = {order.id: order for order in seen.orders}, _by_root(seen)
    return {key: known[order_id] for key, order_id in roots.items()}


def _by_root(seen: Evidence) -> Mapping[tuple[int, str], int]:
    users = {order.id: order.user_id for order in seen.orders}
    return {(users[row.order_id], row.number.lstrip("0")): row.order_id for row in seen.numbers}


def _key(chain: Chain) -> tuple[int, str]:
    return chain.user, str(chain.root["number"]).lstrip("0")


def _doubled(seen: Evidence, chains: list[Chain], roots: Mapping[tuple[int, str], int]) -> Iterator[str]:
    """What left oftener than it was pressed, and two orders taken for one."""
    left = Counter(
        _terms_of(intent) for intent in seen.intents if intent.sent_at is not None and intent.id in seen.pressed
    )
    posted = Counter(_terms(seen, post) for post in seen.posts)
    yield from map(str, (posted - left).elements())
    shared = Counter(roots[_key(chain)] for chain in chains if _key(chain) in roots)
    yield from (f"{count} orders for #{order_id}" for order_id, count in shared.items() if count > 1)


def _terms(seen: Evidence, post: Json) -> Terms:
    sent = post["sent"]
    user = seen.users[f"{sent['CANO']}-{sent['ACNT_PRDT_CD']}"]
    if "RVSE_CNCL_DVSN_CD" in sent:
        return user, _CHANGES[sent["RVSE_CNCL_DVSN_CD"]].value
    side = "buy" if post["tr_id"].endswith("12U") else "sell"
    return user, IntentKind.NEW.value, side, sent["PDNO"], int(sent["ORD_QTY"]), int(sent["ORD_UNPR"])


def _terms_of(intent: Intent) -> Terms:
    if intent.kind is not IntentKind.NEW:
        return intent.user_id, intent.kind.value
    return (
        intent.user_id, intent.kind.value, intent.side.name.lower(), intent.symbol, intent.quantity, intent.price or 0
    )  # fmt: skip


def _strangers(chains: list[Chain], roots: Mapping[tuple[int, str], int], known: Mapping[int, Order]) -> Iterator[str]:
    """Orders at the broker that the bot does not know, or does not know for its own."""
    for chain in chains:
        order = known.get(roots.get(_key(chain), 0))
        if order is None or order.source is not OrderSource.BOT:
            yield f"{chain.root['number']} of {chain.user} is at the broker, here it is {order and order.source}"


def _lost(seen: Evidence, chains: list[Chain], roots: Mapping[tuple[int, str], int]) -> Iterator[str]:
    """What was confirmed and is neither at the broker nor told as not sent, refused or unknown."""
    placed = {roots.get(_key(chain)) for chain in chains}
    for intent in seen.intents:
        if not _is_confirmed(seen, intent):
            continue
        said = seen.said(intent.user_id, intent.message_ref)
        match intent.state:
            case IntentState.ACCEPTED:
                well = intent.order_id in placed
            case IntentState.REFUSED | IntentState.DROPPED:
                well = any(word in said for word in NOT_SENT)
            case IntentState.UNKNOWN:
                well = "결과 불명" in said
            case IntentState.CLAIMED | IntentState.SENT:
                well = False
            case _:
                well = "전송 중" not in said
        if not well:
            yield f"intent {intent.id} of {intent.user_id} ({intent.kind}, {intent.state}): {said!r}"


def _is_confirmed(seen: Evidence, intent: Intent) -> bool:
    return intent.id in seen.pressed and intent.claimed_at is not None
