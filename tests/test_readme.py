"""What the README names exists: files, subcommands, variables, options."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

ROOT = Path(settings.BASE_DIR)
README = (ROOT / "README.md").read_text(encoding="utf-8")
TOP = "|".join(
    sorted(p.name for p in ROOT.iterdir() if p.is_dir() and not p.name.startswith((".", "var")))
)
PATHS = sorted(
    set(re.findall(rf"(?<![\w/])(?:{TOP})/[\w./-]*", README))
    | set(re.findall(r"\]\(([^)#:]+)\)", README))
    | set(re.findall(r"\b(?:requirements[\w-]*\.txt|pyproject\.toml)", README))
)
COMMANDS = sorted(set(re.findall(r"manage\.py (\w+)", README)))
VARIABLES = sorted(set(re.findall(r"\b(?:LKIP_[A-Z_]+|DATABASE_URL)\b", README)))


@pytest.mark.parametrize("path", PATHS)
def test_readme_path_exists(path):
    assert (ROOT / path.rstrip(".")).exists()


@pytest.mark.parametrize("name", COMMANDS)
def test_readme_subcommand_exists(name):
    assert name in get_commands()


@pytest.mark.parametrize("name", VARIABLES)
def test_readme_variable_is_read(name):
    code = "".join((ROOT / "lkip" / name).read_text("utf-8") for name in ("env.py", "settings.py"))
    assert f'"{name}"' in code


def test_readme_every_variable_is_described():
    code = "".join((ROOT / "lkip" / name).read_text("utf-8") for name in ("env.py", "settings.py"))
    assert set(re.findall(r'"(LKIP_[A-Z_]+|DATABASE_URL)"', code)) == set(VARIABLES)
