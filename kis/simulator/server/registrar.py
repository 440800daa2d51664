"""Registrations: what a client asks of the websocket, and the gateway's answer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from kis.credentials import Environment
from kis.realtime import CHANNELS
from kis.realtime.channel import Channel
from kis.realtime.control import PINGPONG, Ack, write_ack
from kis.simulator.accounts import AccountInfo
from kis.simulator.server.journal import Journal
from kis.simulator.server.keys import Keys
from kis.simulator.server.session import Session

MAX_REGISTRATIONS = 41
"""For one session, all channels together (KIS notice of 2026-04-20)."""

OFFERED: Mapping[Environment, Mapping[str, Channel[Any]]] = {
    Environment.REAL: {channel.real: channel for channel in CHANNELS},
    Environment.PAPER: {channel.paper: channel for channel in CHANNELS if channel.paper},
}
"""What each environment takes registrations for, by TR id."""
_KNOWN = frozenset().union(*OFFERED.values())
_SEALED = frozenset(tr_id for offered in OFFERED.values() for tr_id, channel in offered.items() if channel.sealed)
_NOBODY = "(null)"


class _Bad(Exception):
    """A message that registers nothing."""

    def __init__(self, code: str, message: str, tr_id: str = _NOBODY, key: str = "") -> None:
        super().__init__(code)
        self.ack = Ack(tr_id, key, False, code, message)


class Registrar:
    """Answers the messages of all sessions; `registered` is who gets what, by TR id and key."""

    def __init__(self, keys: Keys, journal: Journal) -> None:
        self._keys = keys
        self._journal = journal
        self.sessions: set[Session] = set()
        self.registered: dict[tuple[str, str], set[Session]] = {}

    def enter(self, session: Session) -> None:
        """Take a new connection in."""
        self.sessions.add(session)

    def leave(self, session: Session) -> None:
        """Forget a connection that has ended."""
        self.sessions.discard(session)
        for place in session.registered:
            self._remove(session, place)

    def of(self, hts_id: str | None) -> Iterable[Session]:
        """Return the sessions of one customer, or all."""
        chosen = (s for s in self.sessions if hts_id is None or (s.info is not None and s.info.hts_id == hts_id))
        return sorted(chosen, key=lambda session: session.number)

    def take(self, session: Session, text: str) -> bool:
        """Answer one message; False if the connection is to be closed."""
        message = _parsed(text)
        entry = self._journal.message(session.number, self._app_key(session, message), message)
        try:
            if _text(message, "header", "tr_id") == PINGPONG:
                return True
            ack = self._answer(session, message)
        except _Bad as bad:
            ack = bad.ack
        self._journal.answered(entry, msg_cd=ack.code)
        session.say(write_ack(ack, encrypted=ack.tr_id in _SEALED))
        return ack.code != "OPSP8996"

    def _answer(self, session: Session, message: object) -> Ack:
        tr_id, key, tr_type = _read(message)
        info = self._admit(session, _text(message, "header", "approval_key"), tr_id, key)
        if tr_id not in OFFERED[info.env]:
            raise _Bad("OPSP8991", "tr_id error", tr_id, key)
        if tr_type == "2":
            return self._unregister(session, tr_id, key)
        return self._register(session, tr_id, key)

    def _admit(self, session: Session, approval_key: str, tr_id: str, key: str) -> AccountInfo:
        """One session for each app key; a key stays with the session that used it first. Raises `_Bad`."""
        info = self._keys.approved(approval_key)
        if info is None or (session.info is not None and session.info.app_key != info.app_key):
            raise _Bad("OPSP0011", "invalid approval : NOT FOUND", tr_id, key)
        if session.info is None:
            others = (other.info for other in self.sessions if other.info is not None)
            if any(other.app_key == info.app_key for other in others):
                raise _Bad("OPSP8996", "ALREADY IN USE appkey")
            session.info = info
        return info

    def _register(self, session: Session, tr_id: str, key: str) -> Ack:
        place = (tr_id, key)
        if place in session.registered:
            return Ack(tr_id, key, False, "OPSP0002", "ALREADY IN SUBSCRIBE")
        if len(session.registered) >= MAX_REGISTRATIONS:
            return Ack(tr_id, key, False, "OPSP0008", "MAX SUBSCRIBE OVER")
        session.registered.add(place)
        self.registered.setdefault(place, set()).add(session)
        return Ack(tr_id, key, True, "OPSP0000", "SUBSCRIBE SUCCESS", session.secret)

    def _unregister(self, session: Session, tr_id: str, key: str) -> Ack:
        place = (tr_id, key)
        if place not in session.registered:
            return Ack(tr_id, key, False, "OPSP0003", "UNSUBSCRIBE ERROR(not found!)")
        session.registered.discard(place)
        self._remove(session, place)
        return Ack(tr_id, key, True, "OPSP0001", "UNSUBSCRIBE SUCCESS")

    def _remove(self, session: Session, place: tuple[str, str]) -> None:
        here = self.registered.get(place, set())
        here.discard(session)
        if not here:
            self.registered.pop(place, None)

    def _app_key(self, session: Session, message: object) -> str:
        info = session.info or self._keys.approved(_text(message, "header", "approval_key"))
        return info.app_key if info else ""


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _read(message: object) -> tuple[str, str, str]:
    """Return TR id, key and tr_type of a registration. Raises `_Bad` with KIS's code for what is wrong."""
    if not isinstance(message, Mapping):
        raise _Bad("OPSP9990", "JSON PARSING ERROR")
    if not isinstance(message.get("header"), Mapping):
        raise _Bad("OPSP9991", "JSON PARSING ERROR : header")
    if not isinstance(message.get("body"), Mapping) or not isinstance(message["body"].get("input"), Mapping):
        raise _Bad("OPSP9992", "JSON PARSING ERROR : body")
    tr_id, key = _text(message, "body", "input", "tr_id"), _text(message, "body", "input", "tr_key")
    tr_type = _text(message, "header", "tr_type")
    if tr_id not in _KNOWN:
        raise _Bad("OPSP8991", "tr_id error", tr_id or _NOBODY, key)
    if not key:
        raise _Bad("OPSP8992", "tr_key error", tr_id)
    if not _text(message, "header", "approval_key"):
        raise _Bad("OPSP8994", "approval/appkey field error", tr_id, key)
    if tr_type not in {"1", "2"}:
        raise _Bad("OPSP8997", "tr_type error", tr_id, key)
    if _text(message, "header", "custtype") not in {"", "P", "B"}:
        raise _Bad("OPSP8998", "custtype error", tr_id, key)
    return tr_id, key, tr_type


def _text(message: Any, *path: str) -> str:
    """Return what stands at a path, as it can be sent back: half a character is a question mark."""
    for name in path:
        if not isinstance(message, Mapping):
            return ""
        message = message.get(name)
    text = "" if message is None else str(message).strip()
    return text.encode(errors="replace").decode()
