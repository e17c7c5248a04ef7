import copy
import json
import pickle
import resource
import shutil
import stat
from pathlib import Path
from uuid import uuid4

import pytest

from disclosure.errors import ConfigError
from disclosure.vault import keyrecords
from disclosure.vault.keyfiles import FileKeyStore
from disclosure.vault.keys import KeyPair, Keyring, create_pair
from disclosure.vault.keyvariables import EnvironmentKeyStore
from disclosure.vault.opening import Opener
from disclosure.vault.sealing import Recipient, Sealer
from tests.vault.cast import BOTH, Sites, sites_in, somewhere


def a_pair(*, generation: int = 1) -> KeyPair:
    return create_pair(
        organisation="UNOPS", cycle_id=uuid4(), recipient=Recipient.REVIEW, generation=generation
    )


def test_private_files_are_for_their_owner_alone(sites: Sites) -> None:
    for store in (sites.portal_store, sites.review_store):
        assert stat.S_IMODE(store.directory.stat().st_mode) == 0o700
        [path] = store.directory.glob("*.private.json")
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_site_holds_its_own_private_key_and_every_public_key(sites: Sites) -> None:
    for store, recipient in zip((sites.portal_store, sites.review_store), BOTH, strict=True):
        assert [key.public.recipient for key in store.private_keys()] == [recipient]
        assert {key.recipient for key in store.public_keys()} == set(BOTH)
        publics = (path.read_text() for path in store.directory.glob("*.public.json"))
        assert not any("private" in json.loads(text) for text in publics)


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660])
def test_an_exposed_private_file_is_refused_with_the_command_that_mends_it(tmp_path: Path, mode: int) -> None:
    store = FileKeyStore(tmp_path)
    path = store.add_private(a_pair().private)
    path.chmod(mode)
    with pytest.raises(ConfigError, match=f"chmod 600 {path}"):
        Keyring(store)


def test_a_key_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    store = FileKeyStore(tmp_path / "nowhere")
    for use in (Keyring, FileKeyStore.stamp, lambda missing: list(missing.public_keys())):
        with pytest.raises(ConfigError, match="nowhere cannot be read"):
            use(store)


def test_a_key_folder_that_vanishes_is_named_at_the_next_use(tmp_path: Path) -> None:
    sites = sites_in(tmp_path)
    shutil.rmtree(sites.portal_store.directory)
    with pytest.raises(ConfigError, match=str(sites.portal_store.directory)):
        sites.sealer.seal(b"x", bound_to=somewhere(), cycle_id=sites.cycle_id, recipients=BOTH)


@pytest.mark.parametrize("ending", ["public", "private"])
def test_a_key_file_that_is_not_text_is_named(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"odd.{ending}.json"
    path.write_bytes(b"\xff\xfe")
    path.chmod(0o600)
    with pytest.raises(ConfigError, match=f"{path} cannot be read"):
        Keyring(FileKeyStore(tmp_path))


def test_keys_come_back_from_files_as_they_were_made(tmp_path: Path) -> None:
    pair, store = a_pair(generation=12), FileKeyStore(tmp_path / "keys")
    store.add_public(pair.public)
    store.add_private(pair.private)
    assert [*store.public_keys(), *store.private_keys()] == [pair.public, pair.private]


def test_keys_come_from_an_environment_variable_or_the_file_it_names(tmp_path: Path) -> None:
    own, other = a_pair(), a_pair()
    text = keyrecords.to_text(
        [keyrecords.private_record(own.private), keyrecords.public_record(other.public)]
    )
    path = tmp_path / "keys.json"
    path.write_text(text)
    path.chmod(0o400)
    for environ in ({"REVIEW_KEYS": text}, {"REVIEW_KEYS_FILE": str(path)}):
        store = EnvironmentKeyStore("REVIEW_KEYS", environ=environ)
        assert list(store.public_keys()) == [own.public, other.public]
        assert list(store.private_keys()) == [own.private]
        assert Keyring(store).private.get(own.public.id) == own.private


def test_an_exposed_file_named_by_the_environment_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    path.write_text("[]")
    path.chmod(0o644)
    with pytest.raises(ConfigError, match="chmod 600"):
        Keyring(EnvironmentKeyStore("KEYS", environ={"KEYS_FILE": str(path)}))


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        ({}, "Set exactly one of KEYS and KEYS_FILE"),
        ({"KEYS": "[]", "KEYS_FILE": "/somewhere"}, "Set exactly one of KEYS and KEYS_FILE"),
        ({"KEYS_FILE": "/does/not/exist"}, "/does/not/exist"),
        ({"KEYS": "{"}, "does not hold JSON"),
        ({"KEYS": "{}"}, "must hold a JSON list"),
        ({"KEYS": "[3]"}, "does not hold a key"),
    ],
)
def test_an_unfit_variable_is_told_in_a_sentence(environ: dict[str, str], sentence: str) -> None:
    with pytest.raises(ConfigError, match=sentence):
        Keyring(EnvironmentKeyStore("KEYS", environ=environ))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("format", "disclosure-key/9"),
        ("id", "not a uuid"),
        ("recipient", "compliance"),
        ("generation", "1"),
        ("suite", 7),
        ("created", "2026-01-01T00:00:00"),
        ("public", "AAAA"),
        ("public", None),
        ("private", "****"),
    ],
)
def test_a_damaged_record_is_named_with_its_fault(tmp_path: Path, field: str, value: object) -> None:
    path = FileKeyStore(tmp_path).add_private(a_pair().private)
    path.write_text(json.dumps(json.loads(path.read_text()) | {field: value}))
    with pytest.raises(ConfigError, match=r"private\.json does not hold a key"):
        Keyring(FileKeyStore(tmp_path))


