"""The Bot API contract, where the workspace has it: requests and what the server sends are held against it."""

import importlib.util
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

CONTRACT = Path(__file__).parents[3] / ".." / "shared" / "telegram" / "contract.py"
needs_contract = pytest.mark.skipif(not CONTRACT.exists(), reason="the Bot API contract is not beside the project")


@cache
def load() -> Any:
    spec = importlib.util.spec_from_file_location("botapi_contract", CONTRACT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module.Contract()


def request_problems(method: str, params: dict[str, Any], files: tuple[str, ...] = ()) -> list[str]:
    """Return what Telegram would refuse or ignore in a request."""
    given = {name: value for name, value in params.items() if name not in files}
    found = load().check_request(method, given, dict.fromkeys(files, b""))
    return [str(problem) for problem in found if problem.level == "error"]


def object_problems(kind: str, value: Any) -> list[str]:
    return [str(problem) for problem in load().check_object(kind, value) if problem.level == "error"]
