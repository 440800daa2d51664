"""From what was typed to the endpoint that is meant."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from kis.endpoint import Endpoint
from kis.shell.errors import Unclear

_SHOWN = 8


def find(typed: str, known: Mapping[str, Endpoint[..., Any]]) -> tuple[str, Endpoint[..., Any]]:
    """Return path and endpoint for a name, a path or parts of one (`price`, `overseas.price`, `현재가`, a TR id).

    Of several that bear the name itself the first market's is meant: `price` is that of domestic stocks.
    Raises `Unclear` with what might be meant.
    """
    wanted = typed.strip()
    for fits in (_by_path, _by_tr_id, _by_whole_title):
        if found := [path for path in known if fits(wanted, path, known[path])]:
            return found[0], known[found[0]]
    by_title = [path for path in known if wanted in known[path].title]
    if len(by_title) == 1:
        return by_title[0], known[by_title[0]]
    raise Unclear(_meant(wanted, by_title or _close(wanted, known), known))


def _by_path(wanted: str, path: str, _endpoint: Endpoint[..., Any]) -> bool:
    """The last part is the name; parts before it may be left out from the front or the middle, and kis stand there."""
    asked, parts = wanted.lower().removeprefix("kis.").split("."), path.split(".")
    return asked[-1] == parts[-1] and set(asked[:-1]) <= set(parts[:-1])


def _by_tr_id(wanted: str, _path: str, endpoint: Endpoint[..., Any]) -> bool:
    return any(wanted.upper() in endpoint.tr_ids(environment) for environment in endpoint.tables)


def _by_whole_title(wanted: str, _path: str, endpoint: Endpoint[..., Any]) -> bool:
    return wanted == endpoint.title


def _close(wanted: str, known: Mapping[str, Endpoint[..., Any]]) -> list[str]:
    names = dict.fromkeys(path.rpartition(".")[2] for path in known)
    close = get_close_matches(wanted.rpartition(".")[2].lower(), names, _SHOWN)
    return [path for name in close for path in known if path.endswith(f".{name}")]


def _meant(wanted: str, paths: list[str], known: Mapping[str, Endpoint[..., Any]]) -> str:
    if not paths:
        return f"'{wanted}' 호출을 찾지 못했어요. `python -m kis`로 전체를 볼 수 있어요."
    listed = "\n".join(f"  {path}  {known[path].title}" for path in paths[:_SHOWN])
    return f"'{wanted}': 어느 것인지 골라 주세요.\n{listed}"
