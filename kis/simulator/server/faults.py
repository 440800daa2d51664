"""Bad days on request: `POST /_sim/fault`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import Any

from kis.simulator.server.fields import BadControl, Fields
from kis.simulator.server.http import Request, Response, json_response


class Do(StrEnum):
    """What happens to a call. Nothing is executed by `status`, `message` and `cut_before`; all else is.

    A `status` that is `executed` is a gateway's that gave up on an answer which was on its way.
    """

    DELAY = "delay"
    """Carried out and answered after `seconds`."""
    LATE = "late"
    """Carried out at once, answered after `seconds`."""
    STATUS = "status"
    MESSAGE = "message"
    CUT_BEFORE = "cut_before"
    CUT_AFTER = "cut_after"
    GARBAGE = "garbage"
    NO_ROWS = "no_rows"
    """Answered as paper has been seen to: `output1` is empty although `output2` is filled."""


@dataclass(slots=True)
class Fault:
    """One thing to go wrong with the next `times` calls of `path` and `tr_id` (blank matches all)."""

    do: Do
    times: int = 1
    path: str = ""
    tr_id: str = ""
    seconds: float = 0.0
    response: Response | None = None
    executed: bool = False

    def matches(self, path: str, tr_id: str) -> bool:
        """Whether a call is meant; `path` may be the whole path or its end, `inquire-balance`."""
        wanted = self.path.strip("/").lower()
        here = path.strip("/").lower()
        right_path = not wanted or here == wanted or here.endswith(f"/{wanted}")
        return right_path and (not self.tr_id or self.tr_id.upper() == tr_id.upper())


_BODILESS = frozenset({HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED})

GARBAGE = Response(200, b"<html><body>\xec\x9e\xa0\xec\x8b\x9c", content_type="text/html; charset=utf-8")
"""A page of some proxy, cut off in the middle."""


def without_rows(response: Response) -> Response:
    """Return the answer with nothing in its `output1`."""
    body = json.loads(response.body)
    return json_response(body | {"output1": []}, response.status, response.code) if "output1" in body else response


class Faults:
    """The faults still to come, in the order they were asked for."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Arm a fault."""
        self._waiting.append(fault)

    def take(self, request: Request) -> Fault | None:
        """Return the fault that meets this call, and count it."""
        tr_id = request.headers.get("tr_id", "")
        found = next((fault for fault in self._waiting if fault.matches(request.path, tr_id)), None)
        if found is not None:
            found.times -= 1
            self._waiting = [fault for fault in self._waiting if fault.times > 0]
        return found

    def clear(self) -> None:
        """Forget all."""
        self._waiting.clear()


def read_fault(sent: Mapping[str, Any]) -> Fault:
    """Read the body of `POST /_sim/fault`. Raises `BadControl` with a sentence.

    `status` takes `code`, if the answer shall have a body, `body` (text, or JSON), and `executed`; `message` takes
    `msg_cd`, `msg1`, `rt_cd` ("1") and `code`, the HTTP status (500 for EGW codes, else 200).
    """
    fields = Fields(
        sent, "do", "times", "path", "tr_id", "seconds", "code", "body", "executed", "msg_cd", "msg1", "rt_cd"
    )
    fault = Fault(
        do=Do(fields.choice("do", [do.value for do in Do])),
        times=fields.whole("times", default=1, low=1, high=1_000_000),
        path=fields.text("path", default=""),
        tr_id=fields.text("tr_id", default=""),
    )
    if fault.do in (Do.DELAY, Do.LATE):
        fault.seconds = fields.number("seconds", low=0, high=3_600)
    elif fault.do is Do.STATUS:
        fault.response = _status(fields)
        fault.executed = fields.get("executed") is not None and fields.truth("executed")
    elif fault.do is Do.MESSAGE:
        fault.response = _message(fields)
    return fault


def _status(fields: Fields) -> Response:
    code, body = fields.whole("code", low=200, high=599), fields.get("body")
    if code in _BODILESS and body is not None:
        raise BadControl(f"{code} 응답에는 'body'를 넣을 수 없어요.")
    if body is None or isinstance(body, str):
        return Response(code, (body or "").encode(), content_type="text/html; charset=utf-8")
    return Response(code, json.dumps(body, ensure_ascii=False).encode())


def _message(fields: Fields) -> Response:
    msg_cd = fields.text("msg_cd")
    envelope = {
        "rt_cd": fields.text("rt_cd", default="1"),
        "msg_cd": msg_cd,
        "msg1": fields.text("msg1", default=""),
    }
    usual = 500 if msg_cd.startswith("EGW") else 200
    return json_response(envelope, fields.whole("code", default=usual, low=200, high=599))
