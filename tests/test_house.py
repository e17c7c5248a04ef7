"""The rules of the house, read from the code itself."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from config import SITES, ComplianceConfig, PortalConfig, ReviewConfig
from disclosure.access import Permission
from disclosure.ledger.kinds import FACTS
from disclosure.web.desk import OPEN, SIGNED_IN

HOME = Path(__file__).parent.parent
PACKAGES = ("disclosure", "portal", "reviewer", "compliance", "migrations", "benchmarks", "tests")
LONGEST_FILE = 300
LONGEST_FUNCTION = 40
VAULT = "disclosure/vault/"


@cache
def files(*suffixes: str) -> tuple[Path, ...]:
    """Return what of the project is under version control."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=HOME, check=True, capture_output=True, text=True
    ).stdout.split("\0")
    return tuple(HOME / name for name in listed if name.endswith(suffixes) and (HOME / name).is_file())


def code() -> Iterator[tuple[str, ast.Module]]:
    for path in files(".py"):
        yield name(path), tree(path)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name(path: Path) -> str:
    return path.relative_to(HOME).as_posix()


def in_programme(file: str) -> bool:
    return not file.startswith("tests/")


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring and decorators."""
    first = node.body[0]
    own = (node.end_lineno or node.lineno) - node.lineno + 1
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and len(node.body) > 1:
        own -= (first.end_lineno or first.lineno) - first.lineno + 1
    return own


def test_imports_point_down() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports")],
        cwd=HOME,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout


def test_no_file_is_long() -> None:
    long = [name(path) for path in files(".py") if len(path.read_text().splitlines()) > LONGEST_FILE]
    assert long == []


def test_no_function_is_long() -> None:
    long = [
        f"{file}: {node.name} ({length(node)})"
        for file, module in code()
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and length(node) > LONGEST_FUNCTION
        if not file.startswith("migrations/versions/")
    ]
    assert long == []


def test_no_error_is_caught_that_was_not_foreseen() -> None:
    everything = {"Exception", "BaseException"}
    caught = [
        f"{file}:{node.lineno}"
        for file, module in code()
        for node in ast.walk(module)
        if isinstance(node, ast.ExceptHandler)
        and (
            node.type is None
            or {one.id for one in ast.walk(node.type) if isinstance(one, ast.Name)} & everything
        )
    ]
    assert caught == []


def test_nothing_is_left_for_later() -> None:
    later = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|HA" + r"CK)\b")
    found = [
        f"{name(path)}:{number}"
        for path in files(".py", ".html", ".toml", ".md", ".css", ".yml")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if later.search(line)
    ]
    assert found == []


def test_every_public_module_says_what_it_is() -> None:
    silent = [
        file
        for file, module in code()
        if in_programme(file) and module.body and ast.get_docstring(module) is None
    ]
    assert silent == []


def test_plain_text_has_one_door() -> None:
    """Only reading.py asks an opener to open; elsewhere openers are handed on."""
    elsewhere = [
        f"{file}:{node.lineno}"
        for file, module in code()
        if in_programme(file) and not file.startswith((VAULT, "benchmarks/"))
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr in ("open", "open_stream") and "opener" in ast.unparse(node.func.value).lower()
    ]
    assert {place.partition(":")[0] for place in elsewhere} == {"disclosure/casework/reading.py"}


def test_everything_that_is_recorded_is_declared_and_everything_declared_is_recorded() -> None:
    said = {
        node.value
        for file, module in code()
        if in_programme(file) and file != "disclosure/ledger/kinds.py"
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert set(FACTS) - said == NOT_YET_DONE
    recorded = {kind for file, module in code() if in_programme(file) for kind in _kinds_recorded(module)}
    assert recorded - set(FACTS) == set()


NOT_YET_DONE: set[str] = set()
"""Kinds of acts that nobody can do yet. Take out what can be done."""


def _kinds_recorded(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called in ("record", "record_all", "_record", "_tell", "note"):
            for argument in node.args:
                if isinstance(argument, ast.Constant) and ":" in str(argument.value):
                    yield str(argument.value)


def test_templates_escape_everything() -> None:
    unsafe = re.compile(r"\|\s*safe\b|autoescape\s+false")
    found = [name(path) for path in files(".html") if unsafe.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_no_template_is_made_of_a_string() -> None:
    made = {"render_template_string", "from_string", "Markup"}
    found = [
        f"{file}:{node.lineno}"
        for file, module in code()
        if in_programme(file)
        for node in ast.walk(module)
        if isinstance(node, ast.Name | ast.Attribute)
        and (node.id if isinstance(node, ast.Name) else node.attr) in made
    ]
    assert found == []


def test_nothing_tells_of_the_machine_it_was_written_on() -> None:
    machine = re.compile(r"/(?:home|root|Users|work|mnt)/[A-Za-z]")
    found = [
        f"{name(path)}:{number}: {line.strip()[:80]}"
        for path in files(".py", ".md", ".html", ".toml", ".txt", ".yml", ".json", "Makefile", "run")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if machine.search(line) and path != Path(__file__)
    ]
    assert found == []


def test_no_file_is_named_for_nothing_in_particular() -> None:
    vague = {"utils.py", "helpers.py", "managers.py", "manager.py", "data.py", "misc.py", "common_utils.py"}
    assert [name(path) for path in files(".py") if path.name in vague] == []


@pytest.fixture
def sites(tmp_path: Path) -> dict[str, Flask]:
    """The three sites. Their routes are looked at; nobody asks them anything."""
    from tests.web.sites import make_site  # noqa: PLC0415

    return {site: make_site(site, tmp_path, f"sqlite:///{tmp_path / 'none.db'}") for site in SITES}


def test_every_route_says_what_it_needs(sites: dict[str, Flask]) -> None:
    for site, app in sites.items():
        silent = {
            rule.endpoint
            for rule in app.url_map.iter_rules()
            if not isinstance(getattr(app.view_functions[rule.endpoint], "needs", None), Permission)
            and getattr(app.view_functions[rule.endpoint], "needs", None) not in (OPEN, SIGNED_IN)
        }
        assert silent <= SPOKEN_EXCEPTIONS, site


SPOKEN_EXCEPTIONS = {"static"}
"""What everybody may load, and what only a demonstration has (tests/web/test_signin.py)."""


def test_only_what_must_be_is_open_to_everybody(sites: dict[str, Flask]) -> None:
    pages = "show sent redeem again password forgotten code enrol passkey"
    coming = "to_provider from_provider logged_out"
    signing_in = {f"signin.{page}" for page in f"{pages} {coming}".split()}
    opened = {
        site: {end for end, view in app.view_functions.items() if getattr(view, "needs", None) is OPEN}
        for site, app in sites.items()
    }
    assert opened["review"] == opened["compliance"] == signing_in
    public = {f"register.{page}" for page in ("index", "of_year", "file", "entry")}
    helping = {"helping.show", "helping.worksheet"}
    script = {"scripting.script", "scripting.suggested"}
    assert opened["portal"] == signing_in | helping | script | {"home.front", "drawn.record"} | public


def test_no_site_is_needed_for_more_than_its_own_people(sites: dict[str, Flask]) -> None:
    """A permission of one site's people opens nothing on another."""
    wanted = {
        site: {view.needs for view in _views(app) if isinstance(view.needs, Permission)}
        for site, app in sites.items()
    }
    for one, other in (("portal", "review"), ("portal", "compliance"), ("review", "compliance")):
        assert wanted[one] & wanted[other] == set()


def _views(app: Flask) -> Iterator[Any]:
    return (view for view in app.view_functions.values() if hasattr(view, "needs"))


def test_settings_of_sites_are_the_only_things_sites_differ_by() -> None:
    fields = {site.__name__: set(site.__dataclass_fields__) for site in (PortalConfig, ReviewConfig)}
    assert fields["PortalConfig"] == fields["ReviewConfig"]
    assert fields["PortalConfig"] - set(ComplianceConfig.__dataclass_fields__) == {"keys"}
