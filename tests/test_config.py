"""Settings: what is missing or unsafe is refused in a sentence that names it; nothing is guessed open."""

import dataclasses
import json
import stat
from datetime import timedelta
from pathlib import Path

import pytest

import config
from config import SITES, ComplianceConfig, Config, PortalConfig, ReviewConfig, SiteConfig
from disclosure.errors import ConfigError
from disclosure.production import PLACEHOLDERS

OF_SITE: dict[str, type[SiteConfig]] = {
    "portal": PortalConfig,
    "review": ReviewConfig,
    "compliance": ComplianceConfig,
}
LONG = "a secret that nobody guessed, long enough for all"

each_site = pytest.mark.parametrize("site", SITES)


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    folder = tmp_path / "instance"
    config.prepare_instance(folder, demo=False)
    return folder


def environ(instance: Path, **settings: str) -> dict[str, str]:
    return {"DISCLOSURE_INSTANCE": str(instance)} | settings


def test_a_folder_that_is_no_instance_is_refused_with_the_command_that_makes_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"no instance at .*nowhere\. Run `disclosure init`") as refused:
        Config.from_environment(environ(tmp_path / "nowhere"))
    assert "DISCLOSURE_INSTANCE" in str(refused.value)


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", "null", "17", '{"demo": true}', '{"demo": false, "clock_offset": 0}']
)
def test_a_damaged_mark_is_refused_by_name(instance: Path, damage: str) -> None:
    (instance / config.MARK).write_text(damage)
    with pytest.raises(ConfigError, match=r"instance\.json is damaged"):
        Config.from_environment(environ(instance))


@pytest.mark.parametrize("offset", ['"soon"', "null", "[]", "1e300"])
def test_a_mark_with_a_clock_that_cannot_be_is_refused_by_name(instance: Path, offset: str) -> None:
    (instance / config.MARK).write_text(f'{{"demo": true, "clock_offset": {offset}, "replayed": null}}')
    with pytest.raises(ConfigError, match=r"instance\.json is damaged"):
        Config.from_environment(environ(instance))


@pytest.mark.parametrize("demo", ['"false"', "0", "null", "1"])
def test_a_mark_that_does_not_say_plainly_whether_it_is_a_demo_is_refused(instance: Path, demo: str) -> None:
    (instance / config.MARK).write_text(f'{{"demo": {demo}, "clock_offset": 0, "replayed": null}}')
    with pytest.raises(ConfigError, match=r"instance\.json is damaged"):
        Config.from_environment(environ(instance))


@each_site
def test_a_site_without_a_secret_does_not_start(instance: Path, site: str) -> None:
    (instance / "secrets" / site).unlink()
    name = f"{site.upper()}_SECRET"
    with pytest.raises(ConfigError, match=f"{name} is not set") as refused:
        OF_SITE[site].from_environment(environ(instance))
    assert f"{name}_FILE" in str(refused.value)


@each_site
@pytest.mark.parametrize("secret", [*sorted(PLACEHOLDERS - {""}), "CHANGEME", "x" * 31])
def test_a_placeholder_or_a_short_secret_is_refused(instance: Path, site: str, secret: str) -> None:
    name = f"{site.upper()}_SECRET"
    with pytest.raises(ConfigError, match=f"{name} is a placeholder or shorter than 32") as refused:
        OF_SITE[site].from_environment(environ(instance, **{name: secret}))
    assert secret not in str(refused.value).replace("placeholder", "").replace("secrets", "")


@each_site
def test_every_site_needs_what_seals_second_factors(instance: Path, site: str) -> None:
    read = OF_SITE[site].from_environment
    assert read(environ(instance)).accounts_secret == (instance / "secrets" / "accounts").read_text().strip()
    (instance / "secrets" / "accounts").unlink()
    with pytest.raises(ConfigError, match=r"ACCOUNTS_SECRET is not set. Run `disclosure init`"):
        read(environ(instance))
    config.complete_instance(instance)
    assert LONG not in repr(read(environ(instance, ACCOUNTS_SECRET=LONG)))


@each_site
def test_the_sites_of_the_office_ask_for_a_second_factor_unless_told(instance: Path, site: str) -> None:
    read = OF_SITE[site].from_environment
    assert read(environ(instance)).second_factor is (site != "portal")
    assert read(environ(instance, DISCLOSURE_SECOND_FACTOR="none")).second_factor is False
    assert read(environ(instance, DISCLOSURE_SECOND_FACTOR="portal review compliance")).second_factor is True
    for unknown in (" ", "everywhere", "portal,review"):
        with pytest.raises(ConfigError, match="DISCLOSURE_SECOND_FACTOR is none, or names sites"):
            read(environ(instance, DISCLOSURE_SECOND_FACTOR=unknown))


