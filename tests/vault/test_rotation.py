from pathlib import Path
from uuid import uuid4

import pytest

from disclosure.errors import ConfigError, KeyMissing, SealBroken
from disclosure.vault import keyrecords
from disclosure.vault.keyfiles import FileKeyStore, destroy
from disclosure.vault.keys import Keyring, create_pair
from disclosure.vault.opening import Opener
from disclosure.vault.sealing import Recipient
from tests.vault.cast import BOTH, Sites, sites_in, somewhere


@pytest.fixture
def sites(tmp_path: Path) -> Sites:
    return sites_in(tmp_path)


def test_new_content_is_sealed_to_the_newest_generation_by_a_running_site(sites: Sites) -> None:
    second = sites.add_generation(Recipient.REVIEW, generation=2)
    sealed = sites.sealer.seal(b"x", bound_to=somewhere(), cycle_id=sites.cycle_id, recipients=BOTH)
    assert second.public.id in {wrap.key_id for wrap in sealed.wraps}


def test_the_tenth_generation_is_newer_than_the_ninth(sites: Sites) -> None:
    pairs = [sites.add_generation(Recipient.REVIEW, generation=number) for number in (10, 9, 2)]
    newest = sites.portal.public.newest(cycle_id=sites.cycle_id, recipient=Recipient.REVIEW)
    assert newest.id == pairs[0].public.id


def test_an_older_generation_opens_until_it_is_destroyed(sites: Sites) -> None:
    place = somewhere()
    sealed = sites.sealer.seal(b"x", bound_to=place, cycle_id=sites.cycle_id, recipients=BOTH)
    old = next(wrap.key_id for wrap in sealed.wraps if wrap.recipient is Recipient.REVIEW)
    sites.add_generation(Recipient.REVIEW, generation=2)
    assert sites.review_opener.open(sealed.payload, sealed.wraps, bound_to=place) == b"x"
    destroy(old, owner=sites.review_store, others=[sites.portal_store])
    with pytest.raises(KeyMissing):
        sites.review_opener.open(sealed.payload, sealed.wraps, bound_to=place)
    assert sites.portal_opener.open(sealed.payload, sealed.wraps, bound_to=place) == b"x"


def test_rewrapping_leaves_the_payload_and_opens_with_the_new_key_alone(sites: Sites) -> None:
    place = somewhere()
    sealed = sites.sealer.seal(b"x", bound_to=place, cycle_id=sites.cycle_id, recipients=BOTH)
    old = next(wrap for wrap in sealed.wraps if wrap.recipient is Recipient.REVIEW)
    second = sites.add_generation(Recipient.REVIEW, generation=2)
    rewrapped = sites.review_opener.rewrap(old, bound_to=place, to=second.public)
    assert rewrapped.key_id == second.public.id
    destroy(old.key_id, owner=sites.review_store, others=[sites.portal_store])
    assert sites.review_opener.open(sealed.payload, [rewrapped], bound_to=place) == b"x"


def test_rewrapping_does_not_change_the_recipient(sites: Sites) -> None:
    place = somewhere()
    sealed = sites.sealer.seal(b"x", bound_to=place, cycle_id=sites.cycle_id, recipients=BOTH)
    review_key = sites.portal.public.newest(cycle_id=sites.cycle_id, recipient=Recipient.REVIEW)
    with pytest.raises(ValueError, match="not rewrapped"):
        sites.portal_opener.rewrap(sealed.wraps[0], bound_to=place, to=review_key)


def test_rewrapping_refuses_a_wrap_of_another_row(sites: Sites) -> None:
    sealed = sites.sealer.seal(
        b"x", bound_to=somewhere(), cycle_id=sites.cycle_id, recipients=[Recipient.REVIEW]
    )
    second = sites.add_generation(Recipient.REVIEW, generation=2)
    with pytest.raises(SealBroken):
        sites.review_opener.rewrap(sealed.wraps[0], bound_to=somewhere(), to=second.public)


