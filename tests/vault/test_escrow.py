from dataclasses import replace
from itertools import combinations
from pathlib import Path
from uuid import uuid4

import pytest
from shamir_mnemonic import Share

from disclosure.errors import BadInput, ConfigError, KeyMissing, SealBroken
from disclosure.vault.escrow import EscrowedKey, EscrowPublic, create_escrow, recover
from disclosure.vault.escrowfiles import EscrowFolder
from disclosure.vault.keyfiles import FileKeyStore, destroy
from disclosure.vault.keys import Keyring, PrivateKey
from disclosure.vault.opening import Opener
from tests.vault.cast import BOTH, Sites, flipped, sites_in, somewhere


@pytest.fixture(scope="module")
def escrow() -> tuple[EscrowPublic, list[str]]:
    return create_escrow()


@pytest.fixture(scope="module")
def private(sites: Sites) -> PrivateKey:
    return sites.review.private.all()[0]


@pytest.fixture(scope="module")
def escrowed(escrow: tuple[EscrowPublic, list[str]], private: PrivateKey) -> EscrowedKey:
    return escrow[0].seal(private)


@pytest.mark.parametrize("holders", list(combinations(range(5), 3)))
def test_any_three_of_five_recover_the_key(
    escrow: tuple[EscrowPublic, list[str]],
    escrowed: EscrowedKey,
    private: PrivateKey,
    holders: tuple[int, ...],
) -> None:
    assert recover([escrow[1][holder] for holder in holders], [escrowed]) == [private]


@pytest.mark.parametrize("holders", [*combinations(range(5), 2), (0,), ()])
def test_fewer_than_three_are_refused(
    escrow: tuple[EscrowPublic, list[str]], escrowed: EscrowedKey, holders: tuple[int, ...]
) -> None:
    with pytest.raises(BadInput, match=f"3 different phrases are needed; {len(holders)} were given"):
        recover([escrow[1][holder] for holder in holders], [escrowed])


def test_four_or_five_recover_it_too_in_any_order_and_case(
    escrow: tuple[EscrowPublic, list[str]], escrowed: EscrowedKey, private: PrivateKey
) -> None:
    phrases = [f"  {phrase.upper()} \n" for phrase in reversed(escrow[1])]
    assert recover(phrases, [escrowed]) == recover(phrases[:4], [escrowed]) == [private]


def test_one_phrase_three_times_is_one_phrase(
    escrow: tuple[EscrowPublic, list[str]], escrowed: EscrowedKey
) -> None:
    with pytest.raises(BadInput, match="1 were given"):
        recover([escrow[1][0]] * 3, [escrowed])


@pytest.mark.parametrize("foreign", [1, 2, 3])
def test_phrases_of_two_escrows_are_told_from_each_other(
    escrow: tuple[EscrowPublic, list[str]], escrowed: EscrowedKey, foreign: int
) -> None:
    _, others = create_escrow()
    with pytest.raises(BadInput, match="different escrows"):
        recover([*escrow[1][:3], *others[:foreign]], [escrowed])


def test_three_phrases_of_another_escrow_say_so(escrowed: EscrowedKey) -> None:
    _, others = create_escrow()
    with pytest.raises(KeyMissing, match="none of the keys given is sealed to it"):
        recover(others[:3], [escrowed])


def test_each_mistyped_phrase_is_named(escrow: tuple[EscrowPublic, list[str]], escrowed: EscrowedKey) -> None:
    first, second, third, *_ = escrow[1]
    words = second.split()
    words[7], words[8] = words[8], words[7]
    with pytest.raises(BadInput) as caught:
        recover([first, " ".join(words), third.replace(third.split()[4], "zebrra"), "", "word"], [escrowed])
    told = [str(message) for message in caught.value.messages]
    assert [sentence[:8] for sentence in told] == ["Phrase 2", "Phrase 3", "Phrase 4", "Phrase 5"]
    assert "zebrra" in told[1]


def test_a_forged_phrase_with_a_right_checksum_does_not_fit(
    escrow: tuple[EscrowPublic, list[str]], escrowed: EscrowedKey
) -> None:
    forged = Share.from_mnemonic(escrow[1][0])
    forged = Share(**(vars(forged) | {"value": flipped(forged.value, bit=3)}))
    with pytest.raises(BadInput, match="do not fit together"):
        recover([forged.mnemonic(), *escrow[1][1:3]], [escrowed])


def test_an_altered_key_in_escrow_is_a_broken_seal(
    escrow: tuple[EscrowPublic, list[str]], escrowed: EscrowedKey
) -> None:
    for bit in range(0, len(escrowed.sealed) * 8, 97):
        with pytest.raises(SealBroken, match="in escrow was altered"):
            recover(escrow[1][:3], [replace(escrowed, sealed=flipped(escrowed.sealed, bit=bit))])


