"""compose.yaml follows the schema of its kind, and gives each process what is its own and nothing else."""

import json
import re
from typing import Any

import pytest
from jsonschema import Draft7Validator

from disclosure.production import NEEDED
from tests.deploy.shipped import DEPLOY, SITES, compose, known, ours

SCHEMA = DEPLOY.parent / "tests/deploy/compose_spec.json"
each_of_ours = pytest.mark.parametrize("name", sorted(ours()))


def test_the_file_follows_the_compose_specification() -> None:
    validator = Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert [
        f"{'/'.join(map(str, fault.path))}: {fault.message}" for fault in validator.iter_errors(compose())
    ] == []


def test_the_schema_itself_refuses_what_is_misspelt() -> None:
    validator = Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    wrong = compose() | {"services": {"portal": compose()["services"]["portal"] | {"readonly": True}}}
    assert not validator.is_valid(wrong)


def test_what_services_refer_to_is_declared_and_everything_declared_is_used() -> None:
    whole = compose()
    services = whole["services"].values()
    for kind in ("secrets", "networks"):
        assert {name for one in services for name in one.get(kind, ())} == set(whole[kind]), kind
    volumes = {mount.partition(":")[0] for one in services for mount in one.get("volumes", ())}
    assert {name for name in volumes if not name.startswith(".")} == set(whole["volumes"])
    assert {each["source"] for one in services for each in one.get("configs", ())} == set(whole["configs"])
    assert {name for one in services for name in one.get("depends_on", ())} <= set(whole["services"])


def test_every_file_that_is_mounted_ships_or_is_made_by_the_script() -> None:
    made = (DEPLOY / "make-secrets.sh").read_text(encoding="utf-8")
    script = {"./keys", "./backups", "./tls", *(f"./keys/{one}" for one in ("portal", "review", "ledger"))}
    for service in compose()["services"].values():
        for mount in service.get("volumes", ()):
            source = mount.partition(":")[0]
            assert not source.startswith(".") or source in script or (DEPLOY / source).exists(), mount
    for name, secret in compose()["secrets"].items():
        stem = re.sub(
            r"^(owner|portal|review|compliance|accounts|worker)_(database_url|password|secret)$", r"_\2", name
        )
        assert f"keep {name} " in made or f'{stem}"' in made, secret


@each_of_ours
def test_every_setting_is_one_that_our_code_reads(name: str) -> None:
    unknown = {setting for setting in _environment(ours()[name]) if not known(setting)}
    assert unknown == set()


@each_of_ours
def test_no_process_would_be_refused_for_a_missing_setting(name: str) -> None:
    given = {setting.removesuffix("_FILE") for setting in _environment(ours()[name])}
    assert set(NEEDED) <= given


@each_of_ours
def test_every_process_is_locked_down(name: str) -> None:
    one = ours()[name]
    assert one["read_only"] is True
    assert one["user"] == "10001:10001"
    assert one["cap_drop"] == ["ALL"]
    assert one["security_opt"] == ["no-new-privileges:true"]
    assert one["ulimits"]["core"] == 0
    assert "ports" not in one
    assert "privileged" not in one


@pytest.mark.parametrize("site", SITES)
def test_a_site_is_served_under_its_own_role_with_its_own_secret(site: str) -> None:
    one = ours()[site]
    assert one["command"][-1] == SITES[site]
    assert _environment(one)["DISCLOSURE_DATABASE_URL_FILE"] == f"/run/secrets/{site}_database_url"
    assert {f"{site}_secret", "accounts_secret"} <= set(one["secrets"])
    assert _environment(one)["ACCOUNTS_SECRET_FILE"] == "/run/secrets/accounts_secret"
    others = {f"{other}_{what}" for other in SITES if other != site for what in ("secret", "database_url")}
    assert others.isdisjoint(one["secrets"])
    assert set(one["networks"]) == {site, "inside"}


def test_each_private_key_is_mounted_where_it_is_needed_and_nowhere_else() -> None:
    mounted = {
        name: {mount.split(":")[0] for mount in one.get("volumes", ()) if "./keys" in mount}
        for name, one in compose()["services"].items()
    }
    assert {name: keys for name, keys in mounted.items() if keys} == {
        "portal": {"./keys/portal"},
        "review": {"./keys/review"},
        "worker-review": {"./keys/review"},
        "worker-common": {"./keys/ledger"},
        "office": {"./keys"},
    }
    assert ours()["office"]["profiles"] == ["office"], "nobody but an operator starts it"


def test_only_the_proxy_is_reached_from_outside() -> None:
    services = compose()["services"]
    assert {name for name, one in services.items() if "ports" in one} == {"nginx"}
    outside = {name for name, one in services.items() if "outside" in one["networks"]}
    assert outside == {"nginx", "smtp"}
    closed = {name for name, network in compose()["networks"].items() if network and network.get("internal")}
    assert closed == set(compose()["networks"]) - {"outside"}


def test_no_secret_stands_in_the_file() -> None:
    text = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    assert not re.search(r"(?i)(password|secret|key):\s+[a-z0-9]{6,}", text)
    assert all(set(secret) == {"file"} for secret in compose()["secrets"].values())


def test_the_image_runs_as_nobody_and_compiles_nothing() -> None:
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    assert "USER 10001:10001" in text
    assert text.count("--only-binary :all: --require-hashes") == 2
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.MULTILINE)
    ignored = (DEPLOY.parent / ".dockerignore").read_text(encoding="utf-8").splitlines()
    allowed = {line.removeprefix("!").rstrip("/") for line in ignored if line.startswith("!")}
    for source in (part for line in copied for part in line.split() if part != "."):
        assert source.split("/")[0] in allowed, source
        assert (DEPLOY.parent / source).exists(), source


def _environment(service: dict[str, Any]) -> dict[str, str]:
    given: dict[str, str] = service["environment"]
    return given
