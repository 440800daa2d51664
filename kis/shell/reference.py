"""The reference of all calls as a Markdown page, made from the endpoints themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kis.credentials import Environment
from kis.endpoint import Endpoint
from kis.realtime.catalogue import CHANNELS

_HEAD = """# 모든 호출

`python -m kis reference`가 엔드포인트 값에서 만든 표예요.

| 이름 | 호출 | TR ID (실전) | TR ID (모의) | 방식 | 경로 |
|---|---|---|---|---|---|"""


_CHANNELS = """
## 실시간 채널

`stream.register(채널, 키)`로 등록해요. 채널은 `kis.realtime`과 그 안의 `domestic`, `overseas`, `derivatives`에 있어요.

| 이름 | TR ID (실전) | TR ID (모의) | 키 |
|---|---|---|---|"""


def reference(known: Mapping[str, Endpoint[..., Any]]) -> str:
    """Return the page: Korean name, method of the client, TR ids, HTTP method and path; then the channels."""
    calls = [_row(path, endpoint) for path, endpoint in known.items()]
    channels = [f"| {each.title} | {each.real} | {each.paper or '없음'} | {each.key.value} |" for each in CHANNELS]
    return "\n".join([_HEAD, *calls, _CHANNELS, *channels])


def _row(path: str, endpoint: Endpoint[..., Any]) -> str:
    real, paper = (
        "<br>".join(endpoint.tr_ids(environment)) or "없음" for environment in (Environment.REAL, Environment.PAPER)
    )
    paper += " (문서마다 다름)" if endpoint.disputed else ""
    return f"| {endpoint.title} | `kis.{path}` | {real} | {paper} | {endpoint.method} | `{endpoint.path}` |"
