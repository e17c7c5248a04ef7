"""In production nothing is left out and nothing is left as it was shipped."""

from pathlib import Path

import pytest

import config
from config import ComplianceConfig, Config, PortalConfig
from disclosure.errors import ConfigError
from disclosure.production import NEEDED

WHOLE = {
    "DISCLOSURE_PRODUCTION": "1",
    "DISCLOSURE_DATABASE_URL": "postgresql+psycopg://portal:kZ8-mT2@db/disclosure",
    "DISCLOSURE_REDIS_URL": "redis://:nQ4-xW7@redis:6379/0",
    "DISCLOSURE_STORAGE_URL": "s3://attachments/un",
    "DISCLOSURE_MAIL_URL": "smtp://mailer:vB9-rL3@smtp:587",
    "DISCLOSURE_MAIL_FROM": "disclosure@example.org",
    "PORTAL_URL": "https://file.example.org",
    "REVIEW_URL": "https://review.example.org",
    "COMPLIANCE_URL": "https://office.example.org",
    "PORTAL_SECRET": "a secret that nobody guessed, long enough for all",
}


@pytest.fixture
def whole(tmp_path: Path) -> dict[str, str]:
    config.prepare_instance(tmp_path / "instance", demo=False)
    return WHOLE | {"DISCLOSURE_INSTANCE": str(tmp_path / "instance")}


def refusal(environ: dict[str, str]) -> str:
    with pytest.raises(ConfigError) as refused:
        PortalConfig.from_environment(environ)
    return str(refused.value)


def test_a_whole_installation_starts(whole: dict[str, str]) -> None:
    assert PortalConfig.from_environment(whole).https


@pytest.mark.parametrize("name", NEEDED)
@pytest.mark.parametrize("how", ["missing", "empty"])
def test_i4_what_is_missing_is_named_with_what_it_is_for(whole: dict[str, str], name: str, how: str) -> None:
    if how == "missing":
        del whole[name]
    else:
        whole[name] = ""
    assert refusal(whole) == f"{name} is not set. In production set it, or {name}_FILE: {NEEDED[name]}."


def test_i4_everything_that_is_missing_is_told_at_once(whole: dict[str, str]) -> None:
    for name in NEEDED:
        del whole[name]
    assert refusal(whole).count("is not set") == len(NEEDED)


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("DISCLOSURE_DATABASE_URL", "postgresql+psycopg://portal:CHANGE-ME@db/disclosure"),
        ("DISCLOSURE_DATABASE_URL", "postgresql+psycopg://portal:password@db/disclosure"),
        ("DISCLOSURE_REDIS_URL", "redis://:secret@redis:6379/0"),
        ("DISCLOSURE_MAIL_URL", "smtp://name:changeme@smtp:587"),
        ("DISCLOSURE_MAIL_FROM", "change-me@example.org"),
        ("PORTAL_URL", "https://change-me.example.org"),
    ],
)
def test_i4_what_was_copied_and_never_changed_is_refused_in_a_trial_too(
    whole: dict[str, str], name: str, left: str
) -> None:
    whole[name] = left
    for environ in (whole, whole | {"DISCLOSURE_PRODUCTION": ""}):
        said = refusal(environ)
        assert said == f"{name} still holds a placeholder. Put the real value there."
        assert "password@" not in said


def test_i4_a_placeholder_in_a_file_is_refused_too(whole: dict[str, str], tmp_path: Path) -> None:
    given = tmp_path / "redis"
    given.write_text("redis://:change-me@redis:6379/0\n")
    del whole["DISCLOSURE_REDIS_URL"]
    whole["DISCLOSURE_REDIS_URL_FILE"] = str(given)
    assert refusal(whole).startswith("DISCLOSURE_REDIS_URL_FILE still holds a placeholder.")
    given.write_text("redis://:nQ4-xW7@redis:6379/0\n")
    assert PortalConfig.from_environment(whole).redis_url == "redis://:nQ4-xW7@redis:6379/0"


@pytest.mark.parametrize("name", ["PORTAL_URL", "REVIEW_URL", "COMPLIANCE_URL"])
def test_i4_a_site_without_tls_is_refused(whole: dict[str, str], name: str) -> None:
    whole[name] = "http://file.example.org"
    assert refusal(whole) == f"{name} is not reached over TLS. In production write https://…"


def test_i4_a_switch_that_is_neither_on_nor_off_is_refused(whole: dict[str, str]) -> None:
    whole["DISCLOSURE_PRODUCTION"] = "yes"
    assert "Write 1 in production" in refusal(whole)


def test_i4_a_demonstration_never_goes_into_production(whole: dict[str, str], tmp_path: Path) -> None:
    config.prepare_instance(tmp_path / "demo", demo=True)
    whole["DISCLOSURE_INSTANCE"] = str(tmp_path / "demo")
    assert not PortalConfig.from_environment(whole).demo  # with a database of its own it never was one
    del whole["DISCLOSURE_DATABASE_URL"]
    assert "This instance is a demonstration." in refusal(whole)


def test_i4_a_worker_and_the_other_sites_are_held_to_the_same(whole: dict[str, str]) -> None:
    del whole["DISCLOSURE_MAIL_URL"]
    for settings in (Config, ComplianceConfig):
        with pytest.raises(ConfigError, match="DISCLOSURE_MAIL_URL is not set"):
            settings.from_environment(whole)
