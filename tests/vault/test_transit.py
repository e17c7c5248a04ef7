"""Keys that Vault Transit wraps: the folder alone opens nothing, and a refusal is a sentence."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from disclosure.casework import reading
from disclosure.errors import ConfigError
from disclosure.vault.choosing import RECORDS, folder_store, store_of
from disclosure.vault.keyfiles import FileKeyStore, install
from disclosure.vault.keyrecords import private_record, to_text
from disclosure.vault.keys import KeyPair, Keyring, create_pair
from disclosure.vault.keyvariables import EnvironmentKeyStore
from disclosure.vault.opening import Opener
from disclosure.vault.sealing import Recipient, Sealer
from disclosure.vault.transit import SETTINGS, TOKEN, TransitKeyStore
from tests.vault.cast import somewhere
from tests.vault.transit_server import TransitServer, transit_server

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]
CYCLE = uuid4()


@pytest.fixture
def server() -> Iterator[TransitServer]:
    with transit_server() as running:
        yield running


@pytest.fixture
def folder(server: TransitServer, tmp_path: Path) -> Path:
    settings(tmp_path, url=server.url)
    return tmp_path


def settings(folder: Path, **told: object) -> None:
    (folder / SETTINGS).write_text(json.dumps({"key": "disclosure"} | told), encoding="utf-8")


def store(folder: Path) -> TransitKeyStore:
    found = folder_store(folder, environ={TOKEN: "s.portal"})
    assert isinstance(found, TransitKeyStore)
    return found


def pair() -> KeyPair:
    return create_pair(organisation="UN", cycle_id=CYCLE, recipient=Recipient.PORTAL, generation=1)


def test_a_key_is_wrapped_and_opens_what_is_sealed_to_it(folder: Path, server: TransitServer) -> None:
    install(made := pair(), owner=store(folder))
    assert server.asked == ["encrypt"]
    ring, place = Keyring(store(folder)), somewhere()
    sealed = Sealer.from_keyring(ring).seal(
        b"x", bound_to=place, cycle_id=CYCLE, recipients=[Recipient.PORTAL]
    )
    assert Opener.from_keyring(ring).open(sealed.payload, sealed.wraps, bound_to=place) == b"x"
    assert [key.secret for key in store(folder).private_keys()] == [made.private.secret]


def test_the_folder_alone_holds_no_private_key(folder: Path) -> None:
    install(pair(), owner=store(folder))
    (path,) = folder.glob("*.private.json")
    record = json.loads(path.read_text())
    assert record["transit"].startswith("vault:v1:")
    assert "private" not in record
    with pytest.raises(ConfigError, match="does not hold a key"):
        list(FileKeyStore(folder).private_keys())


def test_a_wrapped_key_put_into_the_file_of_another_does_not_open(folder: Path) -> None:
    first, second = pair(), pair()
    store(folder).add_private(first.private)
    (path,) = folder.glob("*.private.json")
    record = json.loads(path.read_text())
    path.write_text(json.dumps(record | {"id": str(second.public.id)}))
    with pytest.raises(ConfigError, match="does not open this: cipher: message authentication failed"):
        list(store(folder).private_keys())


def test_a_site_whose_token_was_taken_back_is_told_so(folder: Path, server: TransitServer) -> None:
    install(pair(), owner=store(folder))
    server.tokens.clear()
    with pytest.raises(ConfigError, match=r"may not use key disclosure.*new one in DISCLOSURE_TRANSIT_TOKEN"):
        list(store(folder).private_keys())


def test_a_sealed_vault_a_missing_key_and_a_dead_server_are_told_apart(
    folder: Path, server: TransitServer
) -> None:
    install(pair(), owner=store(folder))
    server.sealed = True
    with pytest.raises(ConfigError, match="is sealed or in maintenance"):
        list(store(folder).private_keys())
    server.sealed = False
    settings(folder, url=server.url, key="another")
    with pytest.raises(ConfigError, match="There is no key another"):
        list(store(folder).private_keys())
    settings(folder, url="http://127.0.0.1:9")
    with pytest.raises(ConfigError, match="cannot be reached"):
        list(store(folder).private_keys())


def test_no_error_tells_the_token(folder: Path, server: TransitServer) -> None:
    install(pair(), owner=store(folder))
    for broken in ("sealed", "tokens"):
        setattr(server, broken, set() if broken == "tokens" else True)
        with pytest.raises(ConfigError) as refusal:
            list(store(folder).private_keys())
        assert "s.portal" not in str(refusal.value)
        server.sealed = False


def test_a_running_site_asks_once_and_keeps_its_keys_when_transit_is_gone(
    folder: Path, server: TransitServer
) -> None:
    install(pair(), owner=store(folder))
    ring = Keyring(store(folder))
    server.asked.clear()
    for _time in range(3):
        assert len(ring.private.all()) == 1
    assert len(server.asked) <= 3


def test_the_token_is_read_from_a_file_that_is_its_owners_alone(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "token"
    path.write_text("s.portal\n", encoding="utf-8")
    path.chmod(0o644)
    with pytest.raises(ConfigError, match="chmod 600"):
        folder_store(folder, environ={f"{TOKEN}_FILE": str(path)})
    path.chmod(0o600)
    install(pair(), owner=folder_store(folder, environ={f"{TOKEN}_FILE": str(path)}))
    with pytest.raises(ConfigError, match="Set exactly one of"):
        folder_store(folder, environ={})


def test_settings_that_are_none_are_told(folder: Path) -> None:
    (folder / SETTINGS).write_text("{}", encoding="utf-8")
    with pytest.raises(ConfigError, match="does not say where Vault Transit is"):
        store(folder)


def test_without_hvac_the_extra_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "hvac", None)
    with pytest.raises(ConfigError, match=r"disclosure-portal\[transit\]"):
        store(folder)


def test_a_site_that_needs_no_transit_never_loads_it(tmp_path: Path) -> None:
    assert type(folder_store(tmp_path, environ={})) is FileKeyStore
    install(pair(), owner=FileKeyStore(tmp_path))
    assert reading.keys_in(tmp_path).opener.holds(CYCLE)


def test_keys_in_the_environment_come_before_the_folder(tmp_path: Path) -> None:
    made = pair()
    environ = {RECORDS: to_text([private_record(made.private)])}
    found = store_of(tmp_path, environ=environ)
    assert isinstance(found, EnvironmentKeyStore)
    assert Opener.from_keyring(Keyring(found)).holds(CYCLE)
    assert not Opener.from_keyring(Keyring(store_of(tmp_path, environ={}))).holds(CYCLE)