def test_how_long_a_sign_in_certifies_is_set_in_minutes(instance: Path) -> None:
    assert PortalConfig.from_environment(environ(instance)).prove_again == 30
    assert PortalConfig.from_environment(environ(instance, DISCLOSURE_PROVE_AGAIN="5")).prove_again == 5


def test_an_instance_is_completed_and_nothing_in_it_replaced(instance: Path) -> None:
    kept = {path: path.read_bytes() for path in (instance / "secrets").iterdir()}
    (instance / "secrets" / "accounts").unlink()
    config.complete_instance(instance)
    made = (instance / "secrets" / "accounts").read_bytes()
    assert made != kept[instance / "secrets" / "accounts"]
    assert all(path.read_bytes() == was for path, was in kept.items() if path.name != "accounts")


@each_site
def test_an_emptied_secret_file_is_refused(instance: Path, site: str) -> None:
    (instance / "secrets" / site).write_text("\n")
    with pytest.raises(ConfigError, match=f"{site.upper()}_SECRET"):
        OF_SITE[site].from_environment(environ(instance))


@each_site
def test_a_secret_may_be_given_by_name_by_file_or_by_the_instance(
    instance: Path, tmp_path: Path, site: str
) -> None:
    read, name = OF_SITE[site].from_environment, f"{site.upper()}_SECRET"
    file = tmp_path / "from-the-vault"
    file.write_text(f"{LONG} in a file\n")
    assert read(environ(instance)).secret == (instance / "secrets" / site).read_text().strip()
    assert read(environ(instance, **{name: LONG})).secret == LONG
    assert read(environ(instance, **{name: LONG, f"{name}_FILE": str(file)})).secret == f"{LONG} in a file"


@pytest.mark.parametrize(
    "name",
    [
        "PORTAL_SECRET",
        "DISCLOSURE_DATABASE_URL",
        "DISCLOSURE_REDIS_URL",
        "DISCLOSURE_STORAGE_URL",
        "DISCLOSURE_MAIL_URL",
    ],
)
def test_a_setting_whose_file_cannot_be_read_is_refused_by_name(instance: Path, name: str) -> None:
    with pytest.raises(ConfigError, match=f"{name}_FILE names /nowhere/at/all, which cannot be read"):
        PortalConfig.from_environment(environ(instance, **{f"{name}_FILE": "/nowhere/at/all"}))


def test_a_file_that_is_no_text_is_refused_by_name(instance: Path, tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="PORTAL_SECRET_FILE"):
        PortalConfig.from_environment(environ(instance, PORTAL_SECRET_FILE=str(tmp_path / "binary")))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DISCLOSURE_DATABASE_URL", "not an address"),
        ("DISCLOSURE_DATABASE_URL", "mysql://host/db"),
        ("PORTAL_URL", "portal.example.org"),
        ("REVIEW_URL", "ftp://review.example.org"),
        ("COMPLIANCE_URL", "https://"),
    ],
)
def test_an_address_that_is_none_is_refused_by_name(instance: Path, name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=name):
        Config.from_environment(environ(instance, **{name: value}))


@pytest.mark.parametrize("name", ["PORTAL_URL", "REVIEW_URL", "COMPLIANCE_URL", "DISCLOSURE_MAIL_FROM"])
def test_an_empty_setting_counts_as_not_set(instance: Path, name: str) -> None:
    assert Config.from_environment(environ(instance, **{name: ""})) == Config.from_environment(
        environ(instance)
    )


def test_what_is_not_set_stays_on_this_machine(instance: Path) -> None:
    settings = Config.from_environment(environ(instance))
    assert settings.database_url == f"sqlite:///{instance / 'disclosure.sqlite'}"
    assert settings.storage_url == (instance / "attachments").as_uri()
    assert settings.redis_url is None
    assert settings.mail_url is None
    assert [settings.portal_url, settings.review_url, settings.compliance_url] == [
        "http://127.0.0.1:8000",
        "http://127.0.0.1:8000/review",
        "http://127.0.0.1:8000/compliance",
    ]


def test_the_compliance_site_has_no_setting_for_keys(instance: Path) -> None:
    assert "keys" not in {field.name for field in dataclasses.fields(ComplianceConfig)}
    settings = ComplianceConfig.from_environment(environ(instance, DISCLOSURE_KEYS=str(instance / "keys")))
    assert not hasattr(settings, "keys")