def test_the_portal_shares_what_it_can_open_with_review(sites: Sites) -> None:
    place = somewhere()
    sealed = sites.sealer.seal(b"x", bound_to=place, cycle_id=sites.cycle_id, recipients=[Recipient.PORTAL])
    review_key = sites.portal.public.newest(cycle_id=sites.cycle_id, recipient=Recipient.REVIEW)
    shared = sites.portal_opener.share(sealed.wraps, bound_to=place, to=review_key)
    assert sites.review_opener.open(sealed.payload, [shared], bound_to=place) == b"x"


def test_nothing_is_wrapped_to_the_key_of_another_cycle(sites: Sites) -> None:
    place = somewhere()
    sealed = sites.sealer.seal(b"x", bound_to=place, cycle_id=sites.cycle_id, recipients=[Recipient.PORTAL])
    next_year = create_pair(organisation="UN", cycle_id=uuid4(), recipient=Recipient.PORTAL, generation=1)
    with pytest.raises(ValueError, match="another cycle"):
        sites.portal_opener.rewrap(sealed.wraps[0], bound_to=place, to=next_year.public)


def test_review_cannot_share_what_it_cannot_open(sites: Sites) -> None:
    place = somewhere()
    sealed = sites.sealer.seal(b"x", bound_to=place, cycle_id=sites.cycle_id, recipients=[Recipient.PORTAL])
    review_key = sites.portal.public.newest(cycle_id=sites.cycle_id, recipient=Recipient.REVIEW)
    with pytest.raises(KeyMissing):
        sites.review_opener.share(sealed.wraps, bound_to=place, to=review_key)


def test_a_cycle_whose_keys_are_destroyed_can_neither_be_opened_nor_sealed_to(sites: Sites) -> None:
    place = somewhere()
    sealed = sites.sealer.seal(b"x", bound_to=place, cycle_id=sites.cycle_id, recipients=BOTH)
    portal_key, review_key = (wrap.key_id for wrap in sealed.wraps)
    destroy(portal_key, owner=sites.portal_store, others=[sites.review_store])
    destroy(review_key, owner=sites.review_store, others=[sites.portal_store])
    for opener in (sites.portal_opener, sites.review_opener):
        with pytest.raises(KeyMissing):
            opener.open(sealed.payload, sealed.wraps, bound_to=place)
    with pytest.raises(KeyMissing):
        sites.sealer.seal(b"x", bound_to=place, cycle_id=sites.cycle_id, recipients=BOTH)
    assert not list(sites.review_store.directory.glob("*.json"))
    assert not list(sites.portal_store.directory.glob("*.json"))


def test_a_key_file_is_never_overwritten(sites: Sites) -> None:
    with pytest.raises(ConfigError, match="never overwritten"):
        sites.add_generation(Recipient.REVIEW, generation=1)


def test_two_keys_of_one_generation_are_refused_rather_than_guessed_between(sites: Sites) -> None:
    [path] = sites.portal_store.directory.glob("*.review.1.public.json")
    intruder = create_pair(
        organisation="UN", cycle_id=sites.cycle_id, recipient=Recipient.REVIEW, generation=1
    )
    text = keyrecords.to_text(keyrecords.public_record(intruder.public))
    path.with_name(f"also.{path.name}").write_text(text)
    with pytest.raises(ConfigError, match="both generation 1"):
        sites.sealer.seal(b"x", bound_to=somewhere(), cycle_id=sites.cycle_id, recipients=BOTH)


def test_what_is_sealed_to_review_alone_stays_shut_to_the_portal(sites: Sites) -> None:
    place = somewhere(table="sealed_texts")
    note = sites.sealer.seal(
        b"a private note", bound_to=place, cycle_id=sites.cycle_id, recipients=[Recipient.REVIEW]
    )
    portal_again = Opener.from_keyring(Keyring(FileKeyStore(sites.portal_store.directory)))
    with pytest.raises(KeyMissing):
        portal_again.open(note.payload, note.wraps, bound_to=place)