def test_a_record_without_a_field_says_which(tmp_path: Path) -> None:
    record = keyrecords.public_record(a_pair().public)
    del record["cycle_id"]
    with pytest.raises(ConfigError, match="it has no 'cycle_id'"):
        keyrecords.read_public(record, origin="here")


def test_halves_of_different_pairs_are_refused_when_used(tmp_path: Path) -> None:
    sites = sites_in(tmp_path)
    place = somewhere()
    sealed = sites.sealer.seal(b"x", bound_to=place, cycle_id=sites.cycle_id, recipients=BOTH)
    [path] = sites.portal_store.directory.glob("*.private.json")
    stranger = keyrecords.private_record(a_pair().private)["private"]
    path.write_text(json.dumps(json.loads(path.read_text()) | {"private": stranger}))
    opener = Opener.from_keyring(Keyring(FileKeyStore(sites.portal_store.directory)))
    with pytest.raises(ConfigError, match="do not belong together"):
        opener.open(sealed.payload, sealed.wraps, bound_to=place)


def test_public_material_that_is_no_key_is_named(tmp_path: Path) -> None:
    pair, store = a_pair(), FileKeyStore(tmp_path)
    path = store.add_public(pair.public)
    garbage = "/////" + json.loads(path.read_text())["public"][5:]
    path.write_text(json.dumps(json.loads(path.read_text()) | {"public": garbage}))
    sealer = Sealer.from_keyring(Keyring(store))
    with pytest.raises(ConfigError, match=f"public key {pair.public.id} is damaged"):
        sealer.seal(b"x", bound_to=somewhere(), cycle_id=pair.public.cycle_id, recipients=[Recipient.REVIEW])


def test_a_private_key_is_not_shown_copied_or_pickled() -> None:
    private = a_pair().private
    assert repr(private.secret) not in repr(private)
    for act in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="not pickled or copied"):
            act(private)


def test_fingerprints_tell_keys_apart_and_stay_the_same() -> None:
    one, other = a_pair().public, a_pair().public
    assert one.fingerprint() != other.fingerprint()
    assert one.fingerprint() == one.fingerprint()
    assert [len(group) for group in one.fingerprint().split()] == [4] * 8


def test_a_sealer_reaches_no_private_key(sites: Sites) -> None:
    seen: set[int] = set()

    def walk(thing: object) -> None:
        if id(thing) in seen or isinstance(thing, (str, bytes, int, Path)):
            return
        seen.add(id(thing))
        assert type(thing).__name__ not in {"PrivateKey", "PrivateRing", "MLKEM768X25519PrivateKey"}
        inside = list(thing.values()) if isinstance(thing, dict) else []
        for value in [*inside, *getattr(thing, "__dict__", {}).values()]:
            walk(value)

    walk(sites.sealer)
    assert len(seen) > 5


def test_material_of_other_cycles_is_not_parsed(tmp_path: Path) -> None:
    sites = sites_in(tmp_path)
    other = a_pair()
    sites.portal_store.add_public(other.public)
    sites.sealer.seal(b"x", bound_to=somewhere(), cycle_id=sites.cycle_id, recipients=BOTH)
    parsed = {key.id for key in sites.portal.public.all() if "parsed" in vars(key)}
    assert len(parsed) == 2
    assert other.public.id not in parsed


def test_a_process_that_opens_leaves_no_core_file(sites: Sites) -> None:
    Opener.from_keyring(sites.portal)
    assert resource.getrlimit(resource.RLIMIT_CORE)[0] == 0


def test_a_destroyed_key_is_overwritten_before_it_is_removed(tmp_path: Path) -> None:
    pair, store = a_pair(), FileKeyStore(tmp_path)
    path = store.add_private(pair.private)
    with path.open("rb") as still_open:
        assert store.destroy_private(pair.public.id)
        assert set(still_open.read()) == {0}
    assert not path.exists()
    assert not store.destroy_private(pair.public.id)
    assert not store.remove_public(pair.public.id)