def test_each_site_with_keys_has_a_folder_of_its_own(instance: Path) -> None:
    portal = PortalConfig.from_environment(environ(instance)).keys
    review = ReviewConfig.from_environment(environ(instance)).keys
    assert portal != review
    assert portal == instance / "keys" / "portal"
    given = ReviewConfig.from_environment(environ(instance, DISCLOSURE_KEYS="/run/keys"))
    assert given.keys == Path("/run/keys")


def test_settings_are_not_changed_once_read(instance: Path) -> None:
    settings = PortalConfig.from_environment(environ(instance))
    with pytest.raises(dataclasses.FrozenInstanceError):
        settings.demo = True  # type: ignore[misc]


def test_settings_do_not_show_their_secrets_when_printed(instance: Path) -> None:
    settings = PortalConfig.from_environment(
        environ(
            instance,
            PORTAL_SECRET=LONG,
            DISCLOSURE_DATABASE_URL="postgresql+psycopg://office:pa55@db/disclosure",
            DISCLOSURE_MAIL_URL="smtp://office:pa55@mail:587",
            DISCLOSURE_REDIS_URL="redis://:pa55@queue",
        )
    )
    assert LONG not in repr(settings)
    assert "pa55" not in repr(settings)


def test_an_instance_is_readable_by_its_owner_alone(instance: Path) -> None:
    for path in [instance, *instance.rglob("*")]:
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), f"{path} is {mode:o}"


def test_a_secret_laid_open_is_closed_when_it_is_made(tmp_path: Path) -> None:
    (tmp_path / "instance").mkdir(mode=0o755)
    (tmp_path / "instance" / config.MARK).write_text("{}")
    (tmp_path / "instance" / config.MARK).chmod(0o644)
    config.prepare_instance(tmp_path / "instance", demo=False)
    assert stat.S_IMODE((tmp_path / "instance" / config.MARK).stat().st_mode) == 0o600


def test_every_instance_and_every_site_has_a_secret_of_its_own(tmp_path: Path) -> None:
    for name in ("one", "two"):
        config.prepare_instance(tmp_path / name, demo=False)
    made = [(tmp_path / name / "secrets" / site).read_text() for name in ("one", "two") for site in SITES]
    assert len(set(made)) == len(made)
    assert all(len(secret.strip()) >= config.SHORTEST_SECRET for secret in made)


def test_preparing_an_instance_again_keeps_its_secrets(instance: Path) -> None:
    before = (instance / "secrets" / "portal").read_text()
    config.prepare_instance(instance, demo=False)
    assert (instance / "secrets" / "portal").read_text() == before


def test_only_an_instance_on_its_own_database_is_a_demo(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    offset = timedelta(days=-1000)
    config.prepare_instance(folder, demo=True, clock_offset=offset, replayed="a76-76")
    assert config.is_demo(folder)
    assert config.replayed(folder) == "a76-76"
    settings = Config.from_environment(environ(folder))
    assert settings.demo
    assert settings.clock_offset == offset
    elsewhere = environ(folder, DISCLOSURE_DATABASE_URL="postgresql+psycopg://db/disclosure")
    real = Config.from_environment(elsewhere)
    assert not real.demo
    assert real.clock_offset == timedelta(0)


def test_an_ordinary_instance_has_no_other_clock(instance: Path) -> None:
    mark = json.loads((instance / config.MARK).read_text()) | {"clock_offset": -1e6}
    (instance / config.MARK).write_text(json.dumps(mark))
    assert Config.from_environment(environ(instance)).clock_offset == timedelta(0)
    assert config.replayed(instance) is None
    assert not config.is_demo(instance / "nowhere")


@pytest.mark.parametrize(("url", "https"), [("https://file.example.org", True), ("http://localhost", False)])
def test_https_is_what_the_public_address_says(instance: Path, url: str, https: bool) -> None:
    assert PortalConfig.from_environment(environ(instance, PORTAL_URL=url)).https is https


@pytest.mark.parametrize("value", ["0", "-1", "many", "٢", "1.5"])
def test_how_large_a_file_may_be_is_a_whole_number(instance: Path, value: str) -> None:
    with pytest.raises(ConfigError, match="DISCLOSURE_MOST_PAGES is no whole number above 0"):
        PortalConfig.from_environment(environ(instance, DISCLOSURE_MOST_PAGES=value))


def test_how_large_a_file_may_be_can_be_set(instance: Path) -> None:
    usual = PortalConfig.from_environment(environ(instance))
    assert (usual.largest_file, usual.most_pages, usual.most_megapixels) == (25, 500, 50)
    settings = environ(instance, DISCLOSURE_LARGEST_FILE="10", DISCLOSURE_MOST_MEGAPIXELS="30")
    bounded = PortalConfig.from_environment(settings)
    assert (bounded.largest_file, bounded.most_pages, bounded.most_megapixels) == (10, 500, 30)
