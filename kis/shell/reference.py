"""The reference of all calls as a Markdown page, made from the endpoints themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kis.credentials import Environment
from kis.endpoint import Endpoint

_HEAD = """# 모든 호출

`python -m kis reference`가 엔드포인트 값에서 만든 표예요.

| 이름 | 호출 | TR ID (실전) | TR ID (모의) | 방식 | 경로 |
|---|---|---|---|---|---|"""


def reference(known: Mapping[str, Endpoint[..., Any]]) -> str:
    """Return the page: Korean name, method of the client, TR ids, HTTP method and path."""
    return "\n".join([_HEAD, *(_row(path, endpoint) for path, endpoint in known.items())])


def _row(path: str, endpoint: Endpoint[..., Any]) -> str:
    real, paper = (
        "<br>".join(endpoint.tr_ids(environment)) or "없음" for environment in (Environment.REAL, Environment.PAPER)
    )
    paper += " (문서마다 다름)" if endpoint.disputed else ""
    return f"| {endpoint.title} | `kis.{path}` | {real} | {paper} | {endpoint.method} | `{endpoint.path}` |"
