"""KIS's gateway: one REST call from its headers to its envelope, checks in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

from kis.credentials import Account, Environment
from kis.endpoint import Endpoint, Kind
from kis.paging import area_keys
from kis.simulator.accounts import AccountInfo
from kis.simulator.refusals import Refusal
from kis.simulator.server.http import Request, Response, json_response
from kis.simulator.server.keys import Keys
from kis.simulator.server.limits import Limits, Windows
from kis.simulator.server.oauth import Oauth, hash_of
from kis.simulator.server.paging import LAST, MORE, Page
from kis.simulator.server.refusing import Denied, missing_field, wrong_account
from kis.simulator.server.routes import Call, Route, Routes, Said, choose

_QUOTE = Said(("MCA00000", "정상처리 되었습니다."), ("MCA00000", "정상처리 되었습니다."))
_INQUIRY = Said(("KIOK0510", "조회가 완료되었습니다"), ("20310000", "모의투자 조회가 완료되었습니다."))
_MORE = Said(
    ("KIOK0500", "조회가 계속됩니다..다음버튼을 Click 하십시오."),
    ("20310000", "모의투자 조회가 계속됩니다..다음버튼을 Click 하십시오."),
)
_NO_ROWS = Said(("KIOK0560", "조회할 내용이 없습니다"), ("70070000", "모의투자 조회할 내역(자료)이 없습니다."))
_VENUE = "excg_id_dvsn_cd"
"""Younger than many clients; without it KIS means KRX."""
_ORDER = Said(("APBK0013", "주문 전송 완료 되었습니다."), ("40600000", "모의투자 주문이 완료 되었습니다."))


_WORDS_WIDTH = 80
"""KIS pads what it says of an inquiry with blanks."""


class Gateway:
    """Answers everything that KIS answers over HTTP."""

    def __init__(self, keys: Keys, windows: Windows, limits: Limits, routes: Routes) -> None:
        self._keys = keys
        self._windows = windows
        self._limits = limits
        self._routes = routes
        self._oauth = Oauth(keys, self._count)

    def answer(self, request: Request) -> Response:
        """Answer one call; all of it happens at once."""
        if request.path.lower().startswith("/oauth2/"):
            return self._oauth.answer(request)
        if not request.path.startswith("/uapi/"):
            return Response(404)
        try:
            return self._admitted(request)
        except Denied as denied:
            return _with_headers(denied.response(), request, "")
        except Refusal as no:
            body = {"rt_cd": no.rt_cd, "msg_cd": no.code, "msg1": no.message}
            return _with_headers(json_response(body, code=no.code), request, _tr_cont(request))

    def _admitted(self, request: Request) -> Response:
        headers = request.headers
        info = self._keys.holder(headers.get("appkey", ""), headers.get("appsecret", ""))
        self._pace(info)
        if request.path == "/uapi/hashkey":
            return hash_of(request)
        self._keys.check(info.app_key, headers.get("authorization", ""))
        if headers.get("custtype", "P").strip() not in {"P", "B", ""}:
            raise Denied("EGW00208", "고객유형(custtype)이 유효하지 않습니다.")
        routes = self._routes.find(headers.get("tr_id", ""), info.env)
        params = _parameters(request)
        self._check_account(routes[0].endpoint, info, params)
        if routes[0].endpoint.method == "POST" and request.method != "POST":
            raise Denied("EGW00101", "유효하지 않은 요청입니다.")
        route, message = choose(routes, params)
        return self._answered(request, route, Call(info, params), message)

    def _pace(self, info: AccountInfo) -> None:
        limit = self._limits.calls[info.env] if self._limits.calls else None
        if not self._windows.take(info.app_key, limit):
            raise Denied("EGW00201", "초당 거래건수를 초과하였습니다.")

    def _count(self, info: AccountInfo) -> None:
        self._windows.take(info.app_key, None)

    def _check_account(self, endpoint: Endpoint[..., Any], info: AccountInfo, params: Mapping[str, str]) -> None:
        if endpoint.kind is Kind.QUOTE:
            return
        for key in ("cano", "acnt_prdt_cd"):
            if not params.get(key, "").strip():
                raise missing_field(key)
        asked = Account(params["cano"].strip(), params["acnt_prdt_cd"].strip())
        account = Account.parse(info.account)
        if asked != replace(account, product=endpoint.product or account.product):
            raise wrong_account()
        if not self._windows.take(f"ledger {info.account}", self._limits.ledger):
            raise Denied("EGW00215", "원장에서 허용 가능한 초당 거래건수를 초과하였습니다.")

    def _answered(self, request: Request, route: Route, call: Call, message: Any) -> Response:
        endpoint, tr_cont = route.endpoint, _tr_cont(request)
        page = None
        if endpoint.pages is not None and area_keys(endpoint.pages):
            rows, asked = route.rows[call.info.env], request.headers.get("tr_cont", "")
            page = Page.asked(endpoint.pages.removeprefix("NK"), rows, asked, call.params)
        blocks = endpoint.reply.write(route.handler(call, message))
        if page is not None:
            blocks, tr_cont = page.cut(blocks, call.params)
        code, words = _said(route, call.info.env, blocks, tr_cont)
        body = {**_in_lower_case(blocks), **blocks, "rt_cd": "0", "msg_cd": code, "msg1": words}
        return _with_headers(json_response(body, code=code), request, tr_cont)


def _parameters(request: Request) -> dict[str, str]:
    """Query and body as one, names in lower case; KIS does not mind where they stand or what the content type says."""
    sent = request.json
    if request.body.strip() and not isinstance(sent, dict):
        raise Denied("OPSQ9995", "ERROR JSON PARSING", rt_cd="2")
    merged = {**request.query, **(sent or {})}
    named = {str(key).lower(): "" if value is None else str(value) for key, value in merged.items()}
    if not named.get(_VENUE, "").strip():
        named[_VENUE] = "KRX"
    return named


def _in_lower_case(blocks: Mapping[str, Any]) -> dict[str, Any]:
    """Return the blocks that KIS's portal writes with a capital (Output1) as clients and KIS's samples read them."""
    return {name.lower(): block for name, block in blocks.items() if name != name.lower()}


def _said(route: Route, environment: Environment, blocks: Mapping[str, Any], tr_cont: str) -> tuple[str, str]:
    if route.said is not None:
        return route.said.to(environment)
    if route.endpoint.kind is Kind.QUOTE:
        return _QUOTE.to(environment)
    if route.endpoint.kind is Kind.ORDER:
        return _ORDER.to(environment)
    rows = next((block for block in blocks.values() if isinstance(block, list)), None)
    said = _MORE if tr_cont == MORE else _NO_ROWS if rows == [] else _INQUIRY
    code, words = said.to(environment)
    return code, words.ljust(_WORDS_WIDTH)


def _tr_cont(request: Request) -> str:
    """KIS leaves it empty in answers to a POST; a GET without pages is its own last page."""
    return LAST if request.method == "GET" else ""


def _with_headers(response: Response, request: Request, tr_cont: str) -> Response:
    headers = {
        "tr_id": _echoed(request, "tr_id"),
        "tr_cont": tr_cont,
        "gt_uid": _echoed(request, "gt_uid") or uuid4().hex,
    }
    return replace(response, headers=headers)


def _echoed(request: Request, name: str) -> str:
    """Return a header of the request as it may stand in the answer: ASCII, or nothing."""
    sent = request.headers.get(name, "")
    return sent if sent.isascii() else ""
