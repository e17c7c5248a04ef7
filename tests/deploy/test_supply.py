"""What the program is made of: locked by hash, listed, and nothing fetched while it runs."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.deploy.shipped import HOME

LOCKS = sorted((HOME / "requirements").glob("*.txt"))
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(\[[a-z,_-]+\])?==\S+")


def locked(lock: Path) -> dict[str, str]:
    """Each distribution of a lock file with all that is said of it."""
    text = lock.read_text(encoding="utf-8").replace("\\\n", " ")
    lines = (line for line in text.splitlines() if line and not line.lstrip().startswith("#"))
    return {(PINNED.match(line) or re.match("", line))[1].lower(): line for line in lines}  # type: ignore[index]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_i5_every_distribution_is_locked_to_a_version_and_its_hashes(lock: Path) -> None:
    found = locked(lock)
    assert found
    assert [name for name, line in found.items() if "--hash=sha256:" not in line] == []


def test_i5_whatever_installs_holds_to_the_hashes_and_builds_nothing() -> None:
    for file in ("Makefile", "deploy/Dockerfile"):
        installing = [
            line
            for line in (HOME / file).read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
            if re.search(r"\bpip (install|sync)\b", line) and "--no-deps" not in line
        ]
        assert installing
        for line in installing:
            assert "--require-hashes" in line, line
            assert "--only-binary :all:" in line, line


def test_i5_the_list_of_parts_names_each_of_them(tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("cyclonedx-py")
    lock, out = HOME / "requirements/core.txt", tmp_path / "sbom.json"
    subprocess.run([program, "requirements", lock, "-o", out], check=True, capture_output=True)
    parts = json.loads(out.read_text(encoding="utf-8"))["components"]
    assert {part["name"].lower() for part in parts} == set(locked(lock))
    assert all(part["version"] for part in parts)


AUDIT = HOME / "tools/audit.py"
STAND_IN = """#!{python}
import json, pathlib, sys
told = pathlib.Path(sys.argv[-1]).read_text()
if "{silent}" in told or "{silent}" == "everything":
    sys.exit("Could not connect to the service")
faults = [{{"id": "X-1", "fix_versions": ["9"]}}]
known = [("jinja2", "2.10")] + [("{faulty}", "1")] * ("{faulty}" in told)
named = [(n, v) for n, v in known if (n + "==" + v if n == "jinja2" else n) in told]
found = [{{"name": n, "version": v, "vulns": faults * {knows}}} for n, v in named]
print(json.dumps({{"dependencies": found}}))
"""
"""In place of pip-audit, as no test reaches a service: it answers in the form of its own JSON."""


@pytest.mark.parametrize(
    ("answers", "status", "said"),
    [
        ({}, 0, "requirements/dev.txt: no known fault"),
        ({"faulty": "werkzeug"}, 1, "werkzeug 1: X-1, mended in 9"),
        ({"knows": 0}, 2, "tells no fault of jinja2==2.10, which has one"),
        ({"silent": "everything"}, 2, "Could not connect"),
        ({"silent": "werkzeug"}, 2, "no word from the service pypi (Could not connect"),
    ],
    ids=["sound", "faulty", "a mirror without advisories", "no network", "cut off midway"],
)
def test_i5_what_was_not_asked_about_is_no_pass(
    tmp_path: Path, answers: dict[str, object], status: int, said: str
) -> None:
    program = tmp_path / "pip-audit"
    told = {"python": sys.executable, "silent": "nobody", "faulty": "nobody", "knows": 1} | answers
    program.write_text(STAND_IN.format(**told), encoding="utf-8")
    program.chmod(0o700)
    code = f"import runpy,pathlib; sys_exit=runpy.run_path({str(AUDIT)!r})['main']; "
    code += f"raise SystemExit(sys_exit(pathlib.Path({str(program)!r}), 'pypi'))"
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert done.returncode == status, done.stderr
    assert said in done.stdout + done.stderr
    assert ("This is no pass." in done.stderr) == (status == 2)


def test_i5_the_tests_reach_no_network_and_neither_does_a_program(tmp_path: Path) -> None:
    options = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]
    assert "--disable-socket" in str(options)
    alone = [found, "--map-root-user", "--net"] if (found := shutil.which("unshare")) else []
    if alone and subprocess.run([*alone, "true"], check=False, capture_output=True).returncode:
        alone = []  # where nobody may make a network of their own
    program = Path(sys.executable).with_name("disclosure")
    set_up = ["init", "--code", "UN", "--name", "UN", "--officer", "olu@example.org", "--officer-name", "Olu"]
    environ = {"DISCLOSURE_INSTANCE": str(tmp_path / "instance"), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [*alone, program, *set_up], check=False, capture_output=True, text=True, cwd=HOME, env=environ
    )
    assert done.returncode == 0, done.stderr
