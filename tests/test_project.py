"""What the project says about itself is true."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

ROOT = Path(__file__).parents[1]
CODE = sorted(path for folder in ("kis", "bot", "alembic", "tests") for path in (ROOT / folder).rglob("*.py"))


def pins() -> dict[str, str]:
    """The pinned versions of this platform's packages."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines: list[str] = settings["tool"]["uv"]["constraint-dependencies"]
    pairs = (line.split(" ;")[0].split("==", 1) for line in lines)
    return dict(pairs)


def test_environment_agrees_with_the_pins() -> None:
    """Every installed package that is pinned has exactly the pinned version."""
    wrong = {}
    for name, pinned in pins().items():
        try:
            if (found := version(name)) != pinned:
                wrong[name] = (pinned, found)
        except PackageNotFoundError:
            continue

    assert wrong == {}


def test_modules_hold_one_idea() -> None:
    """No module is longer than 300 lines."""
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in CODE}

    assert {str(path.relative_to(ROOT)): lines for path, lines in lengths.items() if lines > 300} == {}


def test_promises_name_tests_that_exist() -> None:
    """Every test that stands beside a promise of the bot is there."""
    named = re.findall(r"`((?:\w+/)?test_\w+\.py)`", (ROOT / "bot" / "README.md").read_text(encoding="utf-8"))
    places = (ROOT / "tests" / "bot", ROOT / "tests")

    assert len(named) > 20
    assert [name for name in named if not any((place / name).exists() for place in places)] == []


def test_nothing_names_a_registry_or_a_machine() -> None:
    """What is committed speaks of the project alone."""
    texts = [*CODE, ROOT / "README.md", ROOT / "pyproject.toml", ROOT / "Dockerfile", ROOT / ".ci" / "run"]
    foreign = ("files.python" + "hosted.org", "pypi." + "org", "/wo" + "rk/", "/ro" + "ot/")

    assert [path.name for path in texts if any(word in path.read_text(encoding="utf-8") for word in foreign)] == []