@pytest.mark.parametrize(
    "change",
    [{"id": uuid4()}, {"cycle_id": uuid4()}, {"organisation": "UNOPS"}, {"generation": 2}],
    ids=lambda change: next(iter(change)),
)
def test_a_key_in_escrow_relabelled_is_a_broken_seal(
    escrow: tuple[EscrowPublic, list[str]], escrowed: EscrowedKey, change: dict[str, object]
) -> None:
    relabelled = replace(escrowed, public=replace(escrowed.public, **change))  # type: ignore[arg-type]
    with pytest.raises(SealBroken):
        recover(escrow[1][:3], [relabelled])


def test_one_altered_key_recovers_none_rather_than_some(
    escrow: tuple[EscrowPublic, list[str]], escrowed: EscrowedKey
) -> None:
    altered = replace(escrowed, sealed=flipped(escrowed.sealed, bit=5))
    with pytest.raises(SealBroken):
        recover(escrow[1][:3], [escrowed, altered])


def test_a_site_that_lost_its_folder_opens_again_after_recovery(tmp_path: Path) -> None:
    sites, place = sites_in(tmp_path), somewhere()
    sealed = sites.sealer.seal(b"kept", bound_to=place, cycle_id=sites.cycle_id, recipients=BOTH)
    escrow, phrases = create_escrow()
    folder = EscrowFolder(tmp_path / "escrow")
    folder.begin(escrow)
    for ring in (sites.portal.private, sites.review.private):
        folder.add(folder.public().seal(ring.all()[0]))
    lost = sites.review.private.all()[0].id
    destroy(lost, owner=sites.review_store, others=[sites.portal_store])

    restored = FileKeyStore(tmp_path / "restored")
    for key in recover(phrases[2:], EscrowFolder(tmp_path / "escrow").escrowed()):
        if key.id == lost:
            restored.add_public(key.public)
            restored.add_private(key)
    opener = Opener.from_keyring(Keyring(restored))
    assert opener.open(sealed.payload, sealed.wraps, bound_to=place) == b"kept"


def test_a_key_destroyed_in_escrow_is_gone_from_it(tmp_path: Path, private: PrivateKey) -> None:
    escrow, phrases = create_escrow()
    folder = EscrowFolder(tmp_path)
    folder.begin(escrow)
    folder.add(escrow.seal(private))
    assert folder.destroy(private.id)
    assert not folder.destroy(private.id)
    with pytest.raises(KeyMissing):
        recover(phrases[:3], folder.escrowed())


def test_an_escrow_is_begun_once(tmp_path: Path) -> None:
    folder = EscrowFolder(tmp_path / "escrow")
    folder.begin(create_escrow()[0])
    with pytest.raises(ConfigError, match="never overwritten"):
        folder.begin(create_escrow()[0])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "does not hold JSON"),
        ("[]", "does not hold a key in escrow"),
        ('{"format": "disclosure-escrow/2", "suite": 1}', "format or suite"),
        ('{"format": "disclosure-escrow/1", "suite": 9}', "format or suite"),
        ('{"format": "disclosure-escrow/1", "suite": 1, "public": "AAAA"}', "does not hold an escrow key"),
    ],
)
def test_a_damaged_escrow_is_told_in_a_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    (tmp_path / "escrow.json").write_text(text)
    with pytest.raises(ConfigError, match=sentence):
        EscrowFolder(tmp_path).public()


def test_a_missing_escrow_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        EscrowFolder(tmp_path).public()


def test_a_key_file_cut_off_in_escrow_is_named(tmp_path: Path, private: PrivateKey) -> None:
    folder = EscrowFolder(tmp_path)
    path = folder.add(create_escrow()[0].seal(private))
    path.write_text(path.read_text().replace('"sealed"', '"sealt"'))
    with pytest.raises(ConfigError, match=path.name):
        list(folder.escrowed())


def test_no_phrase_or_secret_is_written_to_the_escrow_folder(tmp_path: Path, private: PrivateKey) -> None:
    escrow, phrases = create_escrow()
    folder = EscrowFolder(tmp_path)
    folder.begin(escrow)
    folder.add(escrow.seal(private))
    assert len(phrases) == len(set(phrases)) == 5
    assert {len(phrase.split()) for phrase in phrases} == {33}
    written = "".join(path.read_text() for path in tmp_path.iterdir())
    assert not any(" ".join(phrase.split()[4:7]) in written for phrase in phrases)
    assert '"private"' not in written
