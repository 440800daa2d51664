"""Control messages of the realtime gateway: registrations, their answers, PINGPONG. Text to values and back, no I/O."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from json import dumps
from typing import TypeVar

import msgspec

from kis.errors import MalformedMessage
from kis.realtime.cipher import Secret

PINGPONG = "PINGPONG"
T = TypeVar("T")


class Action(StrEnum):
    """What a request asks for (tr_type). Some official docstrings give 0 for unregistering; the gateway takes 2."""

    REGISTER = "1"
    UNREGISTER = "2"


class Code(StrEnum):
    """Answers (msg_cd) the client acts on; every other code is a refusal."""

    REGISTERED = "OPSP0000"
    UNREGISTERED = "OPSP0001"
    ALREADY_REGISTERED = "OPSP0002"
    NOT_REGISTERED = "OPSP0003"
    INTERNAL_ERROR = "OPSP0007"
    SLOTS_FULL = "OPSP0008"
    SEND_FAILED = "OPSP0009"
    BAD_APP_KEY = "OPSP0010"
    BAD_APPROVAL = "OPSP0011"
    APP_KEY_IN_USE = "OPSP8996"


@dataclass(frozen=True, slots=True)
class Ack:
    """The answer to a request. Answers arrive between data frames and are matched by `tr_id` and `key`.

    `secret` comes with every successful registration, also of plain channels; not with ALREADY_REGISTERED.
    """

    tr_id: str
    key: str = field(repr=False)
    ok: bool
    code: str
    message: str
    secret: Secret | None = None


@dataclass(frozen=True, slots=True)
class Ping:
    """The gateway asks whether anyone is there; the answer is the identical text."""

    text: str


@dataclass(frozen=True, slots=True)
class Request:
    """One registration or its removal. Neither the approval key nor what may be an HTS id shows in a repr."""

    action: Action
    tr_id: str
    key: str = field(repr=False)
    approval_key: str = field(repr=False)
    customer_type: str = "P"


def write_request(request: Request) -> str:
    """The request as the gateway wants it; one message for each (tr_id, key)."""
    header = {
        "approval_key": request.approval_key,
        "custtype": request.customer_type,
        "tr_type": request.action.value,
        "content-type": "utf-8",
    }
    return _json({"header": header, "body": {"input": {"tr_id": request.tr_id, "tr_key": request.key}}})


def read_request(text: str) -> Request:
    """Read what a client sent; the gateway's side of `write_request`.

    Raises `MalformedMessage` if it is not a request.
    """
    wire = _decode(_REQUESTS, text)
    try:
        action = Action(wire.header.tr_type)
    except ValueError as error:
        raise MalformedMessage("실시간 등록 요청의 tr_type이 1도 2도 아니에요.") from error
    asked = wire.body.input
    return Request(action, asked.tr_id, asked.tr_key, wire.header.approval_key, wire.header.custtype)


def write_ack(ack: Ack, *, encrypted: bool = False) -> str:
    """The gateway's answer to a request; rt_cd 9 is for requests it could not read, as KIS does."""
    refused = "9" if ack.code >= "OPSP8990" else "1"
    body: dict[str, object] = {"rt_cd": "0" if ack.ok else refused, "msg_cd": ack.code, "msg1": ack.message}
    if ack.secret is not None:
        body["output"] = {"iv": ack.secret.iv, "key": ack.secret.key}
    header = {"tr_id": ack.tr_id, "tr_key": ack.key, "encrypt": "Y" if encrypted else "N"}
    return _json({"header": header, "body": body})


def write_ping(at: datetime) -> str:
    """The gateway's PINGPONG; `at` in KST."""
    return _json({"header": {"tr_id": PINGPONG, "datetime": at.strftime("%Y%m%d%H%M%S")}})


def read(text: str) -> Ack | Ping:
    """Read a control message from the gateway.

    Raises `MalformedMessage` if it is neither an answer nor a PINGPONG.
    """
    wire = _decode(_ANSWERS, text)
    if wire.header.tr_id == PINGPONG:
        return Ping(text)
    if wire.body is None:
        raise MalformedMessage("실시간 제어 메시지에 본문이 없어요.")
    body, secret = wire.body, None
    if body.output is not None and body.output.key and body.output.iv:
        secret = Secret(body.output.key, body.output.iv)
    key = (wire.header.tr_key or "").strip()
    return Ack(wire.header.tr_id, key, body.rt_cd == "0", body.msg_cd, (body.msg1 or "").strip(), secret)


class _Header(msgspec.Struct):
    tr_id: str
    tr_key: str | None = ""


class _Output(msgspec.Struct):
    iv: str | None = None
    key: str | None = None


class _Body(msgspec.Struct):
    rt_cd: str
    msg_cd: str
    msg1: str | None = ""
    output: _Output | None = None


class _Answer(msgspec.Struct):
    header: _Header
    body: _Body | None = None


class _RequestHeader(msgspec.Struct):
    approval_key: str
    tr_type: str
    custtype: str = "P"


class _Input(msgspec.Struct):
    tr_id: str
    tr_key: str


class _RequestBody(msgspec.Struct):
    input: _Input


class _Request(msgspec.Struct):
    header: _RequestHeader
    body: _RequestBody


_ANSWERS = msgspec.json.Decoder(_Answer)
_REQUESTS = msgspec.json.Decoder(_Request)


def _decode(decoder: msgspec.json.Decoder[T], text: str) -> T:
    try:
        return decoder.decode(text)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise MalformedMessage("실시간 제어 메시지를 읽을 수 없어요.") from None


def _json(wire: dict[str, object]) -> str:
    return dumps(wire, ensure_ascii=False, separators=(",", ":"))
