"""`/oauth2` and the hashkey: what comes before the first call."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping

from kis.simulator.accounts import AccountInfo
from kis.simulator.server.http import Request, Response, json_response
from kis.simulator.server.keys import Keys
from kis.simulator.server.refusing import Denied

_DAY_SECONDS = 86_400


class Oauth:
    """Answers `tokenP`, `revokeP` and `Approval`; `counted` is told the app key of each token call.

    KIS counts token calls among the calls per second, though it does not refuse them for it.
    """

    def __init__(self, keys: Keys, counted: Callable[[AccountInfo], None]) -> None:
        self._keys = keys
        self._counted = counted
        self._calls: Mapping[str, Callable[[Mapping[str, str]], Response]] = {
            "/oauth2/tokenp": self._token,
            "/oauth2/revokep": self._revoke,
            "/oauth2/approval": self._approval,
        }

    def answer(self, request: Request) -> Response:
        """Answer one of the three calls; 404 for another path or method."""
        call = self._calls.get(request.path.lower())
        if call is None or request.method != "POST":
            return Response(404)
        try:
            if not isinstance(request.json, dict):
                raise Denied("EGW00101", "유효하지 않은 요청입니다.")
            return call({str(key).lower(): str(value) for key, value in request.json.items()})
        except Denied as denied:
            return denied.oauth_response()

    def _token(self, sent: Mapping[str, str]) -> Response:
        _check_grant(sent)
        info = self._keys.holder(sent.get("appkey", ""), sent.get("appsecret", ""))
        self._counted(info)
        token = self._keys.issue(info.app_key)
        return json_response(
            {
                "access_token": token.text,
                "access_token_token_expired": f"{token.expires:%Y-%m-%d %H:%M:%S}",
                "token_type": "Bearer",
                "expires_in": _DAY_SECONDS,
            }
        )

    def _revoke(self, sent: Mapping[str, str]) -> Response:
        info = self._keys.holder(sent.get("appkey", ""), sent.get("appsecret", ""))
        self._keys.revoke(info.app_key, sent.get("token", ""))
        return json_response({"code": 200, "message": "접근토큰 폐기에 성공하였습니다"})

    def _approval(self, sent: Mapping[str, str]) -> Response:
        _check_grant(sent)
        info = self._keys.holder(sent.get("appkey", ""), sent.get("secretkey", ""))
        self._counted(info)
        return json_response({"approval_key": self._keys.approve(info)})


def _check_grant(sent: Mapping[str, str]) -> None:
    if not sent.get("grant_type"):
        raise Denied("EGW00115", "grant_type은 필수입니다.")
    if sent["grant_type"] != "client_credentials":
        raise Denied("EGW00116", "유효하지 않은 grant_type입니다.")


def hash_of(request: Request) -> Response:
    """Answer `/uapi/hashkey`: the body as read, and its SHA-256. KIS does not check the header any more."""
    if not isinstance(request.json, dict):
        return Denied("EGW00101", "유효하지 않은 요청입니다.").response()
    text = json.dumps(request.json, ensure_ascii=False, separators=(",", ":"))
    return json_response({"BODY": request.json, "HASH": hashlib.sha256(text.encode()).hexdigest()})
