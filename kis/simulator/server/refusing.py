"""What the gateway (before the broker) says when it says no."""

from __future__ import annotations

from dataclasses import dataclass

from kis.simulator.server.http import Response, json_response


@dataclass(eq=False)
class Denied(Exception):
    """A call that does not reach the broker: HTTP `status`, `code` (msg_cd), `message` (msg1), `rt_cd`."""

    code: str
    message: str
    status: int = 500
    rt_cd: str = "1"

    def response(self) -> Response:
        """Return KIS's envelope."""
        body = {"rt_cd": self.rt_cd, "msg_cd": self.code, "msg1": self.message}
        return json_response(body, self.status, self.code)

    def oauth_response(self) -> Response:
        """Return the envelope of `/oauth2`, which has names of its own and HTTP 403."""
        return json_response({"error_description": self.message, "error_code": self.code}, 403, self.code)


def missing_field(key: str) -> Denied:
    """OPSQ2001 for a field that is not there (words as KIS's back end writes them)."""
    return Denied("OPSQ2001", f"ERROR INPUT FIELD NOT FOUND [{key.upper()}]", rt_cd="2")


def invalid_field(key: str) -> Denied:
    """OPSQ2001 for a field whose value is unusable."""
    return Denied("OPSQ2001", f"ERROR INVALID {key.upper()}", rt_cd="2")


def wrong_account() -> Denied:
    """OPSQ2000: no account of this app key."""
    return Denied("OPSQ2000", "ERROR : INPUT INVALID_CHECK_ACNO", rt_cd="2")


def not_in_paper() -> Denied:
    """90000000: paper trading has no such call."""
    return Denied("90000000", "모의투자에서는 해당업무가 제공되지 않습니다.", status=200)
