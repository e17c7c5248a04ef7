"""The units of systemd and the proxy in front of them: read by their own programs where those are at hand."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from disclosure.errors import ConfigError
from disclosure.production import NEEDED, check
from tests.deploy.shipped import DEPLOY, SITES, environment, known

UNITS = sorted((DEPLOY / "systemd").iterdir())
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
ENV = DEPLOY / "env"
LOCKED_DOWN = {
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "LimitCORE": "0",
    "UMask": "0077",
    "CapabilityBoundingSet": "",
}
by_name = pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)


def lines(unit: Path) -> list[tuple[str, str]]:
    """The settings of a unit: every line is a section, a comment or `Name=value`."""
    found = []
    for line in unit.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#") and not re.fullmatch(r"\[(Unit|Service|Timer|Install)\]", line):
            name, equals, value = line.partition("=")
            assert equals, f"{unit.name}: {line}"
            assert re.fullmatch(r"[A-Z][A-Za-z]+", name), f"{unit.name}: {line}"
            found.append((name, value))
    return found


def test_systemd_finds_nothing_wrong(tmp_path: Path) -> None:
    verify = shutil.which("systemd-analyze")
    if verify is None:
        assert all(lines(unit) for unit in UNITS)
        return
    for unit in UNITS:
        runs = re.sub(
            r"^(ExecStart=)\S+", r"\1/bin/true", unit.read_text(encoding="utf-8"), flags=re.MULTILINE
        )
        (tmp_path / unit.name).write_text(runs, encoding="utf-8")
    started = [unit.name.replace("@.", "@portal.") for unit in UNITS]
    done = subprocess.run(
        [verify, "verify", "--man=no", *started], cwd=tmp_path, check=False, capture_output=True, text=True
    )
    told = [line for line in done.stderr.splitlines() if "disclosure" in line]
    assert (told, done.returncode) == ([], 0), done.stderr


@by_name
def test_every_service_is_locked_down_and_runs_as_a_user_of_its_own(unit: Path) -> None:
    given = dict(lines(unit))
    assert {name: given.get(name) for name in LOCKED_DOWN} == LOCKED_DOWN
    assert given["User"] == given["Group"] != "root"
    assert "DISCLOSURE_PRODUCTION=1" in unit.read_text(encoding="utf-8")


@by_name
def test_every_service_reads_settings_that_ship_with_it(unit: Path) -> None:
    for file in [value for name, value in lines(unit) if name == "EnvironmentFile"]:
        asked = Path(file).name
        for instance in ("portal", "review", "compliance") if "site@" in unit.name else ("common", "review"):
            assert (ENV / asked.replace("%i", instance)).exists(), file


@pytest.mark.parametrize("file", sorted(ENV.iterdir()), ids=lambda file: file.name)
def test_every_setting_in_the_examples_is_read_by_somebody(file: Path) -> None:
    assert {name for name in environment(file) if not known(name)} - {"APP", "BIND"} == set()


@pytest.mark.parametrize("site", SITES)
def test_a_site_is_told_all_it_needs_and_refused_while_the_examples_stand(site: str) -> None:
    given = environment(ENV / "common.env") | environment(ENV / f"{site}.env")
    assert {name for name in NEEDED if not {name, f"{name}_FILE"} & set(given)} == set()
    assert given["APP"] == SITES[site]
    others = {f"{other.upper()}_SECRET_FILE" for other in SITES if other != site}
    assert others.isdisjoint(given)
    with pytest.raises(ConfigError) as refused:
        check({**given, "DISCLOSURE_PRODUCTION": "1"}, demo=False)
    for name in ("PORTAL_URL", "DISCLOSURE_MAIL_FROM", "DISCLOSURE_STORAGE_URL"):
        assert f"{name} still holds a placeholder." in str(refused.value)


def test_every_timer_starts_a_service_that_there_is() -> None:
    timers = {unit.stem for unit in UNITS if unit.suffix == ".timer"}
    assert timers == {"disclosure-doctor", "disclosure-backup"}
    assert timers <= {unit.stem for unit in SERVICES}


def test_nginx_takes_its_files(tmp_path: Path) -> None:
    nginx, openssl = shutil.which("nginx"), shutil.which("openssl")
    if nginx is None or openssl is None:
        for file in (DEPLOY / "nginx").iterdir():
            assert blocks(file.read_text(encoding="utf-8")) == 0, file.name
        return
    shutil.copytree(DEPLOY / "nginx", tmp_path, dirs_exist_ok=True)
    (tmp_path / "tls").mkdir()
    (tmp_path / "mime.types").write_text("types { text/html html; }")
    for name in ("file", "review", "office"):
        key = [
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-subj",
            "/CN=x",
        ]
        where = ["-keyout", f"tls/{name}.key", "-out", f"tls/{name}.pem"]
        subprocess.run([openssl, *key, *where], cwd=tmp_path, check=True, capture_output=True)
    sites = (tmp_path / "sites.conf").read_text()
    (tmp_path / "sites.conf").write_text(
        re.sub(r"server (portal|review|compliance):", "server 127.0.0.1:", sites)
    )
    command = [nginx, "-t", "-p", f"{tmp_path}/", "-c", str(tmp_path / "nginx.conf"), "-e", "/dev/stderr"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def blocks(text: str) -> int:
    """How many blocks stay open; every statement ends in a semicolon or a brace."""
    depth = 0
    for line in text.splitlines():
        said = line.partition("  #")[0].strip() if not line.strip().startswith("#") else ""
        assert not said or said[-1] in ";{}", line
        depth += said.count("{") - said.count("}")
        assert depth >= 0, line
    return depth


def test_the_proxy_overwrites_what_sites_trust_and_closes_what_is_for_the_operator() -> None:
    proxy = (DEPLOY / "nginx/proxy.conf").read_text(encoding="utf-8")
    for header in ("Host $host", "X-Forwarded-For $remote_addr", "X-Forwarded-Proto https"):
        assert f"proxy_set_header {header};" in proxy
    sites = (DEPLOY / "nginx/sites.conf").read_text(encoding="utf-8")
    servers = [server for server in sites.split("\nserver {") if "proxy_pass" in server]
    assert len(servers) == len(SITES)
    for server in servers:
        for closed in ("/healthz", "/readyz", "/metrics"):
            assert f"location = {closed} {{ return 404; }}" in server
        assert "include proxy.conf;" in server
        (password,) = [line for line in server.splitlines() if "location = /sign-in/password " in line]
        assert "limit_req zone=passwords burst=200;" in password, "a storm waits outside of the site"


def test_the_proxy_takes_what_a_site_takes() -> None:
    """Four files of the largest size, and the form around them (docs/operations.md, settings)."""
    sites = (DEPLOY / "nginx/sites.conf").read_text(encoding="utf-8")
    assert set(re.findall(r"client_max_body_size (\d+)m", sites)) == {str(4 * 25 + 1)}
