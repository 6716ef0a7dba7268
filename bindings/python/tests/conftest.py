"""What the tests have in common: the bundled articles, and the command to compare with."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import dateline

ROOT = Path(__file__).resolve().parents[3]
ARTICLES = ROOT / "tests" / "articles"


def command(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command that the package brings."""
    program = Path(sys.executable).parent / "dateline"
    return subprocess.run(
        [program, *map(str, arguments)], capture_output=True, text=True, encoding="utf-8", check=False, cwd=cwd
    )


@pytest.fixture(scope="session")
def rules() -> dateline.Rules:
    """The rules of all packs."""
    return dateline.compile()


@pytest.fixture(scope="session")
def articles() -> list[dateline.Article]:
    """The bundled articles."""
    return list(dateline.read(ARTICLES))


@pytest.fixture(scope="session")
def lines() -> list[str]:
    """The events of the bundled articles, as the program writes them that was built without Python."""
    program = os.environ.get("DATELINE_BINARY")
    assert program, "DATELINE_BINARY names the program `dateline` to compare with"
    arguments = ["--no-project", "run", "--input", str(ARTICLES)]
    done = subprocess.run([program, *arguments], capture_output=True, text=True, encoding="utf-8", check=True)
    found = done.stdout.splitlines()
    assert len(found) >= 12
    return found


@pytest.fixture(scope="session")
def records(lines: list[str]) -> list[dict[str, object]]:
    """The same as dicts."""
    return [json.loads(line) for line in lines]
